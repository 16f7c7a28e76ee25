import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingDays,
  calendarDataSchema,
  calendarFrom,
  nextWorkingDay,
  previousWorkingDay,
  weekendsOnly,
  workingDaysBetween,
} from './calendar.js';
import { cn } from './cn.js';
import { cnCalendarData } from './cn-data.js';
import { addDays, fromDayNumber } from './plain-date.js';

const day = fc.integer({ min: 12_000, max: 25_000 }).map(fromDayNumber);

describe('the shipped calendar', () => {
  it('is what the maintained package publishes', () => {
    const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Record<
      string,
      Record<string, string>
    >;
    const years = Object.values(cnCalendarData.years);
    expect(years.flatMap((year) => year.holidays).toSorted()).toEqual(Object.keys(holidays ?? {}).toSorted());
    expect(years.flatMap((year) => year.makeUpWorkdays).toSorted()).toEqual(Object.keys(workdays ?? {}).toSorted());
    expect(calendarDataSchema.safeParse(cnCalendarData).success).toBe(true);
  });

  it('knows the spring festival of 2026 and the workdays that make up for it', () => {
    expect(cn.isWorkingDay('2026-02-13')).toBe(true);
    expect(cn.isWorkingDay('2026-02-14')).toBe(true); // a Saturday, made up
    expect(cn.isWorkingDay('2026-02-16')).toBe(false);
    expect(cn.isWorkingDay('2026-02-28')).toBe(true); // a Saturday, made up
    expect(cn.provisional('2026-02-14')).toBe(false);
  });

  it('calls a year that is not published provisional and knows its weekends', () => {
    expect(cn.provisional('2099-05-01')).toBe(true);
    expect(cn.isWorkingDay('2099-05-01')).toBe(true); // a Friday; the holiday is not published
    expect(cn.isWorkingDay('2099-05-02')).toBe(false);
  });
});

describe('calendar data', () => {
  it('names the place of a date outside its year and of a day that is both', () => {
    const result = calendarDataSchema.safeParse({
      id: 'x',
      version: '1',
      years: { '2026': { holidays: ['2025-01-01', '2026-01-02'], makeUpWorkdays: ['2026-01-02'] } },
    });
    expect(result.error?.issues.map((issue) => issue.path.join('/'))).toEqual([
      'years/2026/holidays/0',
      'years/2026/makeUpWorkdays/0',
    ]);
  });
});

describe('working days', () => {
  it('do not count day zero', () => {
    expect(addWorkingDays(cn, '2026-02-13', 0)).toBe('2026-02-13');
    expect(addWorkingDays(cn, '2026-02-16', 0)).toBe('2026-02-16'); // a rest day stays: rolling is its own rule
    expect(addWorkingDays(cn, '2026-02-13', 1)).toBe('2026-02-14');
    expect(addWorkingDays(cn, '2026-02-14', 1)).toBe('2026-02-24');
    expect(addWorkingDays(cn, '2026-02-24', -1)).toBe('2026-02-14');
  });

  it('roll only when the day is a rest day', () => {
    expect(nextWorkingDay(cn, '2026-10-03')).toBe('2026-10-08');
    expect(previousWorkingDay(cn, '2026-10-03')).toBe('2026-09-30');
    expect(nextWorkingDay(cn, '2026-10-08')).toBe('2026-10-08');
  });

  it('come back to where they started, from a working day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -300, max: 300 }), (date, n) => {
        const start = nextWorkingDay(cn, date);
        expect(addWorkingDays(cn, addWorkingDays(cn, start, n), -n)).toBe(start);
        expect(workingDaysBetween(cn, start, addWorkingDays(cn, start, n))).toBe(n || 0);
      }),
      { numRuns: 60 },
    );
  });

  it('end their search in data without any working day', () => {
    const none = { ...weekendsOnly, isWorkingDay: () => false };
    expect(nextWorkingDay(none, '2026-01-01') > '2026-01-01').toBe(true);
  });

  it('are the same for weekends whichever data says so', () => {
    const listed = calendarFrom({
      id: 'x',
      version: '1',
      years: { '2026': { holidays: ['2026-03-07', '2026-03-08'], makeUpWorkdays: [] } },
    });
    expect(addWorkingDays(listed, '2026-03-06', 1)).toBe(addDays('2026-03-06', 3));
  });
});
