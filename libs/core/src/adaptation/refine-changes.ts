/** Every single change against the mandate at its place. */
import { type Finding, pointer } from '../findings.js';
import { conditionReads } from '../template/conditions.js';
import { conditionImplies } from '../template/condition-implies.js';
import type { Condition, Mandate } from '../template/document.js';
import { isFreeThroughout, mayAdd, type PlaceRule, ruleAt } from './mandate-table.js';
import type { Change, Pointer } from './model.js';
import type { Refining } from './refine-context.js';
import { equal, isNode, keysOf, valueAt } from './shape.js';

/** Open to everybody, or judged as a whole elsewhere: dependencies, mandates, extension points. */
const ELSEWHERE = new Set<PlaceRule>(['open', 'edges', 'edge', 'stricter', 'narrow']);
const DIRECTED = new Set<PlaceRule>(['raise', 'require', 'append', 'widen']);
const insteadOf = (mandate: Mandate): string => `refine.instead.${mandate}`;

/** Rules over a table are added behind those there are; of those only the minimums rise. */
function appended(before: unknown, after: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(after) || after.length < before.length) return false;
  return before.every((rule: unknown, index) => {
    const next: unknown = after[index];
    if (!isNode(rule) || !isNode(next)) return false;
    return equal({ ...rule, min: undefined }, { ...next, min: undefined }) && isRaised(rule['min'], next['min']);
  });
}

const isRaised = (before: unknown, after: unknown): boolean =>
  before === undefined || (typeof before === 'number' && typeof after === 'number' && after >= before);

const readsItems = (condition: Condition | undefined): string[] =>
  condition === undefined ? [] : conditionReads(condition).filter((path) => path.startsWith('item.'));

/**
 * Whether a condition holds for at least the units it held for. It goes on reading what it read of earlier work – or
 * always holds – so that what it counts on stays protected.
 */
export function isWidened(before: Condition | undefined, after: Condition | undefined): boolean {
  if (!conditionImplies(before, after)) return false;
  const reads = new Set(readsItems(after));
  return readsItems(before).every((path) => reads.has(path)) || conditionImplies(true, after);
}

/** A phase no longer waits for steps that were left out with leave. */
const isGrantedAway = (refining: Refining, path: Pointer, change: Change): boolean =>
  change.op === 'members' &&
  change.add.length === 0 &&
  path.endsWith('/opening/afterSteps') &&
  change.remove.every(
    (id) => !Object.hasOwn(refining.adapted.steps, id) && refining.grantedToRemove(pointer('steps', id)),
  );

function mayChange(refining: Refining, path: Pointer, rule: PlaceRule, change: Change): boolean {
  const mandate = refining.mandate(path);
  if (mandate === 'free' || isGrantedAway(refining, path, change)) return true;
  const before = valueAt(refining.base, path);
  const after = change.op === 'unset' ? undefined : valueAt(refining.adapted, path);
  if (rule === 'open-map') return before === undefined || (isNode(before) && Object.keys(before).length === 0);
  if (mandate !== 'tighten') return false;
  if (rule === 'raise') return isRaised(before, after);
  if (rule === 'require') return after === true;
  if (rule === 'append') return appended(before, after);
  return rule === 'widen' && isWidened(before as Condition | undefined, after as Condition | undefined);
}

const isStep = (keys: readonly string[]): boolean => keys[0] === 'steps' && keys.length === 2;

/** The changes that the mandate at their place does not allow. */
export function* refineChanges(refining: Refining): Generator<Finding> {
  const { base, options } = refining;
  for (const [path, change] of Object.entries(refining.difference)) {
    const keys = keysOf(path);
    const rule = ruleAt(keys);
    if (ELSEWHERE.has(rule)) continue;
    const mandate = refining.mandate(path);
    if (rule === 'choose' && mandate !== 'fixed') continue;
    if (change.op === 'add') {
      if (refining.granted(path) || isStep(keys) || mayAdd(base, keys.slice(0, -1), options)) continue;
      yield refining.finding('added', path, {}, insteadOf(mandate));
    } else if (change.op === 'remove') {
      if (refining.grantedToRemove(path) || isFreeThroughout(base, keys)) continue;
      yield refining.finding('removed', path, {}, insteadOf(mandate));
    } else if (!mayChange(refining, path, rule, change)) {
      if (mandate === 'tighten' && DIRECTED.has(rule)) yield refining.finding(`only.${rule}`, path);
      else yield refining.finding('locked', path, {}, insteadOf(mandate));
    }
  }
}
