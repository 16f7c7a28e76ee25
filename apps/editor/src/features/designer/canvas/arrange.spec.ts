import { describe, expect, it } from '@jest/globals';
import { arrange } from './arrange.js';

const cards = new Map([
  ['a', { x: 10, y: 0 }],
  ['b', { x: 700, y: 40 }],
  ['c', { x: 100, y: 20 }],
]);

describe('arranging cards', () => {
  it('lines them up at an edge', () => {
    expect([...arrange(cards, 'left').values()].map(({ x }) => x)).toEqual([10, 10, 10]);
    expect([...arrange(cards, 'bottom').values()].map(({ y }) => y)).toEqual([40, 40, 40]);
  });

  it('spreads them evenly between the outermost', () => {
    expect(arrange(cards, 'columns')).toEqual(
      new Map([
        ['a', { x: 10, y: 0 }],
        ['c', { x: 355, y: 20 }],
        ['b', { x: 700, y: 40 }],
      ]),
    );
  });

  it('never pushes cards into each other', () => {
    const rows = [...arrange(cards, 'rows').values()].map(({ y }) => y);
    expect(rows).toEqual([0, 120, 240]);
  });

  it('leaves a single card alone', () => {
    const one = new Map([['a', { x: 1, y: 2 }]]);
    expect(arrange(one, 'left')).toEqual(one);
  });
});
