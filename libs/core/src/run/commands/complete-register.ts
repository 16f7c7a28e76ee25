import { commandRule, refusal } from '../command-rule.js';
import { own } from '../own.js';

/** The unit declares that nobody is missing from a register: steps over it can end. */
export const completeRegister = commandRule({
  type: 'CompleteRegister',
  roles: ['operator', 'reviewer', 'designer', 'administrator'],
  decide(d, command) {
    const register = own(d.run.registers, command.register);
    if (!register) return refusal('run.register.unknown', '/register', { register: command.register });
    if (register.complete) return refusal('run.register.complete', '/register', { register: command.register });
    d.emit({ type: 'RegisterCompleted', register: command.register, at: d.context.at });
    for (const step of d.compiled.perRegister.get(command.register) ?? []) d.touchStep(step);
    return undefined;
  },
});
