import type { Calendar } from '../calendar/calendar.js';
import { withRestDays } from '../calendar/own-rest-days.js';
import { type Finding, pointer } from '../findings.js';
import type { Step } from '../template/document.js';
import type { PlannedStep } from '../template/plan.js';
import { found, type LintRule } from './lint-rule.js';
import { perElement } from '../template/per-element.js';

interface Looked {
  onRestDays: Finding[];
  /** Years of which nobody has announced the rest days yet. */
  provisional: string[];
}

const looked = perElement((id: string, step: Step, { bounds }: PlannedStep, calendar: Calendar): Looked => {
  const own = withRestDays(calendar, step.restDays);
  return {
    onRestDays: bounds.flatMap(({ bound, due, certain }) => {
      if (!certain || own.isWorkingDay(due)) return [];
      const path = bound === 'closes' ? pointer('steps', id, 'closes') : pointer('steps', id, 'deadlines', bound);
      const fix = { edits: [{ op: 'set' as const, path: `${path}/roll`, value: 'previous-working-day' }] };
      return [found('warning', 'rest-day-deadline', path, { step: step.title, date: due }, fix)];
    }),
    provisional: bounds.flatMap(({ due }) => (calendar.provisional(due) ? [due.slice(0, 4)] : [])),
  };
});

export const restDayDeadline: LintRule = {
  id: 'rest-day-deadline',
  codes: ['rest-day-deadline', 'provisional-calendar'],
  check({ template, plan, calendar }) {
    const all = [...plan.steps].flatMap(([id, planned]) => {
      const step = template.steps[id];
      return step === undefined ? [] : [looked(id, step, planned, calendar)];
    });
    const findings = all.flatMap(({ onRestDays }) => onRestDays);
    const years = new Set(all.flatMap(({ provisional }) => provisional));
    if (years.size > 0)
      findings.push(
        found('info', 'provisional-calendar', '/calendar', {
          years: [...years].toSorted(),
          calendar: calendar.version,
        }),
      );
    return findings;
  },
};
