import type { Minute } from '../../instants.js';
import type { Refusal } from '../../findings.js';
import { commandRule, endsByItself, isBlank, isWithUnit, refusal } from '../command-rule.js';
import type { Authority, CommandOf, Item, Ordered } from '../model.js';
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

type Order = Pick<CommandOf<'MoveDeadline'>, 'due' | 'authority'>;

/** Whether an order only adds the number of its document to one that was given before, or puts the number right. */
const addsDocument = (known: Partial<Ordered> | undefined, { due, authority }: Order): boolean =>
  known?.due === due && !isBlank(authority.document) && authority.document !== known.document;

/** Whether it is the very order that is on record already, by its document. */
const isRepeated = (known: Partial<Ordered> | undefined, { due, authority }: Order): boolean =>
  known?.due === due && known.document !== undefined && authority.document === known.document;

/** Puts an ordered deadline in force for an item that is with the unit. */
export function emitMoved(d: Decision, item: Item, due: Minute, authority?: Authority): void {
  const closes = item.closes === null ? null : Math.max(item.closes, due);
  const order = authority ? { authority } : {};
  d.emit({ type: 'DeadlineChanged', item: item.id, due, closes, reason: 'moved', at: d.context.at, ...order });
}

/** Not with the unit now, but it may be again. */
const mayComeBack = ({ status }: Item): boolean =>
  status === 'submitted' ||
  status === 'done' ||
  status === 'waived' ||
  status === 'cancelled' ||
  status === 'inherited';

/** Whether a deadline would be more than the unit was given last. */
const isLater = ({ ordered, due }: Item, than: Minute): boolean => (ordered ? ordered.due !== than : (due ?? 0) < than);

/** Carries out an order on one item; answers whether it says anything new about it. */
function orderOne(d: Decision, step: CompiledStep, item: Item, order: Order): boolean {
  if (isRepeated(item.ordered, order)) return false;
  // Its document follows: the deadline stays as it is, also where somebody extended it since.
  const adds = addsDocument(item.ordered, order);
  if (!adds && isWithUnit(item)) {
    if (item.due === order.due) return false;
    emitMoved(d, item, order.due, order.authority);
    return true;
  }
  if (!adds && (endsByItself(step) || !mayComeBack(item) || !isLater(item, order.due))) return false;
  d.emit({ type: 'DeadlineOrdered', item: item.id, ...order, at: d.context.at });
  return true;
}

/**
 * An order from above, effective at once, earlier or later. It never makes anyone late after the fact: a time that has
 * passed is refused, and what was handed in already keeps the limit it was handed in under – until it is the unit's
 * again, which then has the later of the two. Given once more with its document, an order by telephone only gains that.
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
    const order: Order = { due, authority };
    if (!Number.isSafeInteger(due) || due <= d.now) return refusal('run.due.past', '/due');
    const items = itemsOf(d, step, command);
    if ('code' in items) return items;
    const { at } = d.context;
    let moved = 0;
    for (const item of items) if (orderOne(d, step, item, order)) moved += 1;
    // What has not opened yet opens with the moved deadline; periods have one each and are named.
    const ahead = command.items === undefined && d.step(step.id).outcome === undefined;
    const { mode } = step.step.occurrences;
    if (ahead && mode !== 'every' && mode !== 'on-call') {
      const known = d.step(step.id);
      if (known.due !== due || addsDocument(known, order)) {
        moved += 1;
        d.emit({ type: 'StepDeadlineMoved', step: step.id, due, at, authority });
      }
    }
    return moved === 0 ? refusal('run.move.nothing', '/step', { step: step.id }) : undefined;
  },
});
