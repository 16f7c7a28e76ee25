import type { Refusal } from '../../findings.js';
import { isBlank, isLive, refusal, targetOf } from '../command-rule.js';
import type { Decision } from '../decision.js';
import type { Outcome } from '../model.js';

/** Ends a live item without its being handed in, for a reason; refused where it is over or no reason is given. */
export function endItem(
  d: Decision,
  { item: id, reason }: { item: string; reason: string },
  outcome: Extract<Outcome, 'waived' | 'cancelled'>,
): Refusal | undefined {
  const target = targetOf(d, id);
  if ('refusal' in target) return target.refusal;
  const { item, step } = target;
  if (!isLive(item)) return refusal('run.item.over', '/item', { item: item.id, status: item.status });
  if (isBlank(reason)) return refusal('run.reason', '/reason');
  d.emit({ type: 'ItemEnded', item: item.id, outcome, at: d.context.at, reason });
  d.touchStep(step.id);
  return undefined;
}
