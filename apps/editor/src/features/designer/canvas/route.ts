import { CARD, CARD_GAP, type Point } from '@gangmu/core';

/** Room beside a card before an arrow turns. */
const OUT = CARD_GAP.x / 2;
const RADIUS = 8;

/**
 * The way of an arrow: out of a card, through the gaps between columns and rows, into the other; never behind a card
 * that stands where cards stand by themselves. Answers with the corners, ends included.
 */
export function corners(from: Point, to: Point): Point[] {
  const near = to.x - from.x > 0 && to.x - from.x <= CARD_GAP.x + CARD.width / 2;
  if (near && Math.abs(to.y - from.y) < 2) return [from, to];
  const out = from.x + OUT;
  const into = to.x - OUT;
  if (near) {
    const middle = (from.x + to.x) / 2;
    return [from, { x: middle, y: from.y }, { x: middle, y: to.y }, to];
  }
  // Along the gap under the row, or over it when the other card stands higher.
  const gap = from.y + (to.y < from.y - 2 ? -1 : 1) * (CARD.height / 2 + CARD_GAP.y / 2);
  return [from, { x: out, y: from.y }, { x: out, y: gap }, { x: into, y: gap }, { x: into, y: to.y }, to];
}

/** The corners as an SVG path with rounded turns. */
export function rounded(points: readonly Point[]): string {
  const [first] = points;
  if (first === undefined) return '';
  let path = `M${first.x},${first.y}`;
  for (let index = 1; index < points.length; index += 1) {
    const before = points[index - 1];
    const corner = points[index];
    const after = points[index + 1];
    if (before === undefined || corner === undefined) continue;
    if (after === undefined) {
      path += `L${corner.x},${corner.y}`;
      continue;
    }
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    const start = towards(corner, before, radius);
    const end = towards(corner, after, radius);
    path += `L${start.x},${start.y}Q${corner.x},${corner.y} ${end.x},${end.y}`;
  }
  return path;
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);
const towards = (from: Point, to: Point, by: number): Point => {
  const length = distance(from, to);
  return length === 0
    ? from
    : { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
};
