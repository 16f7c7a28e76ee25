/** Days across the page: where each stands, which are rest days, which are worked all the same. */
import { addDays, type Calendar, daysBetween, type PlainDate, weekdayOf } from '@gangmu/core';

export interface AxisDay {
  date: PlainDate;
  x: number;
  /** A weekend or holiday on which nobody works. */
  rest: boolean;
  /** A weekend day on which one works instead of a holiday. */
  makeUp: boolean;
  /** A weekday that is a holiday. */
  holiday: boolean;
}
export interface TimeAxis {
  start: PlainDate;
  days: AxisDay[];
  months: { date: PlainDate; x: number; width: number }[];
  width: number;
  perDay: number;
  /** Where the first day begins whose year is not published; null where all are. */
  provisionalFrom: number | null;
  xOf: (date: PlainDate) => number;
}

/** Longer plans than this are drawn no wider: nobody scrolls through ten thousand days. */
const MOST_DAYS = 3 * 366;

/** An axis over these days, at least `room` wide. */
export function timeAxis(start: PlainDate, end: PlainDate, calendar: Calendar, room: number): TimeAxis {
  const count = Math.min(MOST_DAYS, Math.max(1, daysBetween(start, end) + 1));
  const perDay = Math.max(3, room / count);
  const days = Array.from({ length: count }, (_, index): AxisDay => {
    const date = addDays(start, index);
    const weekend = [0, 6].includes(weekdayOf(date));
    const works = calendar.isWorkingDay(date);
    return { date, x: index * perDay, rest: !works, makeUp: weekend && works, holiday: !weekend && !works };
  });
  const months: TimeAxis['months'] = [];
  for (const { date, x } of days) {
    const last = months.at(-1);
    if (last === undefined || last.date.slice(0, 7) !== date.slice(0, 7)) months.push({ date, x, width: perDay });
    else last.width += perDay;
  }
  const provisional = days.find(({ date }) => calendar.provisional(date));
  const width = count * perDay;
  return {
    start,
    days,
    months,
    width,
    perDay,
    provisionalFrom: provisional?.x ?? null,
    xOf: (date) => Math.min(width, Math.max(0, daysBetween(start, date) * perDay)),
  };
}
