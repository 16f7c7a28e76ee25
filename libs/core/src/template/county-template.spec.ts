import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { calendarDataSchema, calendarFrom } from '../calendar/calendar.js';
import { cnCalendarData } from '../calendar/cn-data.js';
import { lintTemplate } from '../lint-rules/lint-template.js';
import { complies } from './complies.js';
import { effectiveFor } from './effective.js';
import { parseTemplate } from './parse.js';
import { itemsExpected } from './plan.js';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../workflows/${path}`, import.meta.url), 'utf8'));

function templateIn(path: string) {
  const parsed = parseTemplate(read(path));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings, null, 1));
  return parsed.template;
}

const county = templateIn('county-campaign/template.json');
const quick = templateIn('quick-request/template.json');
const calendar = calendarFrom(calendarDataSchema.parse(read('calendars/cn-2026.json')));
const items = (category: string): number =>
  itemsExpected(county, { category, level: 2, size: 20, groups: [], rank: '' }, county.window, { calendar });

/** Paths of texts that lack one of the two languages. */
function withoutBoth(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  if ('zh' in value) return typeof value.zh === 'string' && 'en' in value ? [] : [path];
  return entries.flatMap(([key, inner]) => withoutBoth(inner, `${path}/${key}`));
}

describe('the county template', () => {
  it('shows a county organ at least forty steps', () => {
    expect(effectiveFor(county, { category: 'county-organ', rank: 'township-section' }).size).toBeGreaterThanOrEqual(
      40,
    );
  });

  it.each(['village', 'community', 'new-economy'])('asks at most twelve items of a %s', (category) => {
    expect(items(category)).toBeLessThanOrEqual(12);
    expect(items(category)).toBeGreaterThan(5);
  });

  it('covers every mechanism it is to cover', () => {
    const covered = new Set(Object.values(county.steps).flatMap((step) => step.mechanisms));
    const numbers = [...Array.from({ length: 16 }, (_, index) => index + 1), 18, 19, 20, 24, 25, 26, 27, 28, 29, 31];
    const wanted = [...numbers, 36, 37, 38, 39, 40].map((n) => `M${String(n).padStart(2, '0')}`);
    expect(wanted.filter((mechanism) => !covered.has(mechanism))).toEqual([]);
  });

  it('says everything in both languages', () => {
    for (const path of [
      'county-campaign/template.json',
      'county-campaign/check-sheets.json',
      'quick-request/template.json',
    ])
      expect(withoutBoth(read(path))).toEqual([]);
  });

  it('keeps its own policies in every category', () => {
    for (const category of Object.keys(county.categories))
      expect(complies(county.policies, county, category, { calendar })).toEqual([]);
  });

  it.each([
    ['county', county],
    ['quick request', quick],
  ])('gives the linter nothing to find in the %s template', (_name, template) => {
    expect(lintTemplate(template, { calendar })).toEqual([]);
  });

  it('would not let a life meeting be set before the campaign (M16)', () => {
    const wrong = structuredClone(county);
    for (const bound of Object.values(wrong.steps['branch-meeting']?.deadlines ?? {}))
      bound.anchor = { from: 'date', date: '2025-02-28' };
    const findings = lintTemplate(wrong, { calendar }).filter(({ severity }) => severity === 'error');
    expect(findings.map(({ path }) => path)).toContainEqual(
      expect.stringMatching(/^\/steps\/branch-meeting\/deadlines/),
    );
  });

  it('checks against steps that exist', () => {
    const sheets = read('county-campaign/check-sheets.json') as {
      criteria: Record<string, { questions: Record<string, { steps: string[] }> }>;
    };
    expect(Object.keys(sheets.criteria)).toHaveLength(4);
    const named = Object.values(sheets.criteria).flatMap(({ questions }) =>
      Object.values(questions).flatMap(({ steps }) => steps),
    );
    expect(named.filter((step) => !(step in county.steps))).toEqual([]);
  });
});

describe('the quick request', () => {
  it('is a template of one step', () => {
    expect(Object.keys(quick.steps)).toHaveLength(1);
  });
});

describe('the calendar of 2026', () => {
  it('agrees with the shipped one on every day', () => {
    const shipped = calendarFrom(cnCalendarData);
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10);
      expect([date, calendar.isWorkingDay(date)]).toEqual([date, shipped.isWorkingDay(date)]);
    }
  });
});
