/** From rules to minutes: bounds, periods and ladder rungs. Pure; the calendar is passed in. */
import { addWorkingDays, type Calendar, nextWorkingDay, previousWorkingDay } from '../calendar/calendar.js';
import { addDays, addMonths, daysBetween } from '../calendar/plain-date.js';
import { dateOf, minuteAt } from '../calendar/time-zone.js';
import type { Minute, PlainDate } from '../instants.js';
import type { Bound, Occurrences, Rung } from '../template/document.js';

type Shift = Pick<Bound, 'offset' | 'unit'>;
type Period = Extract<Occurrences, { mode: 'every' }>['period'];

const shift = (date: PlainDate, by: Shift, calendar: Calendar): PlainDate =>
  by.unit === 'working-days' ? addWorkingDays(calendar, date, by.offset) : addDays(date, by.offset);

/** Dates already worked out, by calendar: a plan asks for the same few hundred again and again. */
const resolvedDates = new WeakMap<Calendar, Map<string, PlainDate>>();
const MAX_REMEMBERED = 20_000;

/** The date of a bound whose anchor falls on `anchorDate`: shifted first, then rolled off rest days. */
export function resolveBoundDate(
  bound: Pick<Bound, 'offset' | 'unit' | 'roll'>,
  anchorDate: PlainDate,
  calendar: Calendar,
): PlainDate {
  if (bound.unit === 'calendar-days' && bound.roll === 'none') return addDays(anchorDate, bound.offset);
  let known = resolvedDates.get(calendar);
  if (!known || known.size > MAX_REMEMBERED) resolvedDates.set(calendar, (known = new Map()));
  const key = `${anchorDate} ${bound.offset} ${bound.unit} ${bound.roll}`;
  let date = known.get(key);
  if (date === undefined) known.set(key, (date = resolved(bound, anchorDate, calendar)));
  return date;
}

function resolved(
  bound: Pick<Bound, 'offset' | 'unit' | 'roll'>,
  anchorDate: PlainDate,
  calendar: Calendar,
): PlainDate {
  const date = shift(anchorDate, bound, calendar);
  if (bound.roll === 'next-working-day') return nextWorkingDay(calendar, date);
  if (bound.roll === 'previous-working-day') return previousWorkingDay(calendar, date);
  return date;
}

/**
 * The minute a bound resolves to. The anchor counts by its local date: an anchor at 16:30 and an offset of one day
 * give the next day at the bound's own time of day.
 */
export const resolveBound = (bound: Bound, anchorMinute: Minute, calendar: Calendar, timeZone: string): Minute =>
  minuteAt(resolveBoundDate(bound, dateOf(anchorMinute, timeZone), calendar), bound.at, timeZone);

/** More periods than this are never made; a weekly step over seven years stays below it. */
export const MAX_PERIODS = 400;

function boundary(period: Period, start: PlainDate, index: number): PlainDate {
  if (period === 'week') return addDays(start, 7 * index);
  if (period === 'month') return addMonths(start, index);
  if (period === 'quarter') return addMonths(start, 3 * index);
  // half-month: the same day of each month, and 15 days after it
  const month = addMonths(start, Math.floor(index / 2));
  return index % 2 === 0 ? month : addDays(month, 15);
}

/**
 * The periods between two dates, both inclusive. Each is counted from the first date, not from the one before, so
 * that 31 January, 28 February, 31 March does not drift; a period longer than one unit has `count` of them. The last
 * one ends on `endDate`; a remnant of less than half a period asks for nothing and is left out.
 */
export function periodsBetween(
  period: Period,
  count: number,
  startDate: PlainDate,
  endDate: PlainDate,
): { start: PlainDate; end: PlainDate }[] {
  const periods: { start: PlainDate; end: PlainDate }[] = [];
  for (let index = 0; index < MAX_PERIODS; index += 1) {
    const start = boundary(period, startDate, index * count);
    if (start > endDate) break;
    const full = addDays(boundary(period, startDate, (index + 1) * count), -1);
    if (full <= endDate) {
      periods.push({ start, end: full });
      continue;
    }
    const whole = daysBetween(start, full) + 1;
    const remnant = daysBetween(start, endDate) + 1;
    if (remnant * 2 >= whole || index === 0) periods.push({ start, end: endDate });
    break;
  }
  return periods;
}

export interface RungInstant {
  rung: string;
  /** 0 for the rung itself, 1 … for its repetitions. */
  repetition: number;
  at: Minute;
}

/** Every instant at which a ladder acts for one deadline, by the day the deadline falls on. See {@link rungInstantsOn}. */
export const rungInstants = (
  ladder: Record<string, Rung>,
  deadline: Minute,
  calendar: Calendar,
  timeZone: string,
): RungInstant[] => rungInstantsOn(ladder, dateOf(deadline, timeZone), calendar, timeZone);

/**
 * Every instant at which a ladder acts for what is due on a day, earliest first; rungs that are off give none. Offsets
 * in working days never act on a rest day: on day zero they wait for the next working day.
 */
export function rungInstantsOn(
  ladder: Record<string, Rung>,
  day: PlainDate,
  calendar: Calendar,
  timeZone: string,
): RungInstant[] {
  const instants: RungInstant[] = [];
  for (const [id, rung] of Object.entries(ladder)) {
    if (!rung.on) continue;
    const first = shift(day, rung, calendar);
    for (let repetition = 0; repetition <= (rung.repeat?.times ?? 0); repetition += 1) {
      const date = shift(first, { offset: repetition * (rung.repeat?.every ?? 0), unit: rung.unit }, calendar);
      const working = rung.unit === 'working-days' ? nextWorkingDay(calendar, date) : date;
      instants.push({ rung: id, repetition, at: minuteAt(working, rung.at, timeZone) });
    }
  }
  return instants.toSorted(
    (a, b) => a.at - b.at || (a.rung < b.rung ? -1 : a.rung > b.rung ? 1 : 0) || a.repetition - b.repetition,
  );
}
export { addWorkingTime, workingMinutesBetween } from './working-time.js';
