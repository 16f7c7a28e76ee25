import { commandRule, refusal, targetOf } from '../command-rule.js';
import { emitMoved } from './move-deadline.js';
import { unitHolding } from '../open-item.js';

/**
 * The unit takes back what it handed in, as long as nobody has passed a review of it. A later deadline that was ordered
 * in the meantime is in force from then on.
 */
export const withdrawItem = commandRule({
  type: 'WithdrawItem',
  roles: ['operator', 'administrator'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item, step } = target;
    if (item.status !== 'submitted')
      return refusal('run.item.not-submitted', '/item', { item: item.id, status: item.status });
    if (item.reviews.length < step.reviews.length)
      return refusal('run.withdraw.review-begun', '/item', { item: item.id });
    const { at } = d.context;
    d.emit({ type: 'ItemWithdrawn', item: item.id, at, next: unitHolding(d, step, item.due) });
    const { ordered } = item;
    if (ordered && (item.due === null || ordered.due > item.due)) emitMoved(d, item, ordered.due);
    return undefined;
  },
});
