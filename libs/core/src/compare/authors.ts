import type { Pointer } from '../adaptation/model.js';
import { equal, valueAt } from '../adaptation/shape.js';
import type { Template } from '../template/document.js';

/** What somebody left behind; `by` is whatever names them. */
export interface LeftBy<By> {
  template: Template;
  by: By;
}

/**
 * Who changed each of these places on the way from `before` through all that was left behind, oldest first; the last
 * one first. A place nobody is known to have touched is missing.
 */
export function authorsOf<By>(
  before: Template,
  left: readonly LeftBy<By>[],
  paths: readonly Pointer[],
): Map<Pointer, By[]> {
  const authors = new Map<Pointer, By[]>();
  for (const path of new Set(paths)) {
    let value = valueAt(before, path);
    for (const { template, by } of left) {
      const next = valueAt(template, path);
      if (!equal(value, next)) authors.set(path, [by, ...(authors.get(path) ?? []).filter((one) => one !== by)]);
      value = next;
    }
  }
  return authors;
}
