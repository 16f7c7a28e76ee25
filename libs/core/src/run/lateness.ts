/**
 * Timely and late, from recorded times and bounds alone – never from whether an alarm rang.
 *
 * Each holder has a limit of their own and answers for the minutes they themselves held the item past it; so nobody
 * is late for another's delay.
 */
import { dateOf } from '../calendar/time-zone.js';
import { minuteOf, type Minute } from '../instants.js';
import type { Holding, Item } from './model.js';

export type Lateness = Record<Holding['holder'], number>;

/** Minutes past their own limit per holder, up to `now` for whoever holds the item still. */
export function lateness(item: Pick<Item, 'holdings'>, now: Minute): Lateness {
  const sum: Lateness = { unit: 0, reviewer: 0, superior: 0 };
  for (const { holder, from, limit, until } of item.holdings)
    if (limit !== null) sum[holder] += Math.max(0, (until ?? now) - Math.max(limit, from));
  return sum;
}

/**
 * Whether the unit handed the item in without ever holding it past its limit (按时报送); undefined before it did. What
 * was handed in late stays late, whatever deadline a return gives. A unit it came to while in review never held it: of
 * that one only the handing in is known.
 */
export function handedInOnTime(item: Pick<Item, 'holdings' | 'submittedAt' | 'due'>, now: Minute): boolean | undefined {
  if (item.submittedAt === undefined) return undefined;
  return lateness(item, now).unit === 0 && (item.due === null || minuteOf(item.submittedAt) <= item.due);
}

/**
 * Whether it took place by the day of the deadline it had when it was handed in as held on that day (按时开展); undefined
 * where no date or no deadline is known.
 */
export function heldOnTime(item: Pick<Item, 'heldOn' | 'heldBy' | 'due'>, timeZone: string): boolean | undefined {
  const by = item.heldBy ?? item.due;
  return item.heldOn === undefined || by === null ? undefined : item.heldOn <= dateOf(by, timeZone);
}

/** How an item shows on a screen, the most pressing first: a cell of several items shows the first of theirs. */
export const itemDisplays = [
  'closed',
  'late',
  'returned',
  'open',
  'review-late',
  'submitted',
  'incomplete',
  'done-late',
  'done',
  'inherited',
  'waived',
  'cancelled',
  'handed-over',
  'skipped',
] as const;
export type ItemDisplay = (typeof itemDisplays)[number];

const withUnit = (item: Pick<Item, 'status'>): boolean => item.status === 'open' || item.status === 'returned';

/** Whether nothing is accepted for it any more until somebody extends it. */
export const isClosed = (item: Pick<Item, 'status' | 'closes'>, now: Minute): boolean =>
  withUnit(item) && item.closes !== null && now > item.closes;

/** What to show for an item at a minute. A finished item is late when the unit was; the reviewer's delay is not. */
export function itemDisplay(item: Item, now: Minute): ItemDisplay {
  if (isClosed(item, now)) return 'closed';
  const limit = item.holdings.at(-1)?.limit ?? null;
  const past = limit !== null && now > limit;
  switch (item.status) {
    case 'open':
      return past ? 'late' : 'open';
    case 'returned':
      return past ? 'late' : 'returned';
    case 'submitted':
      return past ? 'review-late' : 'submitted';
    case 'done':
      return lateness(item, now).unit > 0 ? 'done-late' : 'done';
    default:
      return item.status;
  }
}
