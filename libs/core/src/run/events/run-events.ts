import { minuteOf } from '../../instants.js';
import { withLabel } from '../erased.js';
import type { EventOf, RegisterState, RunState, StepState } from '../model.js';
import type { EventRules } from './event-rules.js';

const mapValues = <T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value)]));

const withLabels = (register: RegisterState): RegisterState => ({
  ...register,
  entries: mapValues(register.entries, withLabel),
});

/** The run that `RunStarted` brings into being. */
export function initialRun(event: EventOf<'RunStarted'>): RunState {
  const startedAt = minuteOf(event.at);
  const steps: Record<string, StepState> = {};
  const skippedAt = Math.max(startedAt, event.start);
  for (const [step, condition] of Object.entries(event.decided))
    steps[step] = condition ? { condition } : { condition, outcome: 'skipped', endedAt: skippedAt };
  for (const [step, cascade] of Object.entries(event.cascades ?? {})) steps[step] = { ...steps[step], cascade };
  return {
    id: event.run,
    campaign: event.campaign,
    unit: event.unit,
    template: event.template,
    calendar: event.calendar,
    status: 'running',
    version: 0,
    start: event.start,
    end: event.end,
    startedAt,
    phases: {},
    steps,
    registers: mapValues(event.registers, withLabels),
    items: {},
  };
}

type RunOnly =
  | 'WorkHandedOver'
  | 'WorkTakenOver'
  | 'RunHeld'
  | 'RunResumed'
  | 'RunEnded'
  | 'RunReopened'
  | 'RunCancelled'
  | 'RunClosed'
  | 'CalendarChanged'
  | 'NamesErased';

export const runEvents: EventRules<RunOnly> = {
  RunHeld: (run, { at }) => ({ ...run, status: 'held', heldSince: at }),
  RunResumed: ({ heldSince: _, ...run }) => ({ ...run, status: 'running' }),
  RunEnded: (run, { at }) => ({ ...run, status: 'ended', endedAt: at }),
  RunReopened: ({ endedAt: _, ...run }) => ({ ...run, status: 'running' }),
  RunCancelled: ({ heldSince: _, ...run }, { at }) => ({ ...run, status: 'cancelled', endedAt: at }),
  /** Closing an ended run keeps the time it really ended. */
  RunClosed: ({ heldSince: _, ...run }, { at }) => ({ ...run, status: 'closed', endedAt: run.endedAt ?? at }),
  WorkHandedOver: ({ heldSince: _, ...run }, { to, at }) => ({
    ...run,
    status: 'handed-over',
    successors: to,
    endedAt: run.endedAt ?? at,
  }),
  WorkTakenOver: (run, event) => ({
    ...run,
    predecessors: { ...run.predecessors, [event.from.run]: { unit: event.from.unit, at: minuteOf(event.at) } },
    phases: { ...run.phases, ...event.phases },
    steps: { ...run.steps, ...event.steps },
    registers: { ...run.registers, ...mapValues(event.registers ?? {}, withLabels) },
    items: { ...run.items, ...mapValues(event.items ?? {}, withLabel) },
  }),
  CalendarChanged: (run, { calendar }) => ({ ...run, calendar }),
  /** Folding what is left of the earlier events has done it; the new version makes older copies invalid. */
  NamesErased: (run) => run,
};
