import { describe, expect, it } from '@jest/globals';
import { categoryNamed, categoryTitle, knownCategories } from './known-categories.js';

describe('categories of units', () => {
  it('are known by their code and by every name that lists of units give them', () => {
    for (const { id, title, also } of knownCategories) {
      expect(categoryTitle(id)).toEqual(title);
      for (const name of [title.zh, ...also]) expect(categoryNamed(name)).toBe(id);
    }
    const names = knownCategories.flatMap(({ title, also }) => [title.zh, ...also]);
    expect(new Set(names).size).toBe(names.length);
  });
  it('of an organisation’s own are said as they were written', () => {
    expect(categoryTitle('brigade')).toEqual({ zh: 'brigade' });
    expect(categoryNamed('生产队')).toBeUndefined();
  });
});
