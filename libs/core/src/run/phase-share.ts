/** When the steps and phases that a phase waits for have ended in the asked share. */
import type { Minute } from '../instants.js';
import { type CompiledPhase, type CompiledTemplate, countsApart } from './compiled.js';
import { lastEnded } from './last-ended.js';
import type { RunState } from './model.js';
import { own } from './own.js';

const isSkipped = (run: RunState, step: string): boolean => {
  const outcome = own(run.steps, step)?.outcome;
  return outcome === 'skipped' || outcome === 'cancelled';
};

/**
 * The minute at which the share was reached, undefined while it is not. What was skipped does not count; with
 * nothing left to wait for it is reached. A phase without an opening rule waits for nothing.
 */
export function shareEnded(run: RunState, template: CompiledTemplate, node: CompiledPhase): Minute | undefined {
  const { phase } = node;
  const { afterSteps = [], afterPhases = [], share = 100 } = phase.opening ?? {};
  let waiting = 0;
  let ended = 0;
  let last = run.start;
  const count = (endedAt: Minute | undefined, skipped: boolean) => {
    if (endedAt === undefined) waiting += 1;
    else {
      last = Math.max(last, endedAt);
      if (!skipped) ended += 1;
    }
  };
  for (const id of afterSteps) if (template.step.has(id)) count(own(run.steps, id)?.endedAt, isSkipped(run, id));
  for (const id of afterPhases) {
    const before = template.nodes[template.phaseEnd.get(id) ?? -1];
    if (before?.node !== 'phase-end') continue;
    const apart = countsApart(before);
    const steps = apart ? before.counted : before.steps;
    const skipped = steps.length > 0 && steps.every((step) => isSkipped(run, step));
    const state = own(run.phases, id);
    // Where nothing of it is waited for, it is over for others once it has opened.
    const over = !apart ? undefined : steps.length === 0 ? state?.openedAt : lastEnded(run, steps);
    count(state?.endedAt ?? over, skipped);
  }
  // The subtraction keeps 33.3 % of 3 at 1 in spite of binary fractions.
  const need = Math.ceil((share / 100) * (waiting + ended) - 1e-9);
  const locals = lastEnded(run, node.localsBefore);
  if (locals === undefined || (waiting > 0 && ended < need)) return undefined;
  return Math.max(last, locals);
}
