import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { templateOf } from './run.given.js';
import type { Values } from './model.js';
import { heldOn, validateValues } from './validate-values.js';

const title = { zh: '栏' };
const options = [
  { value: 'lecture', label: { zh: '辅导' } },
  { value: 'discussion', label: { zh: '研讨' } },
];
const step = (evidence: object, sensitive = false) => {
  const made = templateOf({ steps: { a: { evidence: evidence as never, sensitive } } }).steps['a'];
  if (!made) throw new Error('no step');
  return made;
};
const window = { earliest: '2025-09-01', latest: '2026-03-10' };
const check = (evidence: object, values: unknown, sensitive = false) => {
  const refusal = validateValues(step(evidence, sensitive), values as Values, window);
  return refusal && [refusal.code, refusal.path];
};

const heads = { type: 'head-count', title, minPresentPercent: 80 };
const sessions = {
  type: 'table',
  title,
  columns: {
    day: { title, type: 'date' },
    kind: { title, type: 'choice', options },
    hours: { title, type: 'number' },
    note: { title, type: 'text', required: false },
  },
  rules: [
    { of: 'distinct-days', column: 'day', min: 2 },
    { of: 'sum', column: 'hours', min: 5, filter: { column: 'kind', exclude: ['lecture'] } },
    { of: 'count', max: 3, filter: { column: 'kind', only: ['lecture'] } },
  ],
};
const row = (day: string, kind: string, hours: number) => ({ day, kind, hours });

