import { commandRule, isLive, refusal, targetOf } from '../command-rule.js';

/** A word to whoever has the item now; it changes nothing but is on record. */
export const urgeItem = commandRule({
  type: 'UrgeItem',
  roles: ['operator', 'reviewer', 'designer', 'administrator', 'machine'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item } = target;
    if (!isLive(item)) return refusal('run.item.over', '/item', { item: item.id, status: item.status });
    d.emit({
      type: 'ItemUrged',
      item: item.id,
      at: d.context.at,
      by: d.context.actor,
      ...(command.message === undefined ? {} : { message: command.message }),
    });
    return undefined;
  },
});
