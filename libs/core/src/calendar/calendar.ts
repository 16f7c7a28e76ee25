/**
 * Working days: weekends, official holidays and make-up workdays (调休), from importable data with a version.
 *
 * A year that is not published yet knows weekends only; its dates are *provisional* and shown so.
 */
import { z } from 'zod';
import type { PlainDate } from '../instants.js';
import { type DayNumber, fromDayNumber, toDayNumber, weekdayOfDay } from './plain-date.js';

export interface Calendar {
  /** Which data gave a date; recorded beside every deadline computed from it. */
  version: string;
  /** True in a year whose holidays have not been published. */
  provisional(date: PlainDate): boolean;
  isWorkingDay(date: PlainDate): boolean;
}

const dates = z.array(z.iso.date()).max(366);
/** The file format of a calendar: what differs from ordinary weekdays and weekends, year by year. */
export const calendarDataSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/),
    version: z.string().min(1).max(100),
    years: z.record(
      z.string().regex(/^\d{4}$/),
      z.strictObject({
        /** Rest days; weekends among them do no harm. */
        holidays: dates,
        /** Weekend days on which one works. */
        makeUpWorkdays: dates,
      }),
    ),
  })
  .superRefine((data, context) => {
    for (const [year, { holidays, makeUpWorkdays }] of Object.entries(data.years)) {
      const rest = new Set(holidays);
      for (const [field, list] of [
        ['holidays', holidays],
        ['makeUpWorkdays', makeUpWorkdays],
      ] as const) {
        for (const [index, date] of list.entries()) {
          const path = ['years', year, field, index];
          const refuse = (code: string, message: string): void =>
            context.addIssue({ code: 'custom', path, message, params: { code, day: date, year } });
          if (!date.startsWith(`${year}-`)) refuse('calendar-place.other-year', `not in ${year}`);
          if (field === 'makeUpWorkdays' && rest.has(date))
            refuse('calendar-place.twice', 'both a holiday and a workday');
        }
      }
    }
  });
export type CalendarData = z.infer<typeof calendarDataSchema>;

/** Builds a calendar from checked data. Its version names the data: `cn 2026.1`. */
export function calendarFrom(data: CalendarData): Calendar {
  const exceptions = new Map<PlainDate, boolean>();
  for (const { holidays, makeUpWorkdays } of Object.values(data.years)) {
    for (const date of holidays) exceptions.set(date, false);
    for (const date of makeUpWorkdays) exceptions.set(date, true);
  }
  const published = new Set(Object.keys(data.years));
  return {
    version: `${data.id} ${data.version}`,
    provisional: (date) => !published.has(date.slice(0, 4)),
    isWorkingDay(date) {
      const exception = exceptions.get(date);
      if (exception !== undefined) return exception;
      const weekday = weekdayOfDay(toDayNumber(date));
      return weekday !== 0 && weekday !== 6;
    },
  };
}

/**
 * A calendar with the years of a newer file: a file brings the years that were published, and what was known of other
 * years stays. The version is the file's.
 */
export const withYears = (known: CalendarData, file: CalendarData): CalendarData => ({
  ...file,
  years: { ...known.years, ...file.years },
});

/** The id in a calendar's version: `cn` in `cn 2026.1`. */
export const calendarIdOf = (version: string): string => version.slice(0, version.indexOf(' '));

/** The years between two dates whose holidays have not been published: what is dated in them is provisional. */
export function provisionalYears(calendar: Calendar, from: PlainDate, to: PlainDate): number[] {
  const years: number[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1)
    if (calendar.provisional(`${year}-01-01`)) years.push(year);
  return years;
}

/** A calendar that knows weekends only; every date is provisional. */
export const weekendsCalendarData: CalendarData = { id: 'weekends', version: '1', years: {} };
export const weekendsOnly: Calendar = calendarFrom(weekendsCalendarData);

/**
 * No search for a working day goes further than this. Only data that calls a whole decade a holiday gets there; the
 * search then answers with the day it reached instead of running on.
 */
const SEARCH_LIMIT_DAYS = 3660;

function seek(calendar: Calendar, from: DayNumber, step: 1 | -1, count: number): DayNumber {
  let day = from;
  let left = count;
  let idle = 0;
  while (left > 0 && idle < SEARCH_LIMIT_DAYS) {
    day += step;
    if (calendar.isWorkingDay(fromDayNumber(day))) {
      left -= 1;
      idle = 0;
    } else idle += 1;
  }
  return day;
}

/**
 * The `n`-th working day after `date` (before it, when negative). The day itself is day zero and is never counted;
 * `n` = 0 gives `date` as it is, working day or not – rolling is a separate, stated rule.
 */
export const addWorkingDays = (calendar: Calendar, date: PlainDate, n: number): PlainDate =>
  fromDayNumber(seek(calendar, toDayNumber(date), n < 0 ? -1 : 1, Math.abs(n)));

/** `date` if it is a working day, otherwise the next one. */
export const nextWorkingDay = (calendar: Calendar, date: PlainDate): PlainDate =>
  calendar.isWorkingDay(date) ? date : addWorkingDays(calendar, date, 1);

/** `date` if it is a working day, otherwise the one before. */
export const previousWorkingDay = (calendar: Calendar, date: PlainDate): PlainDate =>
  calendar.isWorkingDay(date) ? date : addWorkingDays(calendar, date, -1);

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(calendar: Calendar, from: PlainDate, to: PlainDate): number {
  const first = Math.min(toDayNumber(from), toDayNumber(to));
  const last = Math.max(toDayNumber(from), toDayNumber(to));
  let count = 0;
  for (let day = first + 1; day <= last; day += 1) if (calendar.isWorkingDay(fromDayNumber(day))) count += 1;
  return to < from ? -count : count;
}
