import { commandRule, endsByItself, isBlank, isFiler, refusal, targetOf } from '../command-rule.js';
import { heldOn, validateValues } from '../validate-values.js';
import { dateWindow } from './submit-item.js';

/**
 * A figure put right after acceptance: old value, new value, reason, and an approver who neither filed it nor corrects
 * it. That the approver reviews for this unit is the engine's business.
 */
export const correctItem = commandRule({
  type: 'CorrectItem',
  roles: ['operator', 'reviewer', 'designer', 'administrator'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item, step } = target;
    if (endsByItself(step)) return refusal('run.item.by-itself', '/item', { item: item.id });
    if (item.status !== 'done')
      return refusal('run.correct.not-accepted', '/item', { item: item.id, status: item.status });
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    if (isBlank(command.approver)) return refusal('run.correct.approver', '/approver');
    const { actor, at } = d.context;
    if (isFiler(item, command.approver) || actor.person === command.approver)
      return refusal('run.correct.own-filing', '/approver');
    const wrong = validateValues(step.step, command.values, dateWindow(d));
    if (wrong) return wrong;
    const held = heldOn(step.step, command.values);
    d.emit({
      type: 'ItemCorrected',
      item: item.id,
      before: item.values,
      after: command.values,
      ...(held === undefined ? {} : { heldOn: held }),
      reason: command.reason,
      approver: command.approver,
      at,
      by: actor,
    });
    return undefined;
  },
});
