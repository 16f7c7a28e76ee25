/** What the screens show of a run: its state and its template put together. Pure. */
import type { RunAnswer } from '@gangmu/contract';
import type { LocalText, Step, Template } from '@gangmu/core';
import { applies, CELL_STATES, type CellState, isFinished } from '../monitor/matrix/cell-state.js';

export type RunItem = RunAnswer['items'][number];

export interface StepView {
  id: string;
  step: Step;
  phase: string;
  state: CellState;
  /** Its items so far, in order of opening. */
  items: RunItem[];
  /** Finished and opened items, for steps that occur more than once. */
  done: number;
  /** The deadline that matters most: the earliest still open, else the latest. Minutes since the epoch. */
  due: number | null;
}
export interface RunView {
  phases: { id: string; title: LocalText; opened: boolean }[];
  steps: StepView[];
}

const byOrder = <T extends { order: number }>([a, left]: [string, T], [b, right]: [string, T]): number =>
  left.order - right.order || (a < b ? -1 : 1);

/** How one item stands at a minute: late follows from comparing times, never from an alarm having rung. */
export function itemState(item: RunItem, now: number): CellState {
  if (item.status === 'open' || item.status === 'returned')
    return item.due !== null && item.due < now ? 'late' : item.status;
  // Done by a unit this one took over from; or gone to whoever took over from this one.
  if (item.status === 'inherited') return 'done';
  if (item.status === 'handed-over') return 'cancelled';
  return item.status;
}

function stepState(run: RunAnswer, id: string, step: Step, items: readonly RunItem[], now: number): CellState {
  const states = items.map((item) => itemState(item, now));
  const worst = CELL_STATES.find((state) => states.includes(state));
  if (worst !== undefined) return worst;
  const { outcome, openedAt } = run.steps[id] ?? {};
  // The engine counts a step that nobody called for as done, so that it keeps nobody waiting; for people nothing has
  // been done, and nothing is asked yet.
  if (step.occurrences.mode === 'on-call' && openedAt !== undefined && outcome === 'done') return 'on-call';
  return outcome === 'done' || outcome === 'waived' || outcome === 'skipped' || outcome === 'cancelled'
    ? outcome
    : 'waiting';
}

/** Steps of a run in the order of phases and their own. */
export function viewRun(template: Template, run: RunAnswer, now: number): RunView {
  const phases = Object.entries(template.phases).toSorted(byOrder);
  const items = new Map<string, RunItem[]>();
  for (const item of run.items) items.set(item.step, [...(items.get(item.step) ?? []), item]);
  const steps = phases.flatMap(([phase]) =>
    Object.entries(template.steps)
      .filter(([, step]) => step.phase === phase)
      .toSorted(byOrder)
      .map(([id, step]): StepView => {
        const own = (items.get(id) ?? []).toSorted((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
        const open = own.filter((item) => item.endedAt === undefined && item.due !== null);
        const dues = (open.length > 0 ? open : own).flatMap((item) => item.due ?? []);
        return {
          id,
          step,
          phase,
          items: own,
          state: stepState(run, id, step, own, now),
          done: own.filter((item) => item.status === 'done' || item.status === 'waived').length,
          due: dues.length === 0 ? null : open.length > 0 ? Math.min(...dues) : Math.max(...dues),
        };
      }),
  );
  return {
    phases: phases.map(([id, { title }]) => ({ id, title, opened: run.phases[id]?.openedAt !== undefined })),
    steps,
  };
}

/** How many steps there are to do so far, and how many are done. Those waiting to be called for count for neither. */
export function progressOf(steps: readonly StepView[]): { done: number; total: number } {
  const due = steps.filter(({ state }) => state !== 'on-call');
  return { done: due.filter(({ state }) => isFinished(state)).length, total: due.length };
}

/** Steps that are asked of this unit at all. */
export const asked = (steps: readonly StepView[]): StepView[] => steps.filter(({ state }) => applies(state));
