import { type Fix, type Finding, pointer } from '../findings.js';
import type { PlainDate } from '../instants.js';
import type { Step, Template } from '../template/document.js';
import type { Plan, PlannedStep } from '../template/plan.js';
import { found, type LintRule } from './lint-rule.js';
import { perElement } from '../template/per-element.js';

/** The same bound on another day; one that rolled back off rest days would be early again, so it rolls forward. */
const moved = (path: string, anchor: object, roll: string): Fix => ({
  edits: [
    { op: 'set', path: `${path}/anchor`, value: anchor },
    { op: 'set', path: `${path}/offset`, value: 0 },
    { op: 'set', path: `${path}/roll`, value: roll },
  ],
});

/** Of one step; the window is given by its two days. */
const impossible = perElement((id: string, step: Step, planned: PlannedStep, start: PlainDate, end: PlainDate) => {
  const { bounds, earliestOpen, earliestEnd } = planned;
  const every = step.occurrences.mode === 'every';
  const findings = bounds.flatMap(({ bound, due }): Finding[] => {
    const path = bound === 'closes' ? pointer('steps', id, 'closes') : pointer('steps', id, 'deadlines', bound);
    const params = { step: step.title, due };
    const earliest = earliestEnd > start ? earliestEnd : start;
    const later = earliest <= end ? moved(path, { from: 'date', date: earliest }, 'next-working-day') : undefined;
    if (due < start) return [found('error', 'deadline-before-window', path, { ...params, start }, later)];
    if (due > end) {
      const atEnd = every ? undefined : moved(path, { from: 'campaign-end' }, 'previous-working-day');
      return [found('error', 'deadline-after-window', path, { ...params, end }, atEnd)];
    }
    if (every || due >= earliestEnd) return [];
    const waits = { ...params, earliest: earliestEnd, opens: earliestOpen };
    return [found('error', 'deadline-too-early', path, waits, later)];
  });
  const closes = bounds.find((one) => one.bound === 'closes');
  const first = bounds
    .filter((one) => one.bound !== 'closes')
    .map((one) => one.due)
    .toSorted()[0];
  if (closes && first !== undefined && closes.due < first) {
    const path = pointer('steps', id, 'closes');
    const params = { step: step.title, due: first, closes: closes.due };
    findings.push(found('error', 'closes-before-deadline', path, params, { edits: [{ op: 'remove', path }] }));
  }
  return findings;
});

/** Every date of a plan that cannot be kept, whatever unit it was made for. */
export const impossibleDeadlines = (template: Template, plan: Plan): Finding[] =>
  [...plan.steps].flatMap(([id, planned]) => {
    const step = template.steps[id];
    const { start, end } = template.window;
    return step === undefined ? [] : impossible(id, step, planned, start, end);
  });

/** A plan that sets a meeting before its window opens (M16), or asks for something before what it waits for. */
export const impossibleDeadline: LintRule = {
  id: 'impossible-deadline',
  codes: ['deadline-before-window', 'deadline-after-window', 'deadline-too-early', 'closes-before-deadline'],
  check: ({ template, plan }) => impossibleDeadlines(template, plan),
};
