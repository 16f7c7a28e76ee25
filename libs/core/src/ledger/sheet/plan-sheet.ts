/**
 * What an imported ledger asks for, as commands of the ledger itself: every change goes the way it would go by hand.
 * Changes are counted from what the problem was when the file was written, so that nothing somebody else did in the
 * meantime is undone by a cell nobody touched.
 */
import { reviseProblem } from './known-problem.js';
import { enterProblem } from './new-problem.js';
import type { ReadSheet } from './read-sheet.js';
import { takeLine } from './sheet-measures.js';
import type { SheetContext, SheetPlan } from './sheet-plan.js';
import { SheetWork } from './sheet-work.js';

function workOff(work: SheetWork): void {
  const { problem: id } = work.group;
  if (id === undefined) enterProblem(work);
  else reviseProblem(work, id);
  if (work.problem === undefined) return;
  const then = id === undefined ? undefined : work.context.known.get(id)?.exported;
  for (const line of work.group.lines) takeLine(work, line, then);
  const overall = work.own('overall');
  work.note(overall.row, 'overall', undefined, overall.text, then);
}

/**
 * Plans the import of a ledger. Answers what is wrong by row and column, what would change, and the problems as they
 * would be with the events that make them so. Pure; nothing of a plan with anything wrong may be written.
 */
export function planSheet(sheet: ReadSheet, context: SheetContext): SheetPlan {
  const plan: SheetPlan = {
    wrong: [...sheet.wrong],
    changes: [],
    written: [],
    problems: { create: 0, change: 0, same: 0 },
    measures: { create: 0, change: 0, same: 0 },
  };
  const added = new Set<string>();
  const taken = (unit: string, title: string): boolean => {
    const key = `${unit} ${title}`;
    if (added.has(key)) return true;
    added.add(key);
    return context.taken(unit, title);
  };
  for (const group of sheet.groups) {
    const one = new SheetWork(group, sheet, { ...context, taken }, plan.wrong);
    workOff(one);
    plan.changes.push(...one.changes);
    plan.measures.create += one.tally.created;
    plan.measures.change += one.tally.changed;
    plan.measures.same += one.tally.same;
    const before = group.problem === undefined ? undefined : context.known.get(group.problem)?.now;
    if (one.problem === undefined) continue;
    if (one.events.length > 0) plan.written.push({ before, after: one.problem, events: one.events });
    if (before === undefined) plan.problems.create += 1;
    else if (one.events.length > 0) plan.problems.change += 1;
    else plan.problems.same += 1;
  }
  plan.wrong.sort((a, b) => a.row - b.row);
  return plan;
}
