/** What others count on: nothing that something locked names goes away, or is skipped behind its back. */
import { type Finding, pointer } from '../findings.js';
import { referencesIn } from '../operations/references.js';
import { conditionReads, conditionSteps } from '../template/conditions.js';
import type { Evidence, Step, Template } from '../template/document.js';
import { missingElement } from './mandate-table.js';
import type { LockOptions } from './grants.js';
import type { Pointer } from './model.js';
import { placeName } from './place-name.js';
import { isWidened } from './refine-changes.js';
import { Refining } from './refine-context.js';
import { equal, keysOf } from './shape.js';

const joinOf = (step: string): Pointer => pointer('steps', step, 'join');
const whenOf = (step: string): Pointer => pointer('steps', step, 'when');

/** Whether a place of the base that is still there may not be changed. */
const isLockedThere = (refining: Refining, path: Pointer): boolean =>
  missingElement(refining.base, keysOf(path)) === undefined && refining.isLocked(path);

/** Elements that are gone though something locked still names them. */
export function* refineReferred(refining: Refining): Generator<Finding> {
  const { base, adapted } = refining;
  const gone = new Set([
    ...Object.keys(base.steps)
      .filter((id) => !Object.hasOwn(adapted.steps, id))
      .map((id) => pointer('steps', id)),
    ...Object.keys(base.phases)
      .filter((id) => !Object.hasOwn(adapted.phases, id))
      .map((id) => pointer('phases', id)),
  ]);
  if (gone.size > 0)
    for (const { to, id, path } of referencesIn(adapted)) {
      const target = pointer(`${to}s`, id);
      if ((to !== 'step' && to !== 'phase') || !gone.has(target)) continue;
      const [map, edge = '', end] = keysOf(path);
      // A dependency is a matter of the step that waits; one that the base does not have is judged as an addition.
      const at = map === 'edges' ? joinOf(base.edges[edge]?.to ?? '') : path;
      if (end === 'to' || !isLockedThere(refining, at)) continue;
      gone.delete(target);
      yield refining.finding('referred', target, { keeper: placeName(adapted, path, base) });
    }
  for (const [id, step, evidence] of evidenceRead(refining)) {
    const before = base.steps[step]?.evidence[evidence];
    const after = adapted.steps[step]?.evidence[evidence];
    const path = pointer('steps', step, 'evidence', evidence);
    if (!before || !Object.hasOwn(adapted.steps, step) || refining.granted(path)) continue;
    if (!after || (refining.mandate(path) === 'free' && !asksTheSame(before, after)))
      yield refining.finding('referred', path, { keeper: placeName(base, whenOf(id)) });
  }
}

const asksTheSame = (before: Evidence, after: Evidence): boolean =>
  equal(
    { ...before, title: 0, guidance: 0, order: 0, mandate: 0 },
    { ...after, title: 0, guidance: 0, order: 0, mandate: 0 },
  );

/** Steps whose condition is locked, with the evidence that it read and still reads. */
function* evidenceRead(refining: Refining): Generator<[id: string, step: string, evidence: string]> {
  const { base, adapted } = refining;
  for (const [id, step] of Object.entries(base.steps)) {
    const after = adapted.steps[id]?.when;
    if (step.when === undefined || after === undefined || !refining.isLocked(whenOf(id))) continue;
    const still = new Set(conditionReads(after));
    for (const path of conditionReads(step.when)) {
      const [root, read = '', evidence = ''] = path.split('.');
      if (root === 'item' && still.has(path)) yield [id, read, evidence];
    }
  }
}

/** What a template alone says: free steps that carry something locked, and evidence that a locked condition reads. */
interface Carrying {
  steps: ReadonlyMap<string, string>;
  /** By place; the step whose condition reads it. */
  evidence: ReadonlyMap<Pointer, string>;
}
const cache = new WeakMap<Template, Carrying>();

/** The free steps and the evidence that something locked depends on, each with the step that does. */
export function carryingIn(template: Template, options: LockOptions = {}): Carrying {
  const granted = (options.grants ?? []).length > 0;
  const known = granted ? undefined : cache.get(template);
  if (known) return known;
  const same = new Refining(template, template, {}, options);
  const evidence = new Map<Pointer, string>();
  for (const [id, step, read] of evidenceRead(same)) evidence.set(pointer('steps', step, 'evidence', read), id);
  const carrying = { steps: carriers(same, needsOf(template)), evidence };
  if (!granted) cache.set(template, carrying);
  return carrying;
}

interface Needs {
  from: string;
  to: string;
}
const needsOf = (template: Template): Needs[] => Object.values(template.edges).filter(({ kind }) => kind === 'needs');
const key = ({ from, to }: Needs): string => `${from}>${to}`;

/**
 * Free steps whose skipping would skip something locked – along needs edges and through what conditions read, as far
 * as both templates have them – each with the step it carries.
 */
