/**
 * How the people of the demonstration behave: a pure function of (seed, unit, item, attempt) and of what the item
 * says of itself. Most are on time, some late, some are returned and correct it.
 */
import {
  addDays,
  addWorkingDays,
  type Calendar,
  dateOf,
  type Item,
  type Minute,
  minuteAt,
  nextWorkingDay,
  type PlainDate,
  workingDaysBetween,
} from '@gangmu/core';
import { between, chance } from './chance.js';

/** Office work happens at these times of a working day; few enough to be done in bulk. */
export const WORK_HOURS = ['10:00', '15:30'] as const;

export interface Surroundings {
  seed: number;
  calendar: Calendar;
  timeZone: string;
  /** The campaign's last minute: nobody plans work after it. */
  end: Minute;
}

/** What an item needs to show for a plan to be made. */
export type Pending = Pick<Item, 'id' | 'status' | 'openedAt' | 'due' | 'attempts' | 'returns'> & {
  unit: string;
  /** When it came to whoever holds it now. */
  since: Minute;
};

/** Share of units that are always slow, and of items that any unit is late with. */
const SLOW_UNITS = 0.06;
const LATE_ITEMS = 0.05;
const SLOW_UNITS_LATE_ITEMS = 0.45;
/** Share of items that a reviewer sends back the first time. */
const RETURNED = 0.06;

const slotOn = (date: PlainDate, at: Surroundings, ...key: (string | number)[]): Minute =>
  minuteAt(
    nextWorkingDay(at.calendar, date),
    WORK_HOURS[between(0, WORK_HOURS.length - 1, at.seed, 'slot', ...key)]!,
    at.timeZone,
  );

const notBefore = (minute: Minute, since: Minute, at: Surroundings): Minute =>
  minute > since ? minute : slotOn(addDays(dateOf(since, at.timeZone), 1), at, 'next', since);

/** Whether this unit hands this item in late. */
export function isLate(pending: Pending, at: Surroundings): boolean {
  const slow = chance(at.seed, pending.unit, 'slow') < SLOW_UNITS;
  return chance(at.seed, pending.unit, pending.id, 'late') < (slow ? SLOW_UNITS_LATE_ITEMS : LATE_ITEMS);
}

/** The minute at which the unit hands in what it holds. */
export function handsInAt(pending: Pending, at: Surroundings): Minute {
  const key = [pending.unit, pending.id, pending.attempts] as const;
  const from = dateOf(pending.since, at.timeZone);
  if (pending.status === 'returned') {
    return notBefore(
      slotOn(addWorkingDays(at.calendar, from, between(1, 2, at.seed, ...key)), at, ...key),
      pending.since,
      at,
    );
  }
  if (pending.due === null) {
    return notBefore(
      slotOn(addWorkingDays(at.calendar, from, between(2, 10, at.seed, ...key)), at, ...key),
      pending.since,
      at,
    );
  }
  const due = dateOf(pending.due, at.timeZone);
  if (isLate(pending, at)) {
    return notBefore(
      slotOn(addWorkingDays(at.calendar, due, between(1, 4, at.seed, ...key)), at, ...key),
      pending.since,
      at,
    );
  }
  // People work towards the deadline, at most a month ahead of it, and leave themselves a day.
  const room = Math.min(20, Math.max(0, workingDaysBetween(at.calendar, from, due) - 1));
  const planned = slotOn(addWorkingDays(at.calendar, due, -1 - between(0, room, at.seed, ...key)), at, ...key);
  return notBefore(planned, pending.since, at);
}

/** The minute at which a reviewer decides on what reached them. */
export const decidesAt = (pending: Pending, at: Surroundings): Minute =>
  notBefore(
    slotOn(
      addWorkingDays(
        at.calendar,
        dateOf(pending.since, at.timeZone),
        between(
          0,
          chance(at.seed, pending.unit, pending.id, 'slow-review') < 0.06 ? 5 : 2,
          at.seed,
          pending.unit,
          pending.id,
          pending.attempts,
          'review',
        ),
      ),
      at,
      pending.unit,
      pending.id,
      'review',
    ),
    pending.since,
    at,
  );

/** Whether the reviewer sends it back this time: only ever the first time, so that everything can end. */
export const isReturned = (pending: Pending, at: Surroundings): boolean =>
  pending.returns === 0 && chance(at.seed, pending.unit, pending.id, 'returned') < RETURNED;
