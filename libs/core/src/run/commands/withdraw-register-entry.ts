import { commandRule, isBlank, isLive, refusal } from '../command-rule.js';
import { own } from '../own.js';
import { itemId } from '../open-item.js';

/** Somebody left: what they still had open falls away, what they had done stays. */
export const withdrawRegisterEntry = commandRule({
  type: 'WithdrawRegisterEntry',
  roles: ['operator', 'reviewer', 'designer', 'administrator'],
  decide(d, command) {
    const register = own(d.run.registers, command.register);
    if (!register) return refusal('run.register.unknown', '/register', { register: command.register });
    const entry = own(register.entries, command.entry);
    if (!entry || entry.withdrawnAt !== undefined)
      return refusal('run.register.entry-unknown', '/entry', { entry: command.entry });
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    const { at } = d.context;
    d.emit({
      type: 'RegisterEntryWithdrawn',
      register: command.register,
      entry: command.entry,
      reason: command.reason,
      at,
    });
    for (const step of d.compiled.perRegister.get(command.register) ?? []) {
      const item = d.item(itemId(step, command.entry));
      if (item && isLive(item))
        d.emit({ type: 'ItemEnded', item: item.id, outcome: 'cancelled', at, reason: command.reason });
      d.touchStep(step);
    }
    return undefined;
  },
});
