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
 * Where one of them is `fixed`, none is: then any fraction will do, and where siblings share a number there is no room
 * between them, so that the nearest place behind is taken.
 */
export function placedBefore(
  siblings: readonly [string, { order?: number }][],
  ids: readonly string[],
  before: string | null | undefined,
  fixed: (id: string) => boolean = () => false,
): Map<string, number> {
  const moving = new Set(ids);
  const others = siblings.filter(([id]) => !moving.has(id)).map(([id, { order }]) => ({ id, order: order ?? 0 }));
  const found = others.findIndex(({ id }) => id === before);
  const at = found === -1 ? others.length : found;
  const between = ordersBetween(others, at, ids);
  // Repeated halving leaves numbers nobody wants to read, and in the end no room at all.
  if (between && (at === others.length || [...between.values()].every((order) => Number.isInteger(order * 1024))))
    return between;
  if (others.some(({ id }) => fixed(id))) {
    for (let place = at; place <= others.length; place += 1) {
      const room = ordersBetween(others, place, ids);
      if (room) return room;
    }
  }
  const all = [...others.slice(0, at).map(({ id }) => id), ...ids, ...others.slice(at).map(({ id }) => id)];
  return new Map(all.map((id, i) => [id, i + 1]));
}

/** Orders between a place's neighbours, or null where no number lies between theirs. */
function ordersBetween(
  others: readonly { order: number }[],
  at: number,
  ids: readonly string[],
): Map<string, number> | null {
  const low = others[at - 1]?.order ?? (others[at]?.order ?? 0) - ids.length - 1;
  const high = others[at]?.order;
  if (high === undefined) {
    const start = at === 0 ? 0 : Math.floor(low);
    return new Map(ids.map((id, i) => [id, start + i + 1]));
  }
  const gap = (high - low) / (ids.length + 1);
  const orders = ids.map((_, i) => low + gap * (i + 1));
  return orders.every((order, i) => order > (orders[i - 1] ?? low) && order < high)
    ? new Map(ids.map((id, i) => [id, orders[i] ?? low]))
    : null;
}

/** The same for steps of a phase: what hangs at an extension point leaves the steps around it as they are. */
export const stepsPlaced = (
  template: Template,
  phase: string,
  ids: readonly string[],
  before: string | null | undefined,
  local: boolean,
): Map<string, number> =>
  placedBefore(stepsOf(template, phase), ids, before, (id) => local && template.steps[id]?.hangsAt === undefined);

/** The edits that give elements of a map their orders; those that have them already are left alone. */
export const orderEdits = (
  orders: ReadonlyMap<string, number>,
  map: Readonly<Record<string, { order?: number }>>,
  ...at: string[]
): Edit[] =>
  [...orders].flatMap(([id, order]) =>
    map[id] && map[id].order !== order ? [set(pointer(...at, id, 'order'), order)] : [],
  );
