/** Which changes of a plan cannot do without which others: nothing that is taken names what is not there. */
import type { Pointer } from '../adaptation/model.js';
import { elementNamed } from '../adaptation/references.js';
import { keysOf, valueAt } from '../adaptation/shape.js';
import { pointer } from '../findings.js';
import { referencesIn } from '../operations/references.js';
import type { Template } from '../template/document.js';

interface Change {
  id: string;
  places: readonly Pointer[];
}

const placesOf = (changes: readonly Change[]): ReadonlyMap<Pointer, string> =>
  new Map(changes.flatMap(({ id, places }) => places.map((place) => [place, id] as const)));

/** Finds the change in which a place lies. */
export function changeIn(changes: readonly Change[]): (path: Pointer) => string | undefined {
  const byPlace = placesOf(changes);
  return (path) => {
    const keys = keysOf(path);
    for (let depth = keys.length; depth > 0; depth -= 1) {
      const id = byPlace.get(pointer(...keys.slice(0, depth)));
      if (id !== undefined) return id;
    }
    return undefined;
  };
}

/**
 * By id of a change, the ids of those it needs: what names a new element needs the change that brings it; what takes an
 * element away needs those after which nothing names it any more.
 */
export function needsAmong(
  mine: Template,
  target: Template,
  changes: readonly Change[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byPlace = placesOf(changes);
  const changeOf = changeIn(changes);
  const needs = new Map<string, Set<string>>();
  const need = (id: string | undefined, needed: string | undefined): void => {
    if (id === undefined || needed === undefined || id === needed) return;
    needs.set(id, (needs.get(id) ?? new Set()).add(needed));
  };
  const missing = (template: Template, element: Pointer): boolean => valueAt(template, element) === undefined;
  for (const reference of referencesIn(target)) {
    const element = elementNamed(reference);
    if (element !== undefined && missing(mine, element)) need(changeOf(reference.path), byPlace.get(element));
  }
  for (const reference of referencesIn(mine)) {
    const element = elementNamed(reference);
    if (element !== undefined && missing(target, element)) need(byPlace.get(element), changeOf(reference.path));
  }
  return needs;
}
