import { describe, expect, it } from '@jest/globals';
import { type AdoptionLine, asReminder, countsOf, matching, remindedAtOnce, standingOf } from './rows.js';

const line = (code: string, rest: Partial<AdoptionLine>): AdoptionLine => ({
  design: code,
  unit: { id: code, code, name: { zh: `${code}镇`, en: `${code} Town` }, path: code, category: 'township' },
  above: 'root',
  state: 'current',
  takeover: 'ask',
  number: 1,
  publishedAt: 0,
  onNumber: 1,
  newestNumber: 2,
  waitingSince: null,
  remindedAt: null,
  declinedAt: null,
  update: null,
  recheck: null,
  tightenings: 0,
  ...rest,
});
const lines = [
  line('T01', {}),
  line('T02', { state: 'pending', update: { state: 'decisions', conflicts: 2, reasons: [] } }),
  line('T03', { state: 'pending' }),
  line('T04', { state: 'new', number: null }),
  line('T05', { state: 'none', number: null, design: null }),
];

describe('the adoption board', () => {
  it('tells apart what an update means, and that nobody has worked it out yet', () => {
    expect(lines.map(standingOf)).toEqual(['current', 'decisions', 'waiting', 'new', 'none']);
    expect(countsOf(lines)).toMatchObject({ current: 1, decisions: 1, waiting: 1, new: 1, none: 1, refused: 0 });
  });

  it('is filtered by standing, by who is waited for, and by name in either language', () => {
    const found = (standing: 'waited' | 'all' | 'new', q = ''): string[] =>
      matching(lines, { standing, q }).map(({ unit }) => unit.code);
    expect(found('waited')).toEqual(['T02', 'T03']);
    expect(found('new')).toEqual(['T04']);
    expect(found('all', 't03 town')).toEqual(['T03']);
    expect(found('waited', 'T01')).toEqual([]);
  });

  it('reminds those picked, else all waited for; of adapting only those that are looked at and have not declined', () => {
    const board = [...lines, line('T06', { state: 'none', design: null, declinedAt: 5 })];
    const codes = (picked: string[], standing: 'all' | 'none'): string[] =>
      remindedAtOnce(matching(board, { standing, q: '' }), new Set(picked), standing).map(({ unit }) => unit.code);
    expect(codes([], 'all')).toEqual(['T02', 'T03']);
    expect(codes([], 'none')).toEqual(['T05']);
    expect(codes(['T01', 'T02', 'T05'], 'all')).toEqual(['T02', 'T05']);
    expect(codes(['T02', 'T06'], 'none')).toEqual(['T06']);
    expect(asReminder(remindedAtOnce(board, new Set(['T02', 'T05']), 'all'))).toEqual({
      designs: ['T02'],
      units: ['T05'],
    });
  });
});
