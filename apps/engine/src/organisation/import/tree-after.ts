/** The tree as it is after an import. */
import { pathBelow, type UnitPath } from '@gangmu/core';
import type { CurrentUnit } from './organisation-plan.js';

/** The tree after the import, by code. Paths of units in a loop, or below an unknown parent, stay undefined. */
export function placesAfter(
  units: ReadonlyMap<string, CurrentUnit>,
  newParents: ReadonlyMap<string, CurrentUnit>,
): Map<string, UnitPath> {
  const places = new Map<string, UnitPath>();
  const find = (code: string): CurrentUnit | undefined => newParents.get(code) ?? units.get(code);
  for (const code of new Set([...units.keys(), ...newParents.keys()])) {
    const way: CurrentUnit[] = [];
    const seen = new Set<string>();
    let at: string | null = code;
    let above: UnitPath | undefined = '';
    while (at !== null) {
      const known = places.get(at);
      if (known !== undefined) {
        above = known;
        break;
      }
      const unit = find(at);
      if (unit === undefined || seen.has(at)) {
        above = undefined;
        break;
      }
      seen.add(at);
      way.push(unit);
      at = unit.parentCode;
    }
    if (above === undefined) continue;
    for (const unit of way.toReversed()) {
      above = pathBelow(above, unit.id);
      places.set(unit.code, above);
    }
  }
  return places;
}

/** Whether following the parents from a unit comes back to it. */
export function inLoop(
  code: string,
  after: ReadonlyMap<string, CurrentUnit>,
  before: ReadonlyMap<string, CurrentUnit>,
): boolean {
  const seen = new Set<string>();
  let at: string | null | undefined = code;
  while (at !== null && at !== undefined && !seen.has(at)) {
    seen.add(at);
    at = (after.get(at) ?? before.get(at))?.parentCode;
    if (at === code) return true;
  }
  return false;
}
