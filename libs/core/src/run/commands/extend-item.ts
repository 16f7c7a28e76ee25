import { commandRule, isBlank, isWithUnit, refusal, targetOf } from '../command-rule.js';

/**
 * More time for one item. Always possible while the unit has it, past its closing time as well: that is what keeps
 * a closed item from being a dead end.
 */
export const extendItem = commandRule({
  type: 'ExtendItem',
  roles: ['reviewer', 'designer', 'administrator'],
  whileHeld: true,
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item } = target;
    if (!isWithUnit(item)) return refusal('run.item.not-with-unit', '/item', { item: item.id, status: item.status });
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    const { due } = command;
    if (!Number.isSafeInteger(due) || due <= d.now) return refusal('run.due.past', '/due');
    if (item.due !== null && due <= item.due) return refusal('run.extend.not-later', '/due', { due: item.due });
    d.emit({
      type: 'DeadlineChanged',
      item: item.id,
      due,
      closes: item.closes === null ? null : Math.max(item.closes, due),
      reason: 'extended',
      at: d.context.at,
      note: command.reason,
    });
    return undefined;
  },
});
