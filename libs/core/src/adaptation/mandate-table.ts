/** The table of mandates: which rule each place of a template is under, and what its mandate leaves open. */
import { pointer } from '../findings.js';
import { own } from '../run/own.js';
import type { Mandate, Template } from '../template/document.js';
import { mandateOf } from '../template/mandate.js';
import { grantToChange, type LockOptions } from './grants.js';
import { isNode, type Node } from './shape.js';

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

const MINIMUMS = new Set(['min', 'minLength', 'minRows', 'minPresentPercent']);
/** Maps into which every level may put its own. */
const OPEN_MAPS = new Set(['roles', 'registers', 'policies']);
const TIGHTENED_MAPS = new Set(['deadlines', 'reviews', 'evidence']);
const RANK: Record<Mandate, number> = { fixed: 0, alternative: 1, tighten: 2, free: 3 };

/** Whether a mandate leaves levels below at most what the other leaves them. */
export const isAtLeastAsStrict = (mandate: Mandate, than: Mandate): boolean =>
  mandate === than || RANK[mandate] < RANK[than];

/** What kind of place it is. */
export type PlaceRule = 'whole' | 'open' | 'open-map' | 'tighten-map' | 'steps' | 'edges' | 'edge' | 'plain' | Only;

/** Which rule a place is under; what is under none is open only when its mandate is `free`. */
export function ruleAt(keys: readonly string[]): PlaceRule {
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
export const isElementOf = (keys: readonly string[]): boolean =>
  keys.length === 1 ? ROOT_MAPS.has(keys[0] ?? '') : keys.length === 3 && STEP_MAPS.has(keys[2] ?? '');

/** The mandate in force at a place; a dependency is a matter of the step that waits. */
export function mandateAt(template: Template, keys: readonly string[]): { mandate: Mandate; setAt: string[] } {
  const edge = keys[0] === 'edges' ? own(template.edges, keys[1] ?? '') : undefined;
  // One that leads nowhere binds nobody.
  if (edge && !Object.hasOwn(template.steps, edge.to)) return { mandate: 'free', setAt: [] };
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
export const hasExtensionPoints = (template: Template): boolean =>
  [...Object.values(template.phases), ...Object.values(template.steps)].some(
    ({ extension, mandate }) => mandate === 'free' || (extension?.max ?? 0) > 0,
  );
