import { describe, expect, it } from '@jest/globals';
import { between, chance } from './chance.js';

describe('chance', () => {
  it('is a function of its key alone', () => {
    const first = chance(7, 'unit-1', 'item', 0);
    chance(8, 'something else');
    expect(chance(7, 'unit-1', 'item', 0)).toBe(first);
    expect(chance(8, 'unit-1', 'item', 0)).not.toBe(first);
  });

  it('tells parts apart that join to the same text', () => {
    expect(chance('ab', 'c')).not.toBe(chance('a', 'bc'));
  });

  it('is spread evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i++) tenths[Math.floor(chance('spread', i) * 10)]! += 1;
    for (const count of tenths) expect(count).toBeGreaterThan(850);
    for (const count of tenths) expect(count).toBeLessThan(1150);
  });

  it('reaches both ends of a range', () => {
    const seen = new Set(Array.from({ length: 500 }, (_, i) => between(2, 5, 'r', i)));
    expect([...seen].sort()).toEqual([2, 3, 4, 5]);
  });
});
