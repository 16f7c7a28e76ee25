/**
 * Who may loosen a lock: the highest level that locks the place, or one above it. A level that raises what it found
 * locked may give leave from nothing but its own.
 */
import { pointer } from '../findings.js';
import type { Template } from '../template/document.js';
import { lockAt, type PlaceLock, variancePlace } from './lock.js';
import { isElementOf, missingElement, type PlaceRule, ruleAt } from './mandate-table.js';
import type { Grant, Pointer } from './model.js';
import { DECIDING } from './refine-references.js';
import { isNode, keysOf, partOf, shapeAt, templateShape, valueAt } from './shape.js';

/** A level from the root down, with what holds for those below it. */
export interface LockingLevel {
  unit: string;
  template: Template;
}

const isOpen = ({ may, only }: PlaceLock): boolean => may.set && only === undefined;

/** The places that lie directly in a place of the template: what stands there, and what its mandates speak of. */
function partsOf(template: Template, path: Pointer): Pointer[] {
  const node = valueAt(template, path);
  if (!isNode(node)) return [];
  const keys = keysOf(path);
  const isStep = keys[0] === 'steps' && keys.length === 2;
  const spoken = isNode(node['fieldMandates']) ? Object.keys(node['fieldMandates']) : [];
  // Open as they look, these are locked where something locked counts on the step.
  const parts = new Set([...Object.keys(node), ...spoken, ...(isStep ? ['when', ...DECIDING] : [])]);
  return [...parts].map((part) => `${path}${pointer(part)}`);
}

/** Whether everything within a place may be changed, and each of its elements left out. */
const isOpenWithin = (template: Template, path: Pointer): boolean =>
  partsOf(template, path).every((part) => {
    const keys = keysOf(part);
    const rule = ruleAt(keys);
    // No grant lowers a mandate; into an open map everybody puts their own, and what stands there is judged by itself.
    if (rule === 'stricter' || rule === 'open') return true;
    const lock = lockAt(template, part);
    const removable = !isElementOf(keys.slice(0, -1)) || lock.may.remove;
    return (rule === 'open-map' || (isOpen(lock) && removable)) && isOpenWithin(template, part);
  });

const known = new WeakMap<Template, Map<string, boolean>>();

/** Whether a template keeps those below it from doing this at a place or within it. */
function locks(template: Template, path: Pointer, allows: Grant['allows']): boolean {
  const answers = known.get(template) ?? new Map<string, boolean>();
  known.set(template, answers);
  const asked = `${allows} ${path}`;
  let answer = answers.get(asked);
  if (answer === undefined) {
    const lock = lockAt(template, path);
    const own = ruleAt(keysOf(path)) === 'open-map' || (isOpen(lock) && (allows === 'change' || lock.may.remove));
    answer = !own || !isOpenWithin(template, path);
    answers.set(asked, answer);
  }
  return answer;
}

/**
 * The highest level that keeps those below the last one from changing a place or anything within it (or from leaving
 * it out); undefined where none does. A level that does not have the element a place lies in locks nothing there: it
 * belongs to a level below.
 *
 * @param levels from the root down to the one whose template the place is looked at in
 */
export function lockedBy(
  levels: readonly LockingLevel[],
  path: Pointer,
  allows: Grant['allows'] = 'change',
): LockingLevel | undefined {
  const base = levels.at(-1)?.template;
  if (base === undefined) return undefined;
  const place = variancePlace(base, path);
  const keys = keysOf(place);
  const absent = missingElement(base, keys);
  return levels.find(({ template }) => {
    const missing = missingElement(template, keys);
    if (missing !== undefined && missing.length !== absent?.length) return false;
    return locks(template, place, allows);
  });
}

/**
 * The grants that were given by whoever locked what they open, or by a unit above that.
 *
 * @param units the adapting unit and every unit above it, from the top down
 */
export const countingGrants = (
  grants: readonly Grant[],
  levels: readonly LockingLevel[],
  units: readonly string[],
): Grant[] =>
  grants.filter(({ path, allows, grantedBy }) => {
    const locker = lockedBy(levels, path, allows);
    const rank = units.indexOf(grantedBy);
    return locker !== undefined && rank !== -1 && rank <= units.indexOf(locker.unit);
  });

/** Places that need no leave, and mandates, which no leave lowers. */
const NOBODYS = new Set<PlaceRule>(['open', 'open-map', 'stricter']);

/**
 * Whether leave can be asked for at a place: it is there, and it is an element, lies in one, or is a field of the
 * document. A whole map of the document is no place: leave for it would be leave to do without every element.
 */
export function isVariancePlace(template: Template, path: Pointer): boolean {
  const keys = keysOf(path);
  if (keys.length === 0 || NOBODYS.has(ruleAt(keys))) return false;
  let shape = templateShape;
  let value: unknown = template;
  for (const key of keys) {
    const part = partOf(shape, value, key);
    value = isNode(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (part === undefined || (shape.kind === 'elements' && value === undefined)) return false;
    shape = part.shape;
  }
  return keys.length > 1 || shapeAt(template, path)?.shape.kind !== 'elements';
}