function carriers(refining: Refining, needs: readonly Needs[]): Map<string, string> {
  const { base, adapted } = refining;
  const carried = new Map<string, string>();
  const open: string[] = [];
  const reach = (id: string, by: string): void => {
    if (carried.has(id) || !Object.hasOwn(base.steps, id) || !Object.hasOwn(adapted.steps, id)) return;
    carried.set(id, by);
    open.push(id);
  };
  const readsOf = (id: string): string[] => {
    const [before, after] = [base.steps[id]?.when, adapted.steps[id]?.when];
    if (before === undefined || after === undefined) return [];
    const still = new Set(conditionSteps(after));
    return conditionSteps(before).filter((step) => still.has(step));
  };
  for (const id of Object.keys(base.steps)) {
    if (!refining.isLocked(whenOf(id))) continue;
    for (const read of readsOf(id)) reach(read, id);
    if (refining.isLocked(joinOf(id))) for (const { from, to } of needs) if (to === id) reach(from, id);
  }
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { from, to } of needs) if (to === id) reach(from, carried.get(id) ?? id);
    for (const read of readsOf(id)) reach(read, carried.get(id) ?? id);
  }
  return carried;
}

/** The fields that decide whether a step is skipped, apart from its condition. */
export const DECIDING = ['kind', 'join', 'occurrences', 'cascade'] as const satisfies (keyof Step)[];

/** Free steps that something locked depends on and that could now be skipped where they could not before. */
export function* refineCarried(refining: Refining): Generator<Finding> {
  const { base, adapted } = refining;
  if (base.steps === adapted.steps && base.edges === adapted.edges) return;
  const before = new Set(needsOf(base).map(key));
  const after = needsOf(adapted);
  const carried = carriers(
    refining,
    after.filter((edge) => before.has(key(edge))),
  );
  for (const [id, by] of carried) {
    const [was, now] = [base.steps[id], adapted.steps[id]];
    if (!was || !now) continue;
    const keeper = { keeper: placeName(base, pointer('steps', by)) };
    // What is locked itself is judged by its own mandate.
    const isOpen = (path: Pointer): boolean => refining.mandate(path) === 'free' && !refining.granted(path);
    if (was !== now && isOpen(whenOf(id)) && !isWidened(was.when, now.when))
      yield refining.finding('carried', whenOf(id), keeper);
    for (const field of DECIDING) {
      const path = pointer('steps', id, field);
      if (was !== now && isOpen(path) && !equal(was[field], now[field]))
        yield refining.finding('carried', path, keeper);
    }
    if (!isOpen(joinOf(id))) continue;
    for (const edge of after)
      if (edge.to === id && !before.has(key(edge)))
        yield refining.finding('carried', joinOf(id), { ...keeper, place: edgeName(adapted, edge) });
    if (was.join !== 'all' && !equal(incoming(base, id), incoming(adapted, id)))
      yield refining.finding('carried', joinOf(id), keeper);
  }
}

const edgeName = (template: Template, edge: Needs) => {
  const id = Object.keys(template.edges).find((one) => template.edges[one] === edge) ?? '';
  return placeName(template, pointer('edges', id));
};

/** Who a step waits for and how; two dependencies on one step are one, the stricter. */
export function incoming(template: Template, step: string): Record<string, 'order' | 'needs'> {
  const from: Record<string, 'order' | 'needs'> = {};
  for (const edge of Object.values(template.edges))
    if (edge.to === step && from[edge.from] !== 'needs') from[edge.from] = edge.kind;
  return from;
}

/** Dependencies of steps that may not be changed; what was granted to be left out takes its own along. */
export function* refineEdges(refining: Refining): Generator<Finding> {
  const { base, adapted } = refining;
  if (base.edges === adapted.edges) return;
  const changed = new Set<string>();
  for (const path of Object.keys(refining.difference)) {
    const [map, id = ''] = keysOf(path);
    if (map !== 'edges') continue;
    for (const template of [base, adapted]) {
      const to = template.edges[id]?.to;
      if (to !== undefined && Object.hasOwn(base.steps, to) && Object.hasOwn(adapted.steps, to)) changed.add(to);
    }
  }
  for (const step of changed) {
    if (!refining.isLocked(joinOf(step))) continue;
    const [before, after] = [incoming(base, step), incoming(adapted, step)];
    for (const from of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (before[from] === after[from]) continue;
      if (!after[from] && !Object.hasOwn(adapted.steps, from) && refining.grantedToRemove(pointer('steps', from)))
        continue;
      const owner = before[from] ? base : adapted;
      const id = Object.keys(owner.edges).find(
        (one) => owner.edges[one]?.from === from && owner.edges[one]?.to === step,
      );
      const how = !before[from] ? 'edge-added' : !after[from] ? 'edge-removed' : 'edge-changed';
      const path = pointer('edges', id ?? '');
      yield {
        ...refining.finding(how, joinOf(step)),
        path,
        params: { ...refining.finding(how, joinOf(step)).params, place: placeName(owner, path) },
      };
    }
  }
}
