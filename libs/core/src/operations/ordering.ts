/** Order is a field: what comes before what, and which edits put an element at its place. */
import { pointer } from '../findings.js';
import type { Step, Template } from '../template/document.js';
import { type Edit, set } from './operation.js';

/** Elements of a map in their order; equal orders keep the order in which they stand. */
export const inOrder = <T extends { order?: number }>(map: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(map).toSorted(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0));

/** The steps of a phase, in their order. */
export const stepsOf = (template: Template, phase: string): [string, Step][] =>
  inOrder(Object.fromEntries(Object.entries(template.steps).filter(([, step]) => step.phase === phase)));

/**
 * Orders for `ids` so that they stand, in the order given, before the sibling `before` (at the end where null or
 * unknown). Siblings keep their numbers where there is room between two; only otherwise is everything numbered anew.
 */
export function placedBefore(
  siblings: readonly [string, { order?: number }][],
  ids: readonly string[],
  before: string | null | undefined,
): Map<string, number> {
  const moving = new Set(ids);
  const others = siblings.filter(([id]) => !moving.has(id)).map(([id, { order }]) => ({ id, order: order ?? 0 }));
  const found = others.findIndex(({ id }) => id === before);
  const at = found === -1 ? others.length : found;
  const low = others[at - 1]?.order ?? (others[at]?.order ?? 0) - ids.length - 1;
  const high = others[at]?.order;
  if (high === undefined) {
    const start = at === 0 ? 0 : Math.floor(low);
    return new Map(ids.map((id, i) => [id, start + i + 1]));
  }
  const gap = (high - low) / (ids.length + 1);
  const between = ids.map((id, i): [string, number] => [id, low + gap * (i + 1)]);
  // Repeated halving leaves numbers nobody wants to read, and in the end no room at all.
  const room = gap > 0 && between.every(([, order]) => order > low && order < high && Number.isInteger(order * 1024));
  if (room) return new Map(between);
  const all = [...others.slice(0, at).map(({ id }) => id), ...ids, ...others.slice(at).map(({ id }) => id)];
  return new Map(all.map((id, i) => [id, i + 1]));
}

/** The edits that give elements of a map their orders; those that have them already are left alone. */
export const orderEdits = (
  orders: ReadonlyMap<string, number>,
  map: Readonly<Record<string, { order?: number }>>,
  ...at: string[]
): Edit[] =>
  [...orders].flatMap(([id, order]) =>
    map[id] && map[id].order !== order ? [set(pointer(...at, id, 'order'), order)] : [],
  );
