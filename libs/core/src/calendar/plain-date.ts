/**
 * Arithmetic with plain dates (`YYYY-MM-DD`), without any `Date` object and so without any time zone.
 *
 * Days are counted as whole days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", days_from_civil / civil_from_days).
 */
import type { PlainDate } from '../instants.js';

/** Whole days since 1970-01-01; negative before. */
export type DayNumber = number;

const pad2 = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** The day number of a year, month (1–12) and day (1–31). */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month and day of a day number. */
export function civilOf(days: DayNumber): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1,
  };
}

/** Day number of a plain date. Throws on a string that is no date: dates are checked where they come in. */
export function toDayNumber(date: PlainDate): DayNumber {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  const days = dayNumberOf(year, month, day);
  if (!Number.isInteger(days) || date.length !== 10) throw new RangeError(`not a plain date: ${date}`);
  return days;
}

/** Plain date of a day number. */
export function fromDayNumber(days: DayNumber): PlainDate {
  const { year, month, day } = civilOf(days);
  return `${String(year).padStart(4, '0')}-${pad2(month)}-${pad2(day)}`;
}

/** True for an existing date written `YYYY-MM-DD`. */
export function isPlainDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && fromDayNumber(toDayNumber(text)) === text;
}

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOfDay = (days: DayNumber): number => (((days + 4) % 7) + 7) % 7;
/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (date: PlainDate): number => weekdayOfDay(toDayNumber(date));

/** The date `n` calendar days later (earlier when negative). */
export const addDays = (date: PlainDate, n: number): PlainDate => fromDayNumber(toDayNumber(date) + n);

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => toDayNumber(to) - toDayNumber(from);

/** Days of a month (1–12). */
export const daysInMonth = (year: number, month: number): number =>
  (month === 12 ? dayNumberOf(year + 1, 1, 1) : dayNumberOf(year, month + 1, 1)) - dayNumberOf(year, month, 1);

/** The same day `n` months later, clamped to the month's end: 31 January + 1 month = 28 or 29 February. */
export function addMonths(date: PlainDate, n: number): PlainDate {
  const { year, month, day } = civilOf(toDayNumber(date));
  const index = year * 12 + (month - 1) + n;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return fromDayNumber(dayNumberOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth))));
}

/** Monday of the week a date lies in. */
export const mondayOf = (date: PlainDate): PlainDate => {
  const days = toDayNumber(date);
  return fromDayNumber(days - ((weekdayOfDay(days) + 6) % 7));
};
