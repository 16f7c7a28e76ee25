import { CARD, type Point } from '@gangmu/core';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Cards that lie aside count as further away than those straight ahead. */
const ASIDE = 2.5;

/** The card one comes to when going from a card in a direction; undefined at the edge. */
export function neighbour(
  cards: ReadonlyMap<string, Point>,
  from: string | undefined,
  direction: Direction,
): string | undefined {
  const start = from === undefined ? undefined : cards.get(from);
  if (start === undefined) return topLeft(cards);
  let best: string | undefined;
  let least = Infinity;
  for (const [id, { x, y }] of cards) {
    if (id === from) continue;
    const dx = x - start.x;
    const dy = y - start.y;
    const [ahead, aside] =
      direction === 'right' ? [dx, dy] : direction === 'left' ? [-dx, dy] : direction === 'down' ? [dy, dx] : [-dy, dx];
    // What overlaps on the way is not ahead: a card a few pixels lower is still beside.
    const beside = direction === 'left' || direction === 'right' ? CARD.width / 2 : CARD.height / 2;
    if (ahead < beside) continue;
    const distance = ahead + Math.abs(aside) * ASIDE;
    if (distance < least) {
      least = distance;
      best = id;
    }
  }
  return best;
}

const topLeft = (cards: ReadonlyMap<string, Point>): string | undefined =>
  [...cards].toSorted(([, a], [, b]) => a.y - b.y || a.x - b.x)[0]?.[0];
