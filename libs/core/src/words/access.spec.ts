import { describe, expect, it } from '@jest/globals';
import { accessWords } from './access.js';

const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();

describe('words of access', () => {
  it('exist in both languages, with the same parameters', () => {
    const { zh, en } = accessWords as { zh: Record<string, string>; en: Record<string, string> };
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const code of Object.keys(zh)) expect([code, places(en[code] ?? '')]).toEqual([code, places(zh[code] ?? '')]);
  });
});
