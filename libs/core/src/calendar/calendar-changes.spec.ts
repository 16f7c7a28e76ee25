import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarChanges } from './calendar-changes.js';
import { type CalendarData, withYears } from './calendar.js';

const days = (year: number) =>
  fc.uniqueArray(
    fc.integer({ min: 1, max: 28 }).map((day) => `${year}-03-${String(day).padStart(2, '0')}`),
    { maxLength: 6 },
  );
const data = fc
  .record({
    '2026': fc.option(fc.record({ holidays: days(2026), makeUpWorkdays: days(2026) }), { nil: undefined }),
    '2027': fc.option(fc.record({ holidays: days(2027), makeUpWorkdays: days(2027) }), { nil: undefined }),
  })
  .map((years) => ({
    id: 'cn',
    version: '1',
    years: Object.fromEntries(Object.entries(years).filter(([, year]) => year !== undefined)),
  })) as fc.Arbitrary<CalendarData>;

describe('what a calendar file changes', () => {
  it('is told by year and day', () => {
    const known = { years: { '2026': { holidays: ['2026-05-01', '2026-05-04'], makeUpWorkdays: [] } } };
    const file: CalendarData = {
      id: 'cn',
      version: '2',
      years: {
        '2027': { holidays: ['2027-01-01'], makeUpWorkdays: [] },
        '2026': { holidays: ['2026-05-01', '2026-05-05'], makeUpWorkdays: ['2026-05-09'] },
      },
    };
    expect(calendarChanges(known, file)).toEqual([
      {
        year: 2026,
        fresh: false,
        holidays: { added: ['2026-05-05'], removed: ['2026-05-04'] },
        makeUpWorkdays: { added: ['2026-05-09'], removed: [] },
      },
      {
        year: 2027,
        fresh: true,
        holidays: { added: ['2027-01-01'], removed: [] },
        makeUpWorkdays: { added: [], removed: [] },
      },
    ]);
  });

  it('is nothing once the file was taken up, and nothing about years it does not speak of', () => {
    fc.assert(
      fc.property(data, data, (known, file) => {
        expect(calendarChanges(withYears(known, file), file)).toEqual([]);
        for (const { year } of calendarChanges(known, file)) expect(Object.keys(file.years)).toContain(`${year}`);
      }),
      { numRuns: 200 },
    );
  });
});
