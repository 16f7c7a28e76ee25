/** Items that pass from a unit that ended to its successor: the same work, asked of somebody else from now on. */
import type { CompiledStep } from './compiled.js';
import type { Decision } from './decision.js';
import { lateness } from './lateness.js';
import type { Holding, Item, RunEvent, RunState } from './model.js';
import { unitHolding, withMinimum } from './open-item.js';
import { afterWorkingDays } from './run-dates.js';

/** Whether an item was still being worked on when its unit ended. */
export const wasLive = (item: Item): boolean => item.handedOver !== undefined;

/** Where an item comes from: over several successions the last one, whose record names the one before. */
const origin = (from: RunState, item: Item): Item['takenOver'] => ({ run: from.id, unit: from.unit, item: item.id });

/**
 * A live item of the predecessor as it is asked of the successor. Its deadline is never earlier than it was, and
 * leaves whoever takes over the least working time; what that adds is put down to who caused it. The holdings of
 * before stay with the predecessor: nobody is late for another's delay, and each minute of it counts once.
 */
export function movedItem(d: Decision, step: CompiledStep, from: RunState, item: Item, id = item.id): Item {
  const { handedOver, endedAt: _, holdings, ...rest } = item;
  const inReview = handedOver?.as === 'submitted';
  const due = item.due === null || inReview ? item.due : withMinimum(d, step, item.due);
  const later = due !== null && item.due !== null && due > item.due;
  return {
    ...rest,
    id,
    occurrence: id === item.id ? item.occurrence : id.slice(step.id.length + 1),
    status: handedOver?.as ?? 'open',
    due,
    closes: item.closes === null ? null : Math.max(item.closes, due ?? item.closes),
    revision: item.revision + 1,
    revisedAt: d.now,
    steered: true,
    ...(later
      ? {
          shortfall: {
            minutes: due - (item.due ?? due),
            by: lateness(item, d.now).unit > 0 ? ('unit' as const) : ('superior' as const),
          },
        }
      : {}),
    holdings: [inReview ? reviewerGoesOn(d, holdings.at(-1)) : unitHolding(d, step, due)],
    takenOver: origin(from, item),
  };
}

/** The same reviewer, with the limit they had, or a working day where that was over. */
function reviewerGoesOn(d: Decision, last: Holding | undefined): Holding {
  const limit = last?.limit ?? null;
  return {
    holder: last?.holder ?? 'reviewer',
    ...(last?.who === undefined ? {} : { who: last.who }),
    from: d.now,
    limit: limit === null || limit > d.now ? limit : afterWorkingDays(d.now, 1, limit, d.context),
  };
}

/** An item that the predecessor had ended, as the successor shows it: no fact of it is counted a second time. */
export function endedItem(from: RunState, item: Item, id = item.id, occurrence = item.occurrence): Item {
  const { step, label, openedAt, due, originalDue, closes, revision, revisedAt, endedAt } = item;
  const done = item.status === 'done' || item.status === 'inherited';
  return {
    id,
    step,
    occurrence,
    ...(label === undefined ? {} : { label }),
    status: done || item.status === 'waived' ? 'inherited' : item.status,
    openedAt,
    due,
    originalDue,
    closes,
    revision,
    revisedAt,
    reviews: [],
    values: done ? item.values : {},
    returns: 0,
    attempts: 0,
    holdings: [],
    ...(endedAt === undefined ? {} : { endedAt }),
    takenOver: origin(from, item),
  };
}

/** Items of the predecessor that a successor's events ask of it from now on: the others are not to be handed over. */
export function itemsTakenOver(events: readonly RunEvent[]): Set<string> {
  const items = events.flatMap((event) =>
    event.type === 'ItemTakenOver'
      ? [event.item]
      : event.type === 'WorkTakenOver'
        ? Object.values(event.items ?? {})
        : [],
  );
  return new Set(items.flatMap((item) => (item.takenOver && item.holdings.length > 0 ? [item.takenOver.item] : [])));
}
