/** Applying events. Unchanged parts keep their reference, so that a writer finds what changed by comparing them. */
import { itemEvents } from './events/item-events.js';
import { registerEvents } from './events/register-events.js';
import { initialRun, runEvents } from './events/run-events.js';
import { stepEvents } from './events/step-events.js';
import type { EventRules } from './events/event-rules.js';
import type { EventType, RunEvent, RunState } from './model.js';

const rules: EventRules<Exclude<EventType, 'RunStarted'>> = {
  ...runEvents,
  ...stepEvents,
  ...itemEvents,
  ...registerEvents,
};

/**
 * The run after one event. `null` stands for no run yet, which only `RunStarted` changes into one; an event about
 * nothing that exists changes nothing but the version.
 */
export function evolve(run: RunState, event: RunEvent): RunState;
export function evolve(run: RunState | null, event: RunEvent): RunState | null;
export function evolve(run: RunState | null, event: RunEvent): RunState | null {
  if (event.type === 'RunStarted') return { ...initialRun(event), version: 1 };
  if (!run) return null;
  // The table is typed per event type; TypeScript cannot follow the union through the lookup.
  const rule = rules[event.type] as (run: RunState, event: RunEvent) => RunState;
  return { ...rule(run, event), version: run.version + 1 };
}

/** The state after a run's events, from the first on; null when there are none. */
export const fold = (events: Iterable<RunEvent>, from: RunState | null = null): RunState | null => {
  let run = from;
  for (const event of events) run = evolve(run, event);
  return run;
};
