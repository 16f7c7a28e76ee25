import { describe, expect, it } from '@jest/globals';
import { spansOf } from './calendar-spans.js';

describe('years as spans', () => {
  it('joins neighbours, in order', () => {
    expect(spansOf([2027, 2004, 2005, 2006])).toEqual(['2004–2006', '2027']);
    expect(spansOf([])).toEqual([]);
  });
});
