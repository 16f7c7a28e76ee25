/**
 * From plain dates and times of day to minutes and back, for one named time zone.
 *
 * `Intl` is slow (microseconds per call), deadlines are resolved by the hundred thousand: the offset of each UTC day
 * is asked once per zone; only a day on which the offset changes is asked minute by minute.
 */
import type { Minute, PlainDate } from '../instants.js';
import { type DayNumber, dayNumberOf, fromDayNumber, toDayNumber } from './plain-date.js';

const MINUTES_PER_DAY = 1440;
/** China has kept UTC+8 all year since 15 September 1991. */
const SHANGHAI_FIXED_SINCE = dayNumberOf(1991, 9, 16) * MINUTES_PER_DAY;

interface Zone {
  format: Intl.DateTimeFormat;
  /** Offset of a whole UTC day, or null where it changes within the day. */
  offsetOfDay: Map<DayNumber, number | null>;
}
const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    zone = { format, offsetOfDay: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

/** Whether the running system knows a time zone of this name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    zoneOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

function askOffset(zone: Zone, minute: Minute): number {
  const part: Record<string, string> = {};
  for (const { type, value } of zone.format.formatToParts(minute * 60_000)) part[type] = value;
  const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year']);
  const days = dayNumberOf(year, Number(part['month']), Number(part['day']));
  return days * MINUTES_PER_DAY + Number(part['hour']) * 60 + Number(part['minute']) - minute;
}

/** Minutes that local time is ahead of UTC at a minute. Throws `RangeError` for an unknown zone. */
export function offsetAt(minute: Minute, timeZone: string): number {
  if (timeZone === 'Asia/Shanghai' && minute >= SHANGHAI_FIXED_SINCE) return 480;
  const zone = zoneOf(timeZone);
  const day = Math.floor(minute / MINUTES_PER_DAY);
  let offset = zone.offsetOfDay.get(day);
  if (offset === undefined) {
    const first = askOffset(zone, day * MINUTES_PER_DAY);
    offset = first === askOffset(zone, (day + 1) * MINUTES_PER_DAY) ? first : null;
    zone.offsetOfDay.set(day, offset);
  }
  return offset ?? askOffset(zone, minute);
}

/** Minutes into the day of a time written `HH:MM`; `24:00` is the end of the day. */
export const minutesOfDay = (timeOfDay: string): number =>
  Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3, 5));

/**
 * The minute at which a local date and time of day occurs. A time that is skipped when clocks go forward is moved
 * forward by the gap; a time that occurs twice is taken the first time.
 */
export function minuteAt(date: PlainDate, timeOfDay: string, timeZone: string): Minute {
  const wall = toDayNumber(date) * MINUTES_PER_DAY + minutesOfDay(timeOfDay);
  const before = offsetAt(wall - MINUTES_PER_DAY, timeZone);
  const after = offsetAt(wall + MINUTES_PER_DAY, timeZone);
  if (before === after) return wall - before;
  const early = wall - before;
  if (offsetAt(early, timeZone) === before) return early;
  const late = wall - after;
  return offsetAt(late, timeZone) === after ? late : early;
}

/** The local date on which a minute falls. */
export const dateOf = (minute: Minute, timeZone: string): PlainDate =>
  fromDayNumber(Math.floor((minute + offsetAt(minute, timeZone)) / MINUTES_PER_DAY));

/** The local time of day, `HH:MM`. */
export function timeOfDayOf(minute: Minute, timeZone: string): string {
  const local = minute + offsetAt(minute, timeZone);
  const inDay = local - Math.floor(local / MINUTES_PER_DAY) * MINUTES_PER_DAY;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}

/** First and last minute of a window of local dates, both inclusive. */
export const windowMinutes = (
  window: { start: PlainDate; end: PlainDate },
  timeZone: string,
): { start: Minute; end: Minute } => ({
  start: minuteAt(window.start, '00:00', timeZone),
  end: minuteAt(window.end, '24:00', timeZone) - 1,
});
