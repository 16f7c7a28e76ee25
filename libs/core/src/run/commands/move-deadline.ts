import type { Refusal } from '../../findings.js';
import { commandRule, isBlank, isWithUnit, refusal } from '../command-rule.js';
import type { Authority, CommandOf, Item } from '../model.js';
import type { CompiledStep } from '../compiled.js';
import type { Decision } from '../decision.js';

/** An order by telephone needs who gave it; its document number follows. */
function authorityRefusal(authority: Authority): Refusal | undefined {
  if (authority.by === 'telephone')
    return isBlank(authority.who) ? refusal('run.authority.who', '/authority/who') : undefined;
  return isBlank(authority.document) ? refusal('run.authority.document', '/authority/document') : undefined;
}

/** The items an order is about; all of the step's where it names none. */
function itemsOf(d: Decision, step: CompiledStep, command: CommandOf<'MoveDeadline'>): Item[] | Refusal {
  if (!command.items) return d.itemsOf(step);
  const items: Item[] = [];
  for (const [index, id] of [...new Set(command.items)].entries()) {
    const item = d.item(id);
    if (item?.step !== step.id) return refusal('run.item.unknown', `/items/${index}`, { item: id });
    items.push(item);
  }
  return items;
}

/**
 * An order from above, effective at once, earlier or later. It never makes anyone late after the fact: a time that has
 * passed is refused, and what was handed in already keeps the limit it was handed in under.
 */
export const moveDeadline = commandRule({
  type: 'MoveDeadline',
  roles: ['designer', 'administrator', 'reviewer'],
  whileHeld: true,
  decide(d, command) {
    const step = d.compiledStep(command.step);
    if (!step) return refusal('run.step.unknown', '/step', { step: command.step });
    const wrong = authorityRefusal(command.authority);
    if (wrong) return wrong;
    const { due, authority } = command;
    if (!Number.isSafeInteger(due) || due <= d.now) return refusal('run.due.past', '/due');
    const items = itemsOf(d, step, command);
    if ('code' in items) return items;
    const { at } = d.context;
    let moved = 0;
    for (const item of items) {
      if (!isWithUnit(item) || item.due === due) continue;
      moved += 1;
      d.emit({
        type: 'DeadlineChanged',
        item: item.id,
        due,
        closes: item.closes === null ? null : Math.max(item.closes, due),
        reason: 'moved',
        at,
        authority,
      });
    }
    // What has not opened yet opens with the moved deadline; periods have one each and are named.
    const ahead = command.items === undefined && d.step(step.id).outcome === undefined;
    const { mode } = step.step.occurrences;
    if (ahead && mode !== 'every' && mode !== 'on-call' && d.step(step.id).due !== due) {
      moved += 1;
      d.emit({ type: 'StepDeadlineMoved', step: step.id, due, at, authority });
    }
    return moved === 0 ? refusal('run.move.nothing', '/step', { step: step.id }) : undefined;
  },
});
