import { commandRule, isBlank, isWithUnit, refusal, targetOf } from '../command-rule.js';

/** Hands an open item on to a post or person of the unit; who holds it and its deadline stay as they are. */
export const delegateItem = commandRule({
  type: 'DelegateItem',
  roles: ['operator', 'administrator'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item } = target;
    if (!isWithUnit(item)) return refusal('run.item.not-with-unit', '/item', { item: item.id, status: item.status });
    if (isBlank(command.to)) return refusal('run.delegate.to', '/to');
    d.emit({ type: 'ItemDelegated', item: item.id, to: command.to });
    return undefined;
  },
});
