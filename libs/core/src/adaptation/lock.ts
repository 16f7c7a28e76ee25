/**
 * What may be done at a place of a template by the levels below: the one table of mandates. The editor greys out by it,
 * `refines` judges by it, and the server has no other.
 */
import { type Param, pointer } from '../findings.js';
import type { Mandate, Template } from '../template/document.js';
import { mandateOf } from '../template/mandate.js';
import { grantToChange, grantToRemove, type LockOptions } from './grants.js';
import type { Grant, Pointer } from './model.js';
import { basisOf, UPPER } from './lock-words.js';
import { placeName } from './place-name.js';
import { keptByLocked } from './referred.js';
import { isNode, keysOf, type Node } from './shape.js';

/** In which direction a place may move that is open in one only. */
export type Only =
  /** A minimum may be raised. */
  | 'raise'
  /** What is optional may be asked for. */
  | 'require'
  /** Rules may be added behind those there are, and their minimums raised. */
  | 'append'
  /** A condition may hold for more units, never for fewer. */
  | 'widen'
  /** An extension point may admit less. */
  | 'narrow'
  /** A mandate may be raised. */
  | 'stricter'
  /** One of the equivalents may be chosen. */
  | 'choose';

export interface PlaceLock {
  /** In force here: that of the nearest element that states one, its per-field mandate first; granted places are free. */
  mandate: Mandate;
  /** Where that is stated; '' where it is the default of the format. */
  setAt: Pointer;
  may: {
    /** Another value (with `only`: in that direction). */
    set: boolean;
    /** Take away what stands here. */
    remove: boolean;
    /** Put an element into this map. */
    add: boolean;
  };
  only?: Only;
  /** The sentence that says so: a code with words in both languages. */
  why: { code: string; params: Record<string, Param> };
  grant?: Grant;
}

const MINIMUMS = new Set(['min', 'minLength', 'minRows', 'minPresentPercent']);
/** Maps into which every level may put its own. */
const OPEN_MAPS = new Set(['roles', 'registers', 'policies']);
const TIGHTENED_MAPS = new Set(['deadlines', 'reviews', 'evidence']);
const RANK: Record<Mandate, number> = { fixed: 0, alternative: 1, tighten: 2, free: 3 };

/** Whether a mandate leaves levels below at most what the other leaves them. */
export const isAtLeastAsStrict = (mandate: Mandate, than: Mandate): boolean => RANK[mandate] <= RANK[than];

type Rule = 'whole' | 'open' | 'open-map' | 'tighten-map' | 'steps' | 'edges' | 'edge' | 'plain' | Only;

/** Which rule a place is under; what is under none is open only when its mandate is `free`. */
export function ruleAt(keys: readonly string[]): Rule {
  const [map = '', , field, element, part] = keys;
  const { length } = keys;
  if (length === 0) return 'whole';
  if (map === 'layout' || map === '$schema') return 'open';
  if (length === 1) return OPEN_MAPS.has(map) ? 'open-map' : map === 'steps' || map === 'edges' ? map : 'plain';
  if (map === 'edges') return 'edge';
  if ((map === 'steps' || map === 'roles') && field === 'post') return 'open';
  if (map !== 'steps' && map !== 'phases') return 'plain';
  if (field === 'notes' && length === 3) return 'open-map';
  if (field === 'mandate' || field === 'fieldMandates') return 'stricter';
  if (field === 'extension') return 'narrow';
  if (map === 'phases') return 'plain';
  if (field === 'chosen') return 'choose';
  if (field === 'when') return 'widen';
  if (TIGHTENED_MAPS.has(field ?? '') && length === 3) return 'tighten-map';
  if (field === 'reviews' && part === 'mandate') return 'stricter';
  if (field !== 'evidence' || element === undefined || part === undefined) return 'plain';
  if (part === 'mandate') return 'stricter';
  if (length === 5 && MINIMUMS.has(part)) return 'raise';
  if (length === 5 && part === 'required') return 'require';
  return part === 'rules' ? 'append' : 'plain';
}

/** The keys of the first element on the way that the template does not have; undefined where all are there. */
export function missingElement(template: Template, keys: readonly string[]): readonly string[] | undefined {
  let node: unknown = template;
  for (const [depth, key] of keys.entries()) {
    node = isNode(node) && Object.hasOwn(node, key) ? node[key] : undefined;
    if (node === undefined && isElementOf(keys.slice(0, depth))) return keys.slice(0, depth + 1);
  }
  return undefined;
}
const ROOT_MAPS = new Set(['phases', 'steps', 'edges', 'roles', 'registers', 'policies', 'categories', 'ladder']);
const STEP_MAPS = new Set([...TIGHTENED_MAPS, 'notes', 'ladder', 'alternatives']);
/** Whether what lies directly in this place are elements, with ids. */
const isElementOf = (keys: readonly string[]): boolean =>
  keys.length === 1 ? ROOT_MAPS.has(keys[0] ?? '') : keys.length === 3 && STEP_MAPS.has(keys[2] ?? '');

