/** Whether what leads to a step lets it begin. */
import type { CompiledStep } from './compiled.js';
import type { Decision } from './decision.js';

export type Joined =
  | { as: 'waiting' }
  | { as: 'skipped'; shortfall?: { asked: number; live: number } }
  | { as: 'fired'; shortfall?: { asked: number; live: number } };

/**
 * `all`: every predecessor has ended; one that was skipped satisfies an *order* edge and skips along a *needs* edge.
 * `any` and `at least k` count live predecessors only – those not skipped – and ask for min(k, live); with none live
 * an `at least` is skipped, and so is an `any` unless an *order* edge is among them, which a skip satisfies.
 */
export function joined(d: Decision, { incoming, step }: CompiledStep): Joined {
  if (incoming.length === 0) return { as: 'fired' };
  let waiting = 0;
  let satisfied = 0;
  let orderSkipped = 0;
  let needsSkipped = 0;
  for (const { from, kind } of incoming) {
    const { outcome } = d.step(from);
    if (outcome === undefined) waiting += 1;
    else if (outcome === 'done' || outcome === 'waived') satisfied += 1;
    else if (kind === 'order') orderSkipped += 1;
    else needsSkipped += 1;
  }
  if (step.join === 'all') {
    if (needsSkipped > 0) return { as: 'skipped' };
    return { as: waiting > 0 ? 'waiting' : 'fired' };
  }
  const asked = step.join === 'any' ? 1 : step.join.atLeast;
  const live = waiting + satisfied;
  if (live === 0) {
    if (step.join === 'any' && orderSkipped > 0) return { as: 'fired' };
    return { as: 'skipped', shortfall: { asked, live } };
  }
  if (satisfied < Math.min(asked, live)) return { as: 'waiting' };
  return live < asked ? { as: 'fired', shortfall: { asked, live } } : { as: 'fired' };
}
