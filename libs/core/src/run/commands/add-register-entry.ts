import { commandRule, isBlank, refusal } from '../command-rule.js';
import { own } from '../own.js';
import { reopenStep } from '../reopening.js';

/** An id that can be part of an item's and never is integer-like or a name of JavaScript's own. */
export const entryId = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** Ids made elsewhere – random ones begin with a digit half of the time – become such an id. */
export const asEntryId = (id: string): string => (entryId.test(id) ? id : `e-${id}`.slice(0, 64));

/**
 * One leader, cohort or sub-group more. In a register already declared complete it is a late entry: the steps that
 * had ended are taken up again, what they had opened stays.
 */
export const addRegisterEntry = commandRule({
  type: 'AddRegisterEntry',
  roles: ['operator', 'reviewer', 'designer', 'administrator'],
  decide(d, command) {
    const register = own(d.run.registers, command.register);
    if (!register) return refusal('run.register.unknown', '/register', { register: command.register });
    if (isBlank(command.label?.zh)) return refusal('run.register.label', '/label');
    if (command.entry !== undefined && !entryId.test(command.entry)) return refusal('run.register.entry-id', '/entry');
    const entry = command.entry ?? asEntryId(d.context.newId());
    if (own(register.entries, entry)) return refusal('run.register.entry-exists', '/entry', { entry });
    d.emit({
      type: 'RegisterEntryAdded',
      register: command.register,
      entry,
      label: command.label,
      ...(command.person === undefined ? {} : { person: command.person }),
      at: d.context.at,
    });
    for (const id of d.compiled.perRegister.get(command.register) ?? []) {
      const { openedAt, outcome } = d.step(id);
      // A step that was skipped before it began or cancelled asks nothing of a late entry either.
      if (openedAt !== undefined && outcome !== undefined && outcome !== 'cancelled') reopenStep(d, id);
      d.touchStep(id);
    }
    return undefined;
  },
});
