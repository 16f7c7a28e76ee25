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

/** Of one plan of one step – categories differ in these; the window is given by its two days. */
const impossible = perElement((id: string, planned: PlannedStep, step: Step, start: PlainDate, end: PlainDate) => {
  const { bounds, earliestOpen, earliestDone } = planned;
  const every = step.occurrences.mode === 'every';
  const findings = bounds.flatMap(({ bound, due, unopened }): Finding[] => {
    const path = bound === 'closes' ? pointer('steps', id, 'closes') : pointer('steps', id, 'deadlines', bound);
    const params = { step: step.title, due };
    const earliest = earliestDone > start ? earliestDone : start;
    const later = earliest <= end ? moved(path, { from: 'date', date: earliest }, 'next-working-day') : undefined;
    const atPeriodEnd = moved(path, { from: 'period-end' }, 'previous-working-day');
    if (due < start)
      return [found('error', 'deadline-before-window', path, { ...params, start }, every ? atPeriodEnd : later)];
    if (due > end) {
      const atEnd = every ? undefined : moved(path, { from: 'campaign-end' }, 'previous-working-day');
      return [found('error', 'deadline-after-window', path, { ...params, end }, atEnd)];
    }
    if (unopened > 0) {
      const counts = { ...params, is: unopened, of: planned.items.length };
      return [found('error', 'deadline-before-period', path, counts, atPeriodEnd)];
    }
    if (every || due >= earliestDone) return [];
    const waits = { ...params, earliest: earliestDone, opens: earliestOpen };
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
    return step === undefined ? [] : impossible(id, planned, step, start, end);
  });

const earliestOf = ({ params: { earliest } }: Finding): PlainDate => (typeof earliest === 'string' ? earliest : '');

/** Of what is found of one place for several kinds of units, that which asks for the most. */
function worstOf(findings: readonly Finding[]): Finding[] {
  const worst = new Map<string, Finding>();
  for (const one of findings) {
    const key = `${one.code} ${one.path}`;
    const known = worst.get(key);
    if (!known || earliestOf(one) > earliestOf(known)) worst.set(key, one);
  }
  return [...worst.values()];
}

/** A plan that sets a meeting before its window opens (M16), or asks for something before what it waits for. */
export const impossibleDeadline: LintRule = {
  id: 'impossible-deadline',
  codes: [
    'deadline-before-window',
    'deadline-after-window',
    'deadline-before-period',
    'deadline-too-early',
    'closes-before-deadline',
  ],
  // What a kind of unit skips it does not wait for: the earliest day is another for each.
  check: ({ template, cases, planOf }) =>
    worstOf(cases.flatMap(({ category }) => impossibleDeadlines(template, planOf(category)))),
};
