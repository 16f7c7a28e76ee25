/** Writing at places of a template, with everything else shared. */
import type { Template } from '../template/document.js';
import type { Pointer } from './model.js';
import { isNode, keysOf, valueAt, within } from './shape.js';

function written(node: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const next: Record<string, unknown> = isNode(node) ? { ...node } : {};
  const inner = written(Object.hasOwn(next, key) ? next[key] : undefined, rest, value);
  if (inner === undefined) delete next[key];
  else next[key] = inner;
  return next;
}

/** The template with another value at a place; `undefined` takes away what stands there. */
export function withValue(template: Template, path: Pointer, value: unknown): Template {
  const keys = keysOf(path);
  const owner = valueAt(template, path.slice(0, path.lastIndexOf('/')));
  // Nothing is put into what is not there, and nothing taken out of it.
  if (keys.length === 0 || !isNode(owner) || owner[keys.at(-1) ?? ''] === value) return template;
  return written(template, keys, value) as Template;
}

/** The template with places as another one has them. */
export const asIn = (template: Template, other: Template, places: Iterable<Pointer>): Template => {
  let next = template;
  for (const place of places) next = withValue(next, place, valueAt(other, place));
  return next;
};

/** The element of the template that a place lies in: a step, a phase, a role …; the place itself at the top. */
export const elementOf = (path: Pointer): Pointer => path.split('/').slice(0, 3).join('/');

/** Whether two places have to do with each other: one lies within the other. */
export const touches = (a: Pointer, b: Pointer): boolean => within(a, b) || within(b, a);
