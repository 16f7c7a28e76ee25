import { withRestDays } from '../calendar/own-rest-days.js';
import { pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';

export const restDayDeadline: LintRule = {
  id: 'rest-day-deadline',
  codes: ['rest-day-deadline', 'provisional-calendar'],
  *check({ template, plan, calendar }) {
    const provisional = new Set<string>();
    for (const [id, { bounds }] of plan.steps)
      for (const { bound, due, certain } of bounds) {
        if (calendar.provisional(due)) provisional.add(due.slice(0, 4));
        if (!certain || withRestDays(calendar, template.steps[id]?.restDays).isWorkingDay(due)) continue;
        const path = bound === 'closes' ? pointer('steps', id, 'closes') : pointer('steps', id, 'deadlines', bound);
        yield found(
          'warning',
          'rest-day-deadline',
          path,
          { step: template.steps[id]?.title ?? id, date: due },
          { edits: [{ op: 'set', path: `${path}/roll`, value: 'previous-working-day' }] },
        );
      }
    if (provisional.size > 0)
      yield found('info', 'provisional-calendar', '/calendar', {
        years: [...provisional].toSorted(),
        calendar: calendar.version,
      });
  },
};
