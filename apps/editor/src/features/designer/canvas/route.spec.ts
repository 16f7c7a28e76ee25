import { describe, expect, it } from '@jest/globals';
import { CARD, CARD_GAP } from '@gangmu/core';
import { corners, rounded } from './route.js';

const row = CARD.height + CARD_GAP.y;
const column = CARD.width + CARD_GAP.x;

describe('the way of an arrow', () => {
  it('is straight to the next card', () => {
    expect(corners({ x: 0, y: 0 }, { x: CARD_GAP.x, y: 0 })).toHaveLength(2);
  });

  it('goes between rows to a card further on, behind none of those between', () => {
    const way = corners({ x: 0, y: 0 }, { x: CARD_GAP.x + 2 * column, y: 0 });
    const along = way.slice(2, 4).map(({ y }) => y);
    expect(along).toEqual([CARD.height / 2 + CARD_GAP.y / 2, CARD.height / 2 + CARD_GAP.y / 2]);
  });

  it('turns up for a card that stands higher', () => {
    expect(corners({ x: 0, y: 2 * row }, { x: 2 * column, y: 0 })[2]!.y).toBeLessThan(2 * row);
  });

  it('is drawn with rounded corners, and ends where it should', () => {
    const path = rounded(corners({ x: 0, y: 0 }, { x: CARD_GAP.x, y: row }));
    expect(path.startsWith('M0,0L')).toBe(true);
    expect(path.endsWith(`L${CARD_GAP.x},${row}`)).toBe(true);
    expect(path.match(/Q/g)).toHaveLength(2);
  });
});
