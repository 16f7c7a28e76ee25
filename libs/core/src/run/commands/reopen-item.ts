import { commandRule, endsByItself, isBlank, refusal, targetOf } from '../command-rule.js';
import type { Item } from '../model.js';
import { unitHolding } from '../open-item.js';
import { reopenStep } from '../reopening.js';
import { dueAfterReturn } from './return-item.js';

/** Also what a predecessor did: doing it again is then this unit's work. */
const REOPENABLE: readonly Item['status'][] = ['done', 'waived', 'cancelled', 'inherited'];

/** An item that had ended – waived or cancelled as well – is the unit's again. */
export const reopenItem = commandRule({
  type: 'ReopenItem',
  roles: ['reviewer', 'designer', 'administrator'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item, step } = target;
    if (endsByItself(step)) return refusal('run.item.by-itself', '/item', { item: item.id });
    if (!REOPENABLE.includes(item.status))
      return refusal('run.item.not-over', '/item', { item: item.id, status: item.status });
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    const due = dueAfterReturn(d, step, item, 0);
    d.emit({
      type: 'ItemReopened',
      item: item.id,
      reason: command.reason,
      due,
      at: d.context.at,
      next: unitHolding(d, step, due),
    });
    reopenStep(d, step.id);
    d.touchStep(step.id);
    return undefined;
  },
});
