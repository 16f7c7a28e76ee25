/** Opening an item: its deadline, its closing time, the minimum working time and who answers for a shortfall. */
import type { Minute } from '../instants.js';
import type { LocalText } from '../template/document.js';
import type { CompiledStep } from './compiled.js';
import type { Decision } from './decision.js';
import { lateness } from './lateness.js';
import type { Holding, Item } from './model.js';
import { standInFor } from './role-holders.js';
import { afterWorkingDays, boundMinute, type Dating, datingOf, earliestBound, type ItemAnchors } from './run-dates.js';

/** `${step}` for once, `${step}.${occurrence}` otherwise. */
export const itemId = (step: string, occurrence: string): string =>
  occurrence === '' ? step : `${step}.${occurrence}`;

/**
 * Who delayed an item that opens late: of those who held the step that ended last before it, the one with the most
 * minutes past their limit. Where nobody was late – a late launch, a late order – it is the superior.
 */
function delayedBy(d: Decision, step: CompiledStep): 'unit' | 'reviewer' | 'superior' {
  let last: { id: string; at: Minute } | undefined;
  for (const from of [...step.incoming.map((edge) => edge.from), ...step.localsBefore]) {
    const at = d.step(from).endedAt;
    if (at !== undefined && (!last || at > last.at)) last = { id: from, at };
  }
  const before = last && d.compiledStep(last.id);
  const sum = { unit: 0, reviewer: 0, superior: 0 };
  for (const item of before ? d.itemsOf(before) : []) {
    const late = lateness(item, d.now);
    sum.unit += late.unit;
    sum.reviewer += late.reviewer;
    sum.superior += late.superior;
  }
  if (sum.unit > 0 && sum.unit >= sum.reviewer && sum.unit >= sum.superior) return 'unit';
  return sum.reviewer > 0 && sum.reviewer >= sum.superior ? 'reviewer' : 'superior';
}

/**
 * A deadline that leaves the minimum working time. A step without a stated minimum still gives a working day when
 * its deadline is over before it opens: nobody is late for what could not be begun.
 */
export const withMinimum = (d: Decision, step: CompiledStep, due: Minute): Minute =>
  withMinimumFrom(d.now, step, due, d.context);

/** The same for an item that began at another minute, by a calendar of its own. */
export function withMinimumFrom(from: Minute, step: CompiledStep, due: Minute, dating: Dating): Minute {
  const days = step.step.minimumDays || (due <= from ? 1 : 0);
  return days === 0 ? due : Math.max(due, afterWorkingDays(from, days, due, datingOf(dating, step.step)));
}

const dueNow = (d: Decision, step: CompiledStep, anchors: ItemAnchors): Minute | null =>
  earliestBound(d.run, step.deadlines, datingOf(d.context, step.step), anchors);

/** The holder on the unit's side: whoever leads the step, or whom the role falls to when nobody holds it. */
export function unitHolding(d: Decision, step: CompiledStep, limit: Minute | null): Holding {
  const role = step.step.lead;
  const holder = d.context.holderOf(role, 'file');
  const substitute = holder === 'held' ? undefined : standInFor(d.context, role, 'file');
  return { holder: 'unit', from: d.now, limit, ...(substitute === undefined ? {} : { who: substitute }) };
}

/** Opens one item of a step now. */
export function openItem(
  d: Decision,
  step: CompiledStep,
  occurrence = '',
  label?: LocalText,
  periodEnd?: Minute,
): void {
  const anchors: ItemAnchors = { opening: d.now, periodEnd };
  const planned = dueNow(d, step, anchors);
  const { due: moved, document } = step.step.occurrences.mode === 'every' ? {} : d.step(step.id);
  const asked = moved ?? planned;
  const due = asked === null ? null : withMinimum(d, step, asked);
  const bound = step.closes && boundMinute(d.run, step.closes, datingOf(d.context, step.step), anchors);
  const item: Item = {
    id: itemId(step.id, occurrence),
    step: step.id,
    occurrence,
    ...(label ? { label } : {}),
    status: 'open',
    openedAt: d.now,
    due,
    originalDue: planned ?? due,
    closes: bound === undefined ? null : Math.max(bound, due ?? withMinimum(d, step, bound)),
    revision: 0,
    revisedAt: d.now,
    ...(moved === undefined ? {} : { steered: true }),
    ...(moved === undefined ? {} : { ordered: { due: moved, ...(document === undefined ? {} : { document }) } }),
    reviews: [],
    values: {},
    returns: 0,
    attempts: 0,
    holdings: [unitHolding(d, step, due)],
    ...(due !== null && asked !== null && due > asked
      ? { shortfall: { minutes: due - asked, by: delayedBy(d, step) } }
      : {}),
  };
  d.emit({ type: 'ItemOpened', item });
}

/**
 * Bounds whose anchor has become known since: the earliest resolved one applies from now on, except where somebody
 * set the deadline by hand; nobody becomes late by it.
 */
export function recomputeDeadlines(
  d: Decision,
  step: CompiledStep,
  periodEnd: (item: Item) => Minute | undefined,
): void {
  const late = (bound: { anchor: { from: string } }) =>
    bound.anchor.from === 'step-ended' || bound.anchor.from === 'phase-opening';
  if (!step.deadlines.some(late) && !(step.closes && late(step.closes))) return;
  for (const item of d.itemsOf(step)) {
    if ((item.status !== 'open' && item.status !== 'returned') || item.steered) continue;
    const anchors: ItemAnchors = { opening: item.openedAt, periodEnd: periodEnd(item) };
    const planned = dueNow(d, step, anchors);
    const earlier = planned !== null && (item.due === null || planned < item.due);
    const due = earlier ? Math.min(withMinimum(d, step, planned), item.due ?? Number.MAX_SAFE_INTEGER) : item.due;
    const bound = step.closes && boundMinute(d.run, step.closes, datingOf(d.context, step.step), anchors);
    const closes = item.closes ?? (bound === undefined ? null : Math.max(bound, due ?? withMinimum(d, step, bound)));
    if (due !== item.due || closes !== item.closes)
      d.emit({ type: 'DeadlineChanged', item: item.id, due, closes, reason: 'recomputed', at: d.context.at });
  }
}
