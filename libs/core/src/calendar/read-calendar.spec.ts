import { describe, expect, it } from '@jest/globals';
import { hasWords } from '../words/words.js';
import { readCalendar } from './read-calendar.js';

const file = (holidays: unknown, makeUpWorkdays: unknown = []) => ({
  id: 'cn',
  version: '1',
  years: { '2026': { holidays, makeUpWorkdays } },
});

describe('a calendar file', () => {
  it('is read', () => {
    expect(readCalendar(file(['2026-05-01']))).toMatchObject({ ok: true, calendar: { id: 'cn' } });
  });

  it.each([
    [file(['2027-05-01']), 'calendar-place.other-year', '/years/2026/holidays/0'],
    [file(['2026-05-01'], ['2026-05-01']), 'calendar-place.twice', '/years/2026/makeUpWorkdays/0'],
    [file('May Day'), 'calendar-place.wrong', '/years/2026/holidays'],
    [[], 'calendar-place.wrong', ''],
  ])('is refused at its place, in words: %j', (given, code, path) => {
    const read = readCalendar(given);
    expect(read).toMatchObject({ ok: false, problems: [{ code, path }] });
    for (const language of ['zh', 'en'] as const) expect(hasWords(language, code)).toBe(true);
  });
});
