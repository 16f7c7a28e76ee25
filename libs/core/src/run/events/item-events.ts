import { minuteOf, type Minute } from '../../instants.js';
import { withLabel } from '../erased.js';
import type { Authority, Holding, Item, LiveStatus, Ordered, RunState } from '../model.js';
import { type EventRules, withItem } from './event-rules.js';

type ItemEvent =
  | 'ItemOpened'
  | 'ItemSubmitted'
  | 'ItemWithdrawn'
  | 'ReviewPassed'
  | 'ItemEnded'
  | 'ItemReturned'
  | 'DeadlineChanged'
  | 'DeadlineOrdered'
  | 'ItemDelegated'
  | 'ItemUrged'
  | 'ItemCorrected'
  | 'ItemReopened'
  | 'ItemHandedOver'
  | 'ItemTakenOver';

/** Ends what is being held now and hands the item on. */
function handOver(holdings: Holding[], until: Minute, next: Holding | null): Holding[] {
  const ended = holdings.map((each) => (each.until === undefined ? { ...each, until } : each));
  return next ? [...ended, next] : ended;
}

/** A time of closing never lies before the deadline it belongs to. */
const closesNotBefore = (closes: Minute | null, due: Minute | null): Minute | null =>
  closes !== null && due !== null && closes < due ? due : closes;

const ordered = (due: Minute, { document }: Authority): Ordered => ({
  due,
  ...(document === undefined || document === '' ? {} : { document }),
});

function backToUnit(item: Item, due: Minute | null, next: Holding, status: 'open' | 'returned'): Item {
  const { endedAt: _, review: __, ...rest } = item;
  return {
    ...rest,
    status,
    due,
    closes: closesNotBefore(item.closes, due),
    reviews: [],
    revision: item.revision + 1,
    revisedAt: next.from,
    holdings: handOver(item.holdings, next.from, next),
  };
}

const withNew = (run: RunState, item: Item): RunState => ({
  ...run,
  items: { ...run.items, [item.id]: withLabel(item) },
});

export const itemEvents: EventRules<ItemEvent> = {
  ItemOpened: (run, { item }) => withNew(run, item),

  ItemTakenOver: (run, { item }) => withNew(run, item),

  ItemHandedOver: (run, event) =>
    withItem(run, event.item, (item) => ({
      ...item,
      status: event.kept ? 'cancelled' : 'handed-over',
      handedOver: { as: item.status as LiveStatus },
      endedAt: event.at,
      holdings: handOver(item.holdings, minuteOf(event.at), null),
    })),

  ItemSubmitted: (run, event) =>
    withItem(run, event.item, (item) => {
      // Facts of an earlier handing in that this one does not repeat must not stay.
      const { paper: _, activity: __, heldOn: before, heldBy: bound, review: ___, ...rest } = item;
      const heldBy = before === event.heldOn ? bound : (item.holdings.at(-1)?.limit ?? undefined);
      return {
        ...rest,
        status: 'submitted',
        values: event.values,
        ...(event.heldOn === undefined ? {} : { heldOn: event.heldOn }),
        ...(event.heldOn === undefined || heldBy === undefined ? {} : { heldBy }),
        ...(event.paper ? { paper: event.paper } : {}),
        ...(event.activity === undefined ? {} : { activity: event.activity }),
        ...(event.review === undefined ? {} : { review: event.review }),
        submittedAt: event.at,
        submittedBy: event.by,
        reviews: event.reviews,
        attempts: item.attempts + 1,
        holdings: handOver(item.holdings, minuteOf(event.at), event.next),
      };
    }),

  ItemWithdrawn: (run, event) =>
    withItem(run, event.item, (item) => backToUnit(item, item.due, event.next, item.returns > 0 ? 'returned' : 'open')),

  ReviewPassed: (run, event) =>
    withItem(run, event.item, ({ review: _, ...item }) => ({
      ...item,
      ...(event.following === undefined ? {} : { review: event.following }),
      ...(event.comment === undefined ? {} : { comment: event.comment }),
      ...(event.paper ? { paper: event.paper } : {}),
      reviews: event.reviews,
      holdings: handOver(item.holdings, minuteOf(event.at), event.next),
    })),

  ItemEnded: (run, event) =>
    withItem(run, event.item, ({ review: _, ...item }) => ({
      ...item,
      status: event.outcome,
      endedAt: event.at,
      reviews: [],
      holdings: handOver(item.holdings, minuteOf(event.at), null),
    })),

  ItemReturned: (run, event) =>
    withItem(run, event.item, (item) => ({
      ...backToUnit(item, event.due, event.next, 'returned'),
      returns: item.returns + 1,
      comment: event.comment,
      steered: true,
    })),

  ItemReopened: (run, event) =>
    withItem(run, event.item, (item) => ({
      ...backToUnit(item, event.due, event.next, 'open'),
      steered: true,
    })),

  DeadlineChanged: (run, event) =>
    withItem(run, event.item, (item) => ({
      ...item,
      due: event.due,
      closes: event.closes,
      originalDue: item.originalDue ?? event.due,
      revision: item.revision + 1,
      revisedAt: minuteOf(event.at),
      ...(event.reason === 'recomputed' || event.reason === 'resumed' ? {} : { steered: true }),
      ...(event.authority && event.due !== null ? { ordered: ordered(event.due, event.authority) } : {}),
      holdings: item.holdings.map((each) => {
        if (each.until !== undefined) return each;
        if (event.limit !== undefined) return { ...each, limit: event.limit };
        return each.holder === 'unit' ? { ...each, limit: event.due } : each;
      }),
    })),

  DeadlineOrdered: (run, { item: id, due, authority }) =>
    withItem(run, id, (item) => ({ ...item, ordered: ordered(due, authority) })),

  ItemDelegated: (run, event) => withItem(run, event.item, (item) => ({ ...item, delegatedTo: event.to })),

  /** An urging is a fact of the record; it changes nothing in the item. */
  ItemUrged: (run) => run,

  ItemCorrected: (run, event) =>
    withItem(run, event.item, ({ heldOn: _, ...item }) => ({
      ...item,
      values: event.after,
      ...(event.heldOn === undefined ? {} : { heldOn: event.heldOn }),
    })),
};
