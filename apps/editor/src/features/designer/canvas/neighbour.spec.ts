import { describe, expect, it } from '@jest/globals';
import { neighbour } from './neighbour.js';

const cards = new Map([
  ['a', { x: 0, y: 0 }],
  ['b', { x: 300, y: 10 }],
  ['c', { x: 0, y: 150 }],
  ['d', { x: 300, y: 160 }],
]);

describe('going from card to card', () => {
  it('goes straight ahead rather than aslant', () => {
    expect(neighbour(cards, 'a', 'right')).toBe('b');
    expect(neighbour(cards, 'a', 'down')).toBe('c');
    expect(neighbour(cards, 'd', 'left')).toBe('c');
    expect(neighbour(cards, 'd', 'up')).toBe('b');
  });

  it('stops at the edge, and begins at the top left', () => {
    expect(neighbour(cards, 'a', 'up')).toBeUndefined();
    expect(neighbour(cards, undefined, 'right')).toBe('a');
    expect(neighbour(cards, 'gone', 'right')).toBe('a');
  });
});