/** The mandate in force at a place; a dependency is a matter of the step that waits. */
export function mandateAt(template: Template, keys: readonly string[]): { mandate: Mandate; setAt: string[] } {
  const edge = keys[0] === 'edges' && keys[1] !== undefined ? template.edges[keys[1]] : undefined;
  return mandateOf(template, edge ? ['steps', edge.to, 'join'] : keys);
}

/** Whether every level may change an element in every part: removing it takes away nothing that somebody locked. */
export function isFreeThroughout(template: Template, keys: readonly string[]): boolean {
  if (mandateAt(template, keys).mandate !== 'free') return false;
  const node = keys.reduce<unknown>((at, key) => (isNode(at) ? at[key] : undefined), template);
  if (!isNode(node)) return true;
  const locked = (map: unknown): boolean =>
    isNode(map) && Object.values(map).some((each) => isNode(each) && (each['mandate'] ?? 'free') !== 'free');
  const fields = Object.values((node['fieldMandates'] ?? {}) as Node);
  return fields.every((mandate) => mandate === 'free') && !locked(node['evidence']) && !locked(node['reviews']);
}

/** What levels below may do at this place, and why not more. */
export function lockAt(template: Template, path: Pointer, options: LockOptions = {}): PlaceLock {
  const keys = keysOf(path);
  const missing = missingElement(template, keys);
  const place = { place: placeName(template, path) };
  const all = { set: true, remove: true, add: true };
  if (missing && mayAdd(template, missing.slice(0, -1), options))
    return { mandate: 'free', setAt: path, may: all, why: { code: 'lock.local', params: place } };

  const { mandate, setAt } = mandateAt(template, keys);
  const grant = grantToChange(path, options);
  const params: PlaceLock['why']['params'] = {
    ...place,
    by: options.setBy?.(pointer(...setAt)) ?? UPPER,
    basis: basisOf(template, keys),
  };
  if (grant) {
    const may = { ...all, remove: grantToRemove(path, options) !== undefined };
    const granted = { ...params, reason: grant.reason, document: grant.document ?? '' };
    return { mandate: 'free', setAt: pointer(...setAt), may, why: { code: 'lock.granted', params: granted }, grant };
  }
  const lock = (code: string, may: Partial<PlaceLock['may']>, only?: Only): PlaceLock => ({
    mandate,
    setAt: pointer(...setAt),
    may: { set: false, remove: false, add: false, ...may },
    ...(only ? { only } : {}),
    why: { code: `lock.${code}`, params },
  });

  const rule = ruleAt(keys);
  if (rule === 'open') return { ...lock('open', all), mandate: 'free' };
  if (rule === 'open-map') return lock('add', { add: true });
  if (rule === 'steps') {
    const add = hasExtensionPoints(template);
    return lock(add ? 'extension-points' : 'no-extension-points', { add });
  }
  if (rule === 'edges') return lock('edges', { add: true });
  if (rule === 'stricter') return lock('stricter', { set: true, remove: true }, 'stricter');
  if (mandate === 'free') {
    if (!isElementOf(keys.slice(0, -1)) && keys[0] !== 'edges') return lock('free', all);
    const locked = !isFreeThroughout(template, keys);
    const keeper = locked ? undefined : keptByLocked(template, path);
    if (!locked && !keeper) return lock('free', all);
    const code = locked ? 'free-in-part' : 'referred';
    const held = lock(code, { set: true, add: true });
    return keeper
      ? { ...held, why: { ...held.why, params: { ...params, keeper: placeName(template, keeper) } } }
      : held;
  }
  if (rule === 'narrow') return lock('narrow', { set: true, remove: true }, 'narrow');
  if (rule === 'choose' && mandate !== 'fixed') return lock('alternative', { set: true, remove: true }, 'choose');
  if (mandate === 'tighten') {
    if (rule === 'tighten-map') return lock('tighten', { add: true });
    if (rule === 'raise' || rule === 'require' || rule === 'append' || rule === 'widen')
      return lock(`tighten.${rule}`, { set: true, remove: rule === 'widen' }, rule);
  }
  return lock(mandate, {});
}

/** Whether a level below may put an element of its own into a map. */
export function mayAdd(template: Template, map: readonly string[], options: LockOptions = {}): boolean {
  const rule = ruleAt(map);
  if (rule === 'open-map' || rule === 'open') return true;
  if (grantToChange(pointer(...map), options)) return true;
  if (rule === 'steps') return hasExtensionPoints(template);
  if (rule === 'edges') return true;
  const { mandate } = mandateAt(template, map);
  return mandate === 'free' || (mandate === 'tighten' && rule === 'tighten-map');
}

/** Whether there is a place at all where a local step could hang. */
const hasExtensionPoints = (template: Template): boolean =>
  [...Object.values(template.phases), ...Object.values(template.steps)].some(
    ({ extension, mandate }) => mandate === 'free' || (extension?.max ?? 0) > 0,
  );
