/** How one type of event changes a run: reads the run and the event, nothing else, and never throws. */
import type { Item, RunEvent, RunState, StepState } from '../model.js';
import { own } from '../own.js';

export type EventRules<T extends RunEvent['type']> = {
  [K in T]: (run: RunState, event: Extract<RunEvent, { type: K }>) => RunState;
};

/** The run with one item changed; as it is where there is no such item. */
export const withItem = (run: RunState, id: string, change: (item: Item) => Item): RunState => {
  const item = own(run.items, id);
  return item ? { ...run, items: { ...run.items, [id]: change(item) } } : run;
};

/** The run with the state of one step changed. */
export const withStep = (run: RunState, id: string, change: (state: StepState) => StepState): RunState => ({
  ...run,
  steps: { ...run.steps, [id]: change(own(run.steps, id) ?? {}) },
});
