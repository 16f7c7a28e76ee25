import { describe, expect, it } from '@jest/globals';
import { dictionaries } from './words.js';

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe('words', () => {
  it('has the same keys in both languages', () => {
    expect(Object.keys(dictionaries.en).toSorted()).toEqual(Object.keys(dictionaries.zh).toSorted());
  });

  it('has the same placeholders in both languages, and no empty word', () => {
    for (const [key, zh] of Object.entries(dictionaries.zh)) {
      const en = Object.entries(dictionaries.en).find(([name]) => name === key)?.[1] ?? '';
      expect([key, placeholders(en)]).toEqual([key, placeholders(zh)]);
      expect(zh.trim()).not.toBe('');
      expect(en.trim()).not.toBe('');
    }
  });

  it('writes English without Chinese characters', () => {
    const mixed = Object.entries(dictionaries.en).filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(mixed).toEqual([]);
  });
});
