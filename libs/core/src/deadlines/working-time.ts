/**
 * Working time: the minutes that lie on working days, midnight to midnight. It is what an item has left when it is
 * handed in and gets back when it is returned, and what a minimum of n working days means.
 */
import { type Calendar, nextWorkingDay } from '../calendar/calendar.js';
import { addDays } from '../calendar/plain-date.js';
import { dateOf, minuteAt } from '../calendar/time-zone.js';
import type { Minute } from '../instants.js';

/** Working minutes of one working day, clock changes aside. */
export const WORKING_DAY_MINUTES = 1440;
/** Nobody is given or owed more working time than this many days. */
const LIMIT_DAYS = 3660;

/** The minute by which `minutes` of working time have passed since `from`. Zero or less gives `from`. */
export function addWorkingTime(calendar: Calendar, from: Minute, minutes: number, timeZone: string): Minute {
  let at = from;
  let left = minutes;
  for (let days = 0; left > 0 && days < LIMIT_DAYS; days += 1) {
    const date = dateOf(at, timeZone);
    const working = nextWorkingDay(calendar, date);
    if (working !== date) at = minuteAt(working, '00:00', timeZone);
    const midnight = minuteAt(addDays(working, 1), '00:00', timeZone);
    if (midnight - at >= left) return at + left;
    left -= midnight - at;
    at = midnight;
  }
  return at;
}

/** Working minutes between two minutes; 0 when `to` is not after `from`. */
export function workingMinutesBetween(calendar: Calendar, from: Minute, to: Minute, timeZone: string): number {
  let at = from;
  let sum = 0;
  for (let days = 0; at < to && days < LIMIT_DAYS; days += 1) {
    const date = dateOf(at, timeZone);
    const midnight = minuteAt(addDays(date, 1), '00:00', timeZone);
    if (calendar.isWorkingDay(date)) sum += Math.min(midnight, to) - at;
    at = midnight;
  }
  return sum;
}
