import type { Point } from '@gangmu/core';

export interface Size {
  width: number;
  height: number;
}

/** Room left around what is brought into view. */
const MARGIN = 24;

/**
 * How far the drawing must move, in pixels of the window, so that a card is seen whole: inside the window and not beneath
 * the overview in its bottom right corner (of no size where it is not shown).
 */
export function intoView(card: Point & Size, room: Size, overview: Size): Point {
  const along = (start: number, length: number, end: number): number =>
    start < MARGIN ? MARGIN - start : Math.min(0, end - MARGIN - (start + length));
  const x = along(card.x, card.width, room.width);
  const y = along(card.y, card.height, room.height);
  const hidden =
    overview.height > 0 &&
    card.x + x + card.width > room.width - MARGIN - overview.width &&
    card.y + y + card.height > room.height - MARGIN - overview.height;
  // Up beside it rather than to the left: a column of cards stays where the eye has it.
  return { x, y: hidden ? along(card.y, card.height, room.height - MARGIN - overview.height) : y };
}
