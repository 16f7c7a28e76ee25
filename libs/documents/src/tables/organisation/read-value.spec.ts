import { describe, expect, it } from '@jest/globals';
import { readCount, readDate, readScope } from './read-value.js';

describe('values as people type them', () => {
  it('takes dates in every usual form', () => {
    for (const text of ['2026-03-01', '2026/3/1', '2026.3.1', '20260301', '2026年3月1日', '２０２６-０３-０１'])
      expect(readDate(text)).toEqual({ ok: true, value: '2026-03-01' });
    for (const text of ['2026-13-01', '2025-02-29', 'soon', '0000-01-01']) expect(readDate(text).ok).toBe(false);
  });
  it('takes counts with separators', () => {
    expect(readCount('1,234')).toEqual({ ok: true, value: 1234 });
    expect(readCount('1.5').ok).toBe(false);
  });
  it('takes scopes in words or as codes', () => {
    expect(readScope('')).toEqual({ scope: 'subtree' });
    expect(readScope('本单位')).toEqual({ scope: 'unit' });
    expect(readScope('A；B; A')).toEqual({ scope: 'named', codes: ['A', 'B'] });
  });
});
