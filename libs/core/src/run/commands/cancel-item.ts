import { commandRule, isBlank, isLive, refusal, targetOf } from '../command-rule.js';

/** The item falls away; for what follows that is a skip. */
export const cancelItem = commandRule({
  type: 'CancelItem',
  roles: ['designer', 'administrator'],
  whileHeld: true,
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item, step } = target;
    if (!isLive(item)) return refusal('run.item.over', '/item', { item: item.id, status: item.status });
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    d.emit({ type: 'ItemEnded', item: item.id, outcome: 'cancelled', at: d.context.at, reason: command.reason });
    d.touchStep(step.id);
    return undefined;
  },
});
