/** Places of a template: JSON pointers, what stands at them, and the edits that put something there. */
import { type Edit, pointer } from '@gangmu/core';
import { randomId } from '../../../platform/random-id.js';

export { keysOf, valueAt } from '@gangmu/core';

/** The place of a key below another place. */
export const below = (path: string, ...keys: (string | number)[]): string => path + pointer(...keys);

/** Whether `inner` is `outer` or lies within it. */
export const within = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(`${outer}/`);

export const put = (path: string, value: unknown): Edit => ({ op: 'set', path, value });
export const drop = (path: string): Edit => ({ op: 'remove', path });

/** An id that nothing in the map has: random, so that it is never used twice in the life of a template. */
export function freshId(prefix: string, taken: object = {}): string {
  for (;;) {
    const tail = randomId()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 6);
    const id = `${prefix}-${tail}`;
    if (tail.length === 6 && !Object.hasOwn(taken, id)) return id;
  }
}

type Ordered = Record<string, { order?: number | undefined }>;

/** The ids of a map in the order people see; what has the same order stays as it was written. */
export const inOrder = (map: Ordered): string[] =>
  Object.entries(map)
    .toSorted(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))
    .map(([id]) => id);

/** The order a new last element gets. */
export const nextOrder = (map: Ordered): number =>
  Math.max(0, ...Object.values(map).map(({ order }) => Math.floor(order ?? 0))) + 1;

/** The edits that move an element of the map at `path` by so many places; those that stay keep their number. */
export function moveEdits(path: string, map: Ordered, id: string, by: number): Edit[] {
  const ids = inOrder(map);
  const from = ids.indexOf(id);
  const to = Math.min(Math.max(from + by, 0), ids.length - 1);
  if (from < 0 || from === to) return [];
  ids.splice(to, 0, ...ids.splice(from, 1));
  return ids.flatMap((each, index) =>
    map[each]?.order === index + 1 ? [] : [put(below(path, each, 'order'), index + 1)],
  );
}
