/** Applying a difference to the template it was made on. */
import { type Finding, type Param, pointer } from '../findings.js';
import { idSchema, type Template } from '../template/document.js';
import type { Change, Difference, Pointer } from './model.js';
import { fieldsIn, isNode, keysOf, type Node, partOf, type Shape, templateShape } from './shape.js';

export interface AppliedDifference {
  /** Parts that nothing changed are the base's own. */
  template: Template;
  /** Changes that this base has no place for: they are not in the template. */
  findings: Finding[];
}

/** The changes by place; a change and further places within it do not go together. */
interface Branch {
  change?: Change;
  within: Map<string, Branch>;
}

/** Names that would change the object itself instead of putting something into it. */
const UNSOUND = new Set(['__proto__', 'constructor', 'prototype']);

const unfit = (path: Pointer, code: string, params: Record<string, Param> = {}): Finding => ({
  code: `adaptation.${code}`,
  severity: 'error',
  path,
  params,
});

function branchesOf(difference: Difference, findings: Finding[]): Branch {
  const root: Branch = { within: new Map() };
  for (const path of Object.keys(difference).toSorted()) {
    let branch = root;
    let inside = false;
    for (const key of keysOf(path)) {
      inside ||= branch.change !== undefined;
      let next = branch.within.get(key);
      if (!next) {
        next = { within: new Map() };
        branch.within.set(key, next);
      }
      branch = next;
    }
    const change = difference[path];
    if (inside || branch === root) findings.push(unfit(path, 'overlapping-change'));
    else if (change) branch.change = change;
  }
  return root;
}

type Outcome = { value: unknown } | { code: string };

/** What a change makes of a place whose container is there. */
function outcomeOf(change: Change, container: Shape, shape: Shape, old: unknown, optional: boolean): Outcome {
  const element = container.kind === 'elements';
  switch (change.op) {
    case 'set':
      if (element && old === undefined) return { code: 'not-there' };
      return { value: change.value };
    case 'unset':
      if (element || !optional) return { code: 'not-optional' };
      return old === undefined ? { code: 'not-there' } : { value: undefined };
    case 'add':
      if (!element) return { code: 'no-element' };
      return old === undefined ? { value: change.value } : { code: 'already-there' };
    case 'remove':
      if (!element) return { code: 'no-element' };
      return old === undefined ? { code: 'not-there' } : { value: undefined };
    case 'members': {
      if (shape.kind !== 'set') return { code: 'no-set' };
      if (!Array.isArray(old)) return { code: 'not-there' };
      const left = (old as string[]).filter((member) => !change.remove.includes(member));
      return { value: [...left, ...change.add.filter((member) => !left.includes(member))] };
    }
  }
}

function applied(shape: Shape, value: unknown, branch: Branch, path: Pointer, findings: Finding[]): unknown {
  const next: Record<string, unknown> = { ...(value as Node) };
  for (const [key, inner] of branch.within) {
    const place = path + pointer(key);
    const part = partOf(shape, value, key);
    if (!part || UNSOUND.has(key) || (shape.kind === 'elements' && !idSchema.safeParse(key).success)) {
      findings.push(unfit(place, 'unknown-place'));
      continue;
    }
    const old = Object.hasOwn(next, key) ? next[key] : undefined;
    if (inner.change) {
      const outcome = outcomeOf(inner.change, shape, part.shape, old, part.optional);
      if ('code' in outcome) findings.push(unfit(place, outcome.code));
      else if (outcome.value === undefined) delete next[key];
      else next[key] = outcome.value;
    } else if (isNode(old) && (part.shape.kind === 'elements' || fieldsIn(part.shape, old))) {
      next[key] = applied(part.shape, old, inner, place, findings);
    } else for (const lost of placesOf(inner, place)) findings.push(unfit(lost, 'not-there'));
  }
  return next;
}

const placesOf = (branch: Branch, path: Pointer): Pointer[] => [
  ...(branch.change ? [path] : []),
  ...[...branch.within].flatMap(([key, inner]) => placesOf(inner, path + pointer(key))),
];

/**
 * The template that a difference makes of its base. Whatever the base has no place for is named and left out. Values
 * are taken as they are: what comes from outside is read by `parseTemplate` afterwards.
 */
export function applyDifference(base: Template, difference: Difference): AppliedDifference {
  const findings: Finding[] = [];
  const root = branchesOf(difference, findings);
  if (root.within.size === 0) return { template: base, findings };
  return { template: applied(templateShape, base, root, '', findings) as Template, findings };
}
