import { minuteOf } from '../../instants.js';
import { recordedLabel } from '../erased.js';
import type { EventOf, RunState, StepState } from '../model.js';
import type { EventRules } from './event-rules.js';

const mapValues = <T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value)]));

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
    status: 'running',
    version: 0,
    start: event.start,
    end: event.end,
    startedAt,
    phases: {},
    steps,
    registers: mapValues(event.registers, (register) => ({
      ...register,
      entries: mapValues(register.entries, (entry) => ({ ...entry, label: recordedLabel(entry.label) })),
    })),
    items: {},
  };
}

type RunOnly = 'RunHeld' | 'RunResumed' | 'RunEnded' | 'RunReopened' | 'RunCancelled' | 'RunClosed' | 'NamesErased';

export const runEvents: EventRules<RunOnly> = {
  RunHeld: (run, { at }) => ({ ...run, status: 'held', heldSince: at }),
  RunResumed: ({ heldSince: _, ...run }) => ({ ...run, status: 'running' }),
  RunEnded: (run, { at }) => ({ ...run, status: 'ended', endedAt: at }),
  RunReopened: ({ endedAt: _, ...run }) => ({ ...run, status: 'running' }),
  RunCancelled: ({ heldSince: _, ...run }, { at }) => ({ ...run, status: 'cancelled', endedAt: at }),
  /** Closing an ended run keeps the time it really ended. */
  RunClosed: ({ heldSince: _, ...run }, { at }) => ({ ...run, status: 'closed', endedAt: run.endedAt ?? at }),
  /** Folding what is left of the earlier events has done it; the new version makes older copies invalid. */
  NamesErased: (run) => run,
};
