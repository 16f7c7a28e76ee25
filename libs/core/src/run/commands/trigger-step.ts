import { commandRule, endsByItself, isBlank, refusal } from '../command-rule.js';
import { itemId, openItem } from '../open-item.js';
import { reopenStep } from '../reopening.js';
import { asEntryId, entryId } from './add-register-entry.js';

/** Calls for one more item of an on-call step, such as the next document to be studied. */
export const triggerStep = commandRule({
  type: 'TriggerStep',
  roles: ['operator', 'reviewer', 'designer', 'administrator'],
  decide(d, command) {
    const step = d.compiledStep(command.step);
    if (!step) return refusal('run.step.unknown', '/step', { step: command.step });
    if (step.step.occurrences.mode !== 'on-call' || endsByItself(step))
      return refusal('run.trigger.not-on-call', '/step', { step: step.id });
    if (isBlank(command.label?.zh)) return refusal('run.register.label', '/label');
    if (command.trigger !== undefined && !entryId.test(command.trigger))
      return refusal('run.register.entry-id', '/trigger');
    const { openedAt, outcome } = d.step(step.id);
    if (openedAt === undefined || outcome === 'cancelled')
      return refusal('run.trigger.not-open', '/step', { step: step.id });
    const trigger = command.trigger ?? asEntryId(d.context.newId());
    if (d.item(itemId(step.id, trigger))) return refusal('run.trigger.repeated', '/trigger', { trigger });
    reopenStep(d, step.id);
    openItem(d, step, trigger, command.label);
    d.touchStep(step.id);
    return undefined;
  },
});
