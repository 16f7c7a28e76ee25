/**
 * What may be done at a place of a template by the levels below: the one table of mandates. The editor greys out by it,
 * `refines` judges by it, and the server has no other.
 */
import { type Param, pointer } from '../findings.js';
import { own } from '../run/own.js';
import type { Mandate, Template } from '../template/document.js';
import { grantToChange, grantToRemove, type LockOptions } from './grants.js';
import { basisOf, UPPER } from './lock-words.js';
import {
  hasExtensionPoints,
  isElementOf,
  isFreeThroughout,
  mandateAt,
  mayAdd,
  missingElement,
  type Only,
  ruleAt,
} from './mandate-table.js';
import type { Grant, Pointer } from './model.js';
import { placeName } from './place-name.js';
import { carryingIn, DECIDING } from './refine-references.js';
import { keptByLocked } from './referred.js';
import { keysOf, valueAt } from './shape.js';

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

/** The place a deviation is asked for and granted at: a dependency is a matter of the step that waits. */
export function variancePlace(template: Template, path: Pointer): Pointer {
  const [map, id = ''] = keysOf(path);
  const edge = map === 'edges' ? own(template.edges, id) : undefined;
  return edge ? pointer('steps', edge.to, 'join') : path;
}

/** What levels below may do at this place, and why not more. */
export function lockAt(template: Template, path: Pointer, options: LockOptions = {}): PlaceLock {
  const keys = keysOf(path);
  const missing = missingElement(template, keys);
  const place = { place: placeName(template, path) };
  const all = { set: true, remove: true, add: true };
  if (missing && mayAdd(template, missing.slice(0, -1), options))
    return { mandate: 'free', setAt: path, may: all, why: { code: 'lock.local', params: place } };

  const rule = ruleAt(keys);
  const { mandate, setAt } = mandateAt(template, keys);
  const grant = grantToChange(variancePlace(template, path), options);
  const params: PlaceLock['why']['params'] = {
    ...place,
    by: options.setBy?.(pointer(...setAt)) ?? UPPER,
    basis: basisOf(template, keys),
  };
  if (grant && rule !== 'stricter') {
    const element = isElementOf(keys.slice(0, -1)) && keys[0] !== 'edges';
    const may = { ...all, remove: !element || grantToRemove(path, options) !== undefined };
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

  if (rule === 'open') return { ...lock('open', all), mandate: 'free' };
  if (rule === 'open-map') return lock('add', { set: valueAt(template, path) === undefined, add: true });
  if (rule === 'steps') {
    const add = hasExtensionPoints(template);
    return lock(add ? 'extension-points' : 'no-extension-points', { add });
  }
  if (rule === 'edges') return lock('edges', { add: true });
  if (rule === 'stricter') return lock('stricter', { set: true, remove: true }, 'stricter');
  if (mandate === 'free') return freeLock(template, path, lock, options);
  if (rule === 'narrow') return lock('narrow', { set: true, remove: true }, 'narrow');
  if (rule === 'choose' && mandate !== 'fixed') return lock('alternative', { set: true, remove: true }, 'choose');
  if (mandate === 'tighten') {
    if (rule === 'tighten-map') return lock('tighten', { add: true });
    if (rule === 'raise' || rule === 'require' || rule === 'append' || rule === 'widen')
      return lock(`tighten.${rule}`, { set: true, remove: rule === 'widen' }, rule);
  }
  return lock(mandate, {});
}

type MakeLock = (code: string, may: Partial<PlaceLock['may']>, only?: Only) => PlaceLock;

/** A free place, unless something locked counts on what stands there. */
function freeLock(template: Template, path: Pointer, lock: MakeLock, options: LockOptions): PlaceLock {
  const keys = keysOf(path);
  const all = { set: true, remove: true, add: true };
  const kept = (held: PlaceLock, keeper: Pointer): PlaceLock => ({
    ...held,
    why: { ...held.why, params: { ...held.why.params, keeper: placeName(template, keeper) } },
  });
  const [map, id = '', field = '', element = '', part] = keys;
  if (map === 'steps') {
    const { steps, evidence } = carryingIn(template, options);
    const carried = steps.get(id);
    if (carried !== undefined && field === 'when')
      return kept(lock('carried', { set: true, remove: true }, 'widen'), pointer('steps', carried));
    if (carried !== undefined && DECIDING.some((one) => one === field))
      return kept(lock('carried', {}), pointer('steps', carried));
    const reader = field === 'evidence' ? evidence.get(pointer('steps', id, 'evidence', element)) : undefined;
    const harmless = part === 'title' || part === 'guidance' || part === 'order';
    if (reader !== undefined && !harmless && !grantToRemove(path, options))
      return kept(lock('referred', { set: part === undefined }), pointer('steps', reader, 'when'));
  }
  if (!isElementOf(keys.slice(0, -1)) && map !== 'edges') return lock('free', all);
  if (!isFreeThroughout(template, keys)) return lock('free-in-part', { set: true, add: true });
  const keeper = keptByLocked(
    template,
    path,
    (by) => grantToChange(variancePlace(template, by), options) !== undefined,
  );
  return keeper ? kept(lock('referred', { set: true, add: true }), keeper) : lock('free', all);
}
