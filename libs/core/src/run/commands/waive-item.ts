import { commandRule, isBlank, isLive, refusal, targetOf } from '../command-rule.js';

/** The unit is let off; what follows goes on as if it were done. */
export const waiveItem = commandRule({
  type: 'WaiveItem',
  roles: ['reviewer', 'designer', 'administrator'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item, step } = target;
    if (!isLive(item)) return refusal('run.item.over', '/item', { item: item.id, status: item.status });
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    d.emit({ type: 'ItemEnded', item: item.id, outcome: 'waived', at: d.context.at, reason: command.reason });
    d.touchStep(step.id);
    return undefined;
  },
});
