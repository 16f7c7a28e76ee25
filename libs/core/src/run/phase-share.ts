/** When the steps and phases that a phase waits for have ended in the asked share. */
import type { Minute } from '../instants.js';
import type { CompiledPhase, CompiledTemplate } from './compiled.js';
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
export function shareEnded(run: RunState, template: CompiledTemplate, { phase }: CompiledPhase): Minute | undefined {
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
    const node = template.nodes[template.phaseEnd.get(id) ?? -1];
    if (node?.node !== 'phase-end') continue;
    const skipped = node.steps.length > 0 && node.steps.every((step) => isSkipped(run, step));
    count(own(run.phases, id)?.endedAt, skipped);
  }
  // The subtraction keeps 33.3 % of 3 at 1 in spite of binary fractions.
  const need = Math.ceil((share / 100) * (waiting + ended) - 1e-9);
  return waiting === 0 || ended >= need ? last : undefined;
}
