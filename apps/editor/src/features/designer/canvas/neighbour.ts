import { CARD, type LaneLayout, type Point, type Template } from '@gangmu/core';
import type { Place } from '../session/session.js';

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

/**
 * What one comes to from a place of the drawing: cards lie around cards; left of the first is their phase, phases lie
 * above each other and have their first card at the right; an arrow has a step at either end. Nothing chosen: the first
 * card, without cards the first phase.
 */
export function placeAhead(
  { cards, lanes }: Pick<LaneLayout, 'cards' | 'lanes'>,
  edges: Template['edges'],
  from: Place | undefined,
  direction: Direction,
): Place | undefined {
  const [, map, id = ''] = from?.split('/') ?? [];
  const edge = map === 'edges' ? edges[id] : undefined;
  if (edge !== undefined) return `/steps/${direction === 'left' || direction === 'up' ? edge.from : edge.to}`;
  const lane = map === 'phases' ? lanes.findIndex(({ phase }) => phase === id) : -1;
  if (lane >= 0) {
    if (direction === 'left') return undefined;
    if (direction === 'right') return stepPlace(topLeft(new Map([...cards].filter(([, at]) => laneOf(at) === lane))));
    return phasePlace(lane + (direction === 'up' ? -1 : 1));
  }
  const step = neighbour(cards, map === 'steps' ? id : undefined, direction);
  if (step !== undefined) return stepPlace(step);
  const card = map === 'steps' ? cards.get(id) : undefined;
  if (card === undefined) return phasePlace(0);
  return direction === 'left' ? phasePlace(laneOf(card)) : undefined;

  function laneOf({ y }: Point): number {
    return lanes.findIndex((one) => y >= one.y && y < one.y + one.height);
  }
  function phasePlace(index: number): Place | undefined {
    return lanes[index] && `/phases/${lanes[index].phase}`;
  }
}

const stepPlace = (step: string | undefined): Place | undefined => step && `/steps/${step}`;

const topLeft = (cards: ReadonlyMap<string, Point>): string | undefined =>
  [...cards].toSorted(([, a], [, b]) => a.y - b.y || a.x - b.x)[0]?.[0];
