import type { PlainDate } from '../instants.js';
import type { CalendarData } from './calendar.js';

interface Days {
  added: PlainDate[];
  removed: PlainDate[];
}
/** What a file says differently of a year. */
export interface YearChange {
  year: number;
  /** Nothing was known of it before: what is dated in it was provisional. */
  fresh: boolean;
  holidays: Days;
  makeUpWorkdays: Days;
}

function daysChanged(before: readonly PlainDate[], after: readonly PlainDate[]): Days {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    added: [...now].filter((day) => !old.has(day)).toSorted(),
    removed: [...old].filter((day) => !now.has(day)).toSorted(),
  };
}

/**
 * What taking up a calendar file changes, year by year: only years that the file is about, and of these only what
 * differs. Nothing where the file says what was known.
 */
export function calendarChanges(known: Pick<CalendarData, 'years'> | undefined, file: CalendarData): YearChange[] {
  return Object.entries(file.years)
    .map(([year, { holidays, makeUpWorkdays }]) => {
      const before = known?.years[year];
      return {
        year: Number(year),
        fresh: before === undefined,
        holidays: daysChanged(before?.holidays ?? [], holidays),
        makeUpWorkdays: daysChanged(before?.makeUpWorkdays ?? [], makeUpWorkdays),
      };
    })
    .filter(
      ({ fresh, ...lists }) =>
        fresh || [lists.holidays, lists.makeUpWorkdays].some(({ added, removed }) => added.length + removed.length > 0),
    )
    .toSorted((a, b) => a.year - b.year);
}
