import { describe, expect, it } from '@jest/globals';
import { neighbour, placeAhead } from './neighbour.js';

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

describe('going through the drawing', () => {
  const lanes = [
    { phase: 'one', y: -20, height: 150 },
    { phase: 'empty', y: 130, height: 0 },
    { phase: 'two', y: 140, height: 130 },
  ];
  const edges = { ab: { from: 'a', to: 'b', kind: 'order' as const } };
  const go = (from: string | undefined, direction: Parameters<typeof placeAhead>[3]) =>
    placeAhead({ cards, lanes }, edges, from, direction);

  it('reaches every phase, also those without steps, and comes back', () => {
    expect(go('/steps/a', 'right')).toBe('/steps/b');
    expect(go('/steps/a', 'left')).toBe('/phases/one');
    expect(go('/steps/c', 'left')).toBe('/phases/two');
    expect(go('/phases/one', 'down')).toBe('/phases/empty');
    expect(go('/phases/empty', 'down')).toBe('/phases/two');
    expect(go('/phases/two', 'right')).toBe('/steps/c');
    expect(go('/phases/empty', 'right')).toBeUndefined();
    expect(go('/phases/one', 'up')).toBeUndefined();
    expect(go('/phases/one', 'left')).toBeUndefined();
    expect(go('/steps/b', 'right')).toBeUndefined();
  });

  it('comes from an arrow to its ends, and begins somewhere', () => {
    expect([go('/edges/ab', 'left'), go('/edges/ab', 'right')]).toEqual(['/steps/a', '/steps/b']);
    expect(go(undefined, 'down')).toBe('/steps/a');
    expect(placeAhead({ cards: new Map(), lanes }, {}, undefined, 'right')).toBe('/phases/one');
  });
});
