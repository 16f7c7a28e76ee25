import { CARD, CARD_GAP, type Point } from '@gangmu/core';

export const ARRANGEMENTS = ['left', 'top', 'right', 'bottom', 'columns', 'rows'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/**
 * Lines cards up at an edge, or spreads them evenly: `columns` side by side with the same gaps, `rows` one below the
 * other. Positions in and out are those of the canvas.
 */
export function arrange(cards: ReadonlyMap<string, Point>, how: Arrangement): Map<string, Point> {
  const entries = [...cards];
  if (entries.length < 2) return new Map(cards);
  const xs = entries.map(([, { x }]) => x);
  const ys = entries.map(([, { y }]) => y);
  switch (how) {
    case 'left':
      return new Map(entries.map(([id, { y }]) => [id, { x: Math.min(...xs), y }]));
    case 'right':
      return new Map(entries.map(([id, { y }]) => [id, { x: Math.max(...xs), y }]));
    case 'top':
      return new Map(entries.map(([id, { x }]) => [id, { x, y: Math.min(...ys) }]));
    case 'bottom':
      return new Map(entries.map(([id, { x }]) => [id, { x, y: Math.max(...ys) }]));
    case 'columns':
      return spread(entries, 'x', CARD.width + CARD_GAP.x);
    case 'rows':
      return spread(entries, 'y', CARD.height + CARD_GAP.y);
  }
}

/** Evenly from the first to the last; no closer than cards stand by themselves. */
function spread(entries: [string, Point][], axis: 'x' | 'y', least: number): Map<string, Point> {
  const sorted = entries.toSorted(([, a], [, b]) => a[axis] - b[axis]);
  const first = sorted[0]?.[1][axis] ?? 0;
  const last = sorted.at(-1)?.[1][axis] ?? first;
  const gap = Math.max(least, (last - first) / (sorted.length - 1));
  return new Map(sorted.map(([id, point], index) => [id, { ...point, [axis]: Math.round(first + index * gap) }]));
}
