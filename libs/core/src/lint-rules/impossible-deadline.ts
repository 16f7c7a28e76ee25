import { type Fix, type Finding, pointer } from '../findings.js';
import type { Template } from '../template/document.js';
import type { Plan } from '../template/plan.js';
import { found, type LintRule } from './lint-rule.js';

/** The same bound on another day; one that rolled back off rest days would be early again, so it rolls forward. */
const moved = (path: string, anchor: object, roll: string): Fix => ({
  edits: [
    { op: 'set', path: `${path}/anchor`, value: anchor },
    { op: 'set', path: `${path}/offset`, value: 0 },
    { op: 'set', path: `${path}/roll`, value: roll },
  ],
});

/** Every date of a plan that cannot be kept, whatever unit it was made for. */
export function* impossibleDeadlines(template: Template, plan: Plan): Iterable<Finding> {
  const { start, end } = template.window;
  for (const [id, { bounds, earliestOpen, earliestEnd }] of plan.steps) {
    const step = template.steps[id];
    if (!step) continue;
    const every = step.occurrences.mode === 'every';
    for (const { bound, due } of bounds) {
      const path = bound === 'closes' ? pointer('steps', id, 'closes') : pointer('steps', id, 'deadlines', bound);
      const params = { step: step.title, due };
      const earliest = earliestEnd > start ? earliestEnd : start;
      const later = earliest <= end ? moved(path, { from: 'date', date: earliest }, 'next-working-day') : undefined;
      if (due < start) yield found('error', 'deadline-before-window', path, { ...params, start }, later);
      else if (due > end) {
        const atEnd = every ? undefined : moved(path, { from: 'campaign-end' }, 'previous-working-day');
        yield found('error', 'deadline-after-window', path, { ...params, end }, atEnd);
      } else if (!every && due < earliestEnd)
        yield found(
          'error',
          'deadline-too-early',
          path,
          { ...params, earliest: earliestEnd, opens: earliestOpen },
          later,
        );
    }
    const closes = bounds.find((one) => one.bound === 'closes');
    const first = bounds
      .filter((one) => one.bound !== 'closes')
      .map((one) => one.due)
      .toSorted()[0];
    if (closes && first !== undefined && closes.due < first)
      yield found(
        'error',
        'closes-before-deadline',
        pointer('steps', id, 'closes'),
        { step: step.title, due: first, closes: closes.due },
        { edits: [{ op: 'remove', path: pointer('steps', id, 'closes') }] },
      );
  }
}

/** A plan that sets a meeting before its window opens (M16), or asks for something before what it waits for. */
export const impossibleDeadline: LintRule = {
  id: 'impossible-deadline',
  codes: ['deadline-before-window', 'deadline-after-window', 'deadline-too-early', 'closes-before-deadline'],
  check: ({ template, plan }) => impossibleDeadlines(template, plan),
};
