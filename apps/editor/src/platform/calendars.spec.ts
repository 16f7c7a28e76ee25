import { describe, expect, it } from '@jest/globals';
import { calendarNamed, knownCalendars, learnCalendars } from './calendars.js';

const office = (version: string, holidays: string[]) => ({
  id: 'office',
  version,
  years: { '2026': { holidays, makeUpWorkdays: [] } },
});

describe('calendars in the browser', () => {
  it('are those of the engine, as soon as they are known; until then weekends stand in', () => {
    expect(calendarNamed('office').isWorkingDay('2026-03-09')).toBe(true);
    learnCalendars([office('1', ['2026-03-09'])]);
    expect(calendarNamed('office').isWorkingDay('2026-03-09')).toBe(false);
    expect(calendarNamed('cn').isWorkingDay('2026-10-01')).toBe(false);
  });

  it('stay the same object while nothing newer is known', () => {
    learnCalendars([office('2', [])]);
    const before = calendarNamed('office');
    learnCalendars([office('2', [])]);
    expect(calendarNamed('office')).toBe(before);
    learnCalendars([office('3', ['2026-03-10'])]);
    expect(calendarNamed('office')).not.toBe(before);
    expect(knownCalendars().map(({ version }) => version)).toEqual(['3']);
  });
});