describe('evidence', () => {
  it.each<[string, object, unknown, string | undefined, string?]>([
    ['a sane head-count', heads, { due: 10, present: 8, onLeave: 2 }, undefined],
    ['more present than due', heads, { due: 10, present: 11 }, 'evidence.head-count.present', '/present'],
    [
      'present and on leave above due',
      heads,
      { due: 10, present: 9, onLeave: 2 },
      'evidence.head-count.leave',
      '/onLeave',
    ],
    [
      'made up above those missing',
      heads,
      { due: 10, present: 9, madeUp: 2 },
      'evidence.head-count.made-up',
      '/madeUp',
    ],
    ['too few, made up included', heads, { due: 10, present: 6, madeUp: 1 }, 'evidence.head-count.too-few', '/present'],
    ['made up brings them over the share', heads, { due: 10, present: 6, madeUp: 2 }, undefined],
    ['half a person', heads, { due: 10, present: 8.5 }, 'evidence.head-count.count', '/present'],
    ['a head-count without due', heads, { present: 8 }, 'evidence.head-count.count', '/due'],
    ['a head-count with a name in it', heads, { due: 1, present: 1, who: 1 }, 'evidence.head-count.count', '/who'],
    ['a list as head-count', heads, [1, 2], 'evidence.head-count.shape', ''],
    ['a date', { type: 'date', title }, '2026-03-10', undefined],
    ['a date in the future', { type: 'date', title }, '2026-03-11', 'evidence.date.future', ''],
    ['a slip in the year', { type: 'date', title }, '2024-03-10', 'evidence.date.too-early', ''],
    ['a day that is none', { type: 'date', title }, '2026-02-30', 'evidence.date.shape', ''],
    ['a number', { type: 'number', title, min: 1, max: 5 }, 5, undefined],
    ['a number too small', { type: 'number', title, min: 1 }, 0, 'evidence.number.min', ''],
    ['a number too large', { type: 'number', title, max: 5 }, 6, 'evidence.number.max', ''],
    ['a fraction', { type: 'number', title }, 1.5, 'evidence.number.integer', ''],
    ['no number', { type: 'number', title }, Number.NaN, 'evidence.number.shape', ''],
    ['a short text, counted in characters', { type: 'text', title, minLength: 3 }, '学习', 'evidence.text.short', ''],
    ['a long text', { type: 'text', title, maxLength: 2 }, '学习好', 'evidence.text.long', ''],
    ['a choice', { type: 'choice', title, options }, 'lecture', undefined],
    ['a choice that is none', { type: 'choice', title, options }, 'toString', 'evidence.choice.unknown', ''],
    ['several where one is asked', { type: 'choice', title, options }, ['lecture'], 'evidence.choice.shape', ''],
    [
      'one twice',
      { type: 'choice', title, options, multiple: true },
      ['lecture', 'lecture'],
      'evidence.choice.repeated',
      '',
    ],
    ['too few files', { type: 'file', title, min: 2 }, ['a'], 'evidence.files.few', ''],
    ['too many photos', { type: 'photo', title, max: 1 }, ['a', 'b'], 'evidence.files.many', ''],
    ['a file twice', { type: 'file', title }, ['a', 'a'], 'evidence.files.repeated', ''],
    ['files that are none', { type: 'file', title }, [{}], 'evidence.files.shape', ''],
    ['nothing where something is asked', { type: 'text', title }, '  ', 'evidence.missing', ''],
    ['nothing where nothing is asked', { type: 'text', title, required: false }, undefined, undefined],
  ])('%s', (_name, evidence, value, code, path = '') => {
    const values = value === undefined ? {} : { a: value };
    expect(check({ a: evidence }, values)).toEqual(code === undefined ? undefined : [code, `/values/a${path}`]);
  });

  it('counts sums, rows and distinct days over what a filter keeps', () => {
    const good = [row('2026-03-02', 'discussion', 3), row('2026-03-03', 'discussion', 2)];
    const at = (rows: unknown) => check({ a: sessions }, { a: rows });
    expect(at(good)).toBeUndefined();
    expect(at([row('2026-03-02', 'discussion', 6)])).toEqual(['evidence.table.min', '/values/a']);
    expect(at([row('2026-03-02', 'discussion', 3), row('2026-03-03', 'lecture', 9)])).toEqual([
      'evidence.table.min',
      '/values/a',
    ]);
    const lectures = Array.from({ length: 4 }, () => row('2026-03-04', 'lecture', 1));
    expect(at([...good, ...lectures])).toEqual(['evidence.table.max', '/values/a']);
  });

  it('names the cell', () => {
    const at = (cells: object) => check({ a: sessions }, { a: [{ ...row('2026-03-02', 'discussion', 6), ...cells }] });
    expect(at({ day: 'tomorrow' })).toEqual(['evidence.date.shape', '/values/a/0/day']);
    expect(at({ hours: '6' })).toEqual(['evidence.number.shape', '/values/a/0/hours']);
    expect(at({ kind: null })).toEqual(['evidence.table.cell', '/values/a/0/kind']);
    expect(at({ secret: 'x' })).toEqual(['evidence.unknown', '/values/a/0/secret']);
    expect(check({ a: sessions }, { a: [null] })).toEqual(['evidence.table.shape', '/values/a']);
  });

  it('takes no text and no file in a sensitive step, and does not miss them', () => {
    const evidence = {
      note: { type: 'text', title },
      sheet: { type: 'file', title },
      talks: { type: 'number', title },
    };
    expect(check(evidence, { talks: 3 }, true)).toBeUndefined();
    expect(check(evidence, { talks: 3, note: '批评意见' }, true)).toEqual(['evidence.sensitive', '/values/note']);
    expect(check(evidence, { talks: 3, sheet: ['a'] }, true)).toEqual(['evidence.sensitive', '/values/sheet']);
    const rows = [{ ...row('2026-03-02', 'discussion', 6), note: '发言' }];
    expect(check({ a: sessions }, { a: rows }, true)).toEqual(['evidence.sensitive', '/values/a/0/note']);
  });

  it('refuses fields nobody asked for, hostile names included', () => {
    expect(check({}, JSON.parse('{"__proto__":{"x":1}}'))).toEqual(['evidence.unknown', '/values/__proto__']);
    expect(check({}, { constructor: 1 })).toEqual(['evidence.unknown', '/values/constructor']);
    expect(check({}, null)).toEqual(['evidence.shape', '/values']);
  });

  it('answers, and never throws, whatever is handed in', () => {
    const all = step({
      heads,
      sessions,
      when: { type: 'date', title },
      n: { type: 'number', title },
      text: { type: 'text', title },
      pick: { type: 'choice', title, options },
      file: { type: 'file', title },
    });
    const keys = fc.constantFrom('heads', 'sessions', 'when', 'n', 'text', 'pick', 'file', 'other');
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue({ maxDepth: 4 })), (values) => {
        const refusal = validateValues(all, values as Values, window);
        expect(refusal === undefined || refusal.path.startsWith('/values')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('was held on the latest of its dates', () => {
    const two = step({ from: { type: 'date', title }, to: { type: 'date', title } });
    expect(heldOn(two, { from: '2026-03-02', to: '2026-03-04' })).toBe('2026-03-04');
    expect(heldOn(two, {})).toBeUndefined();
  });
});
