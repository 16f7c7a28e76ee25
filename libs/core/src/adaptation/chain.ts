/** From the county down: every level's difference on the effective template of the level above. */
import type { Finding } from '../findings.js';
import type { Template } from '../template/document.js';
import { applyDifference } from './apply.js';
import type { Level, Pointer } from './model.js';

export interface EffectiveChain {
  /** What applies after every level. */
  template: Template;
  /** The unit that last changed a place or what it lies in; null where it stands as the root has it. */
  setBy: (path: Pointer) => string | null;
  /** Units that changed this place, what it lies in, or something within it; from the top. */
  changedBy: (path: Pointer) => string[];
  /** Steps that a level added, with the unit that did. */
  localSteps: ReadonlyMap<string, string>;
  /** Changes that had no place, with the unit they come from in `params.unit`. */
  findings: Finding[];
}

const outerPlaces = (path: Pointer): Pointer[] => {
  const places: Pointer[] = [];
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) places.push(path.slice(0, end));
  return places;
};

/**
 * The effective template after all levels, from the top down. With `unit`, a level of that very unit that applies only
 * below it is left out.
 */
export function effectiveChain(root: Template, levels: readonly Level[], unit?: string): EffectiveChain {
  const setters = new Map<Pointer, string>();
  const inner = new Map<Pointer, string[]>();
  const localSteps = new Map<string, string>();
  const findings: Finding[] = [];
  let template = root;
  for (const level of levels) {
    if (level.applies === 'below' && level.unit === unit) continue;
    const next = applyDifference(template, level.difference);
    findings.push(...next.findings.map((one) => ({ ...one, params: { ...one.params, unit: level.unit } })));
    for (const [path, change] of Object.entries(level.difference)) {
      // What a level adds or replaces whole is its own, whatever stood within it before.
      setters.set(path, level.unit);
      for (const place of outerPlaces(path)) {
        const units = inner.get(place) ?? [];
        if (units.at(-1) !== level.unit) inner.set(place, [...units, level.unit]);
      }
      const [, map, id, ...rest] = path.split('/');
      if (map !== 'steps' || id === undefined || rest.length > 0) continue;
      if (change.op === 'add') localSteps.set(id, level.unit);
      else if (change.op === 'remove') localSteps.delete(id);
    }
    template = next.template;
  }
  const order = new Map(levels.map((level, index) => [level.unit, index]));
  return {
    template,
    localSteps,
    findings,
    setBy(path) {
      let last: string | null = null;
      for (const place of outerPlaces(path)) {
        const by = setters.get(place);
        if (by !== undefined && (last === null || (order.get(by) ?? -1) > (order.get(last) ?? -1))) last = by;
      }
      return last;
    },
    changedBy(path) {
      const units = new Set(inner.get(path));
      for (const place of outerPlaces(path)) {
        const by = setters.get(place);
        if (by !== undefined) units.add(by);
      }
      return [...units].toSorted((a, b) => (order.get(a) ?? -1) - (order.get(b) ?? -1));
    },
  };
}
