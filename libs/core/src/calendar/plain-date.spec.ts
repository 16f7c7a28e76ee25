import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  fromDayNumber,
  isPlainDate,
  mondayOf,
  toDayNumber,
  weekdayOf,
} from './plain-date.js';

const days = fc.integer({ min: -200_000, max: 200_000 });

describe('plain dates', () => {
  it('agree with the proleptic Gregorian calendar of Date in UTC', () => {
    fc.assert(
      fc.property(days, (n) => {
        const date = new Date(n * 86_400_000);
        expect(fromDayNumber(n)).toBe(date.toISOString().slice(0, 10));
        expect(toDayNumber(fromDayNumber(n))).toBe(n);
        expect(weekdayOf(fromDayNumber(n))).toBe(date.getUTCDay());
      }),
    );
  });

  it('add and subtract days and clamp months', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(-1);
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-01-31', 2)).toBe('2026-03-31');
    expect(addMonths('2026-03-31', -13)).toBe('2025-02-28');
    expect(mondayOf('2026-03-08')).toBe('2026-03-02');
    expect(mondayOf('2026-03-02')).toBe('2026-03-02');
  });

  it('know a date from something that only looks like one', () => {
    expect(isPlainDate('2026-02-28')).toBe(true);
    expect(isPlainDate('2026-02-29')).toBe(false);
    expect(isPlainDate('2026-2-8')).toBe(false);
    expect(() => toDayNumber('tomorrow')).toThrow(RangeError);
  });
});
