/** What of a template applies to a unit, as far as it can be said before anything has begun. */
import type { UnitFacts } from '../run/model.js';
import { own } from '../run/own.js';
import { conditionReads, evaluateCondition, unitLookup } from './conditions.js';
import type { Condition, Step, Template } from './document.js';
import { predecessors } from './predecessors.js';

/** What is known about units when asking; a missing fact may be anything. */
export type KnownFacts = Partial<UnitFacts>;

const lookupOf = (unit: KnownFacts) => {
  const full = unitLookup({ category: '', level: 0, size: 0, groups: [], ...unit });
  return (path: string) => (path.startsWith('unit.') && Object.hasOwn(unit, path.slice(5)) ? full(path) : undefined);
};

/**
 * What a condition comes to for a unit: true, false, or undefined where it depends on what is not known yet (values
 * handed in later, facts not given).
 */
export function verdict(condition: Condition, unit: KnownFacts): boolean | undefined {
  if (typeof condition === 'boolean') return condition;
  if ('and' in condition) {
    const parts = condition.and.map((part) => verdict(part, unit));
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
  }
  if ('or' in condition) {
    const parts = condition.or.map((part) => verdict(part, unit));
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  }
  if ('!' in condition) {
    const part = verdict(condition['!'], unit);
    return part === undefined ? undefined : !part;
  }
  const unknown = conditionReads(condition).some(
    (path) => !path.startsWith('unit.') || !Object.hasOwn(unit, path.slice(5)),
  );
  return unknown ? undefined : evaluateCondition(condition, lookupOf(unit));
}

/** What a condition comes to for a category of units, of which nothing else is known; remembered with the condition. */
const byCategory = new WeakMap<object, Map<string, boolean | undefined>>();
function verdictFor(condition: Condition, unit: KnownFacts): boolean | undefined {
  const { category } = unit;
  if (typeof condition === 'boolean' || category === undefined || Object.keys(unit).length > 1)
    return verdict(condition, unit);
  let known = byCategory.get(condition);
  if (!known) byCategory.set(condition, (known = new Map()));
  if (!known.has(category)) known.set(category, verdict(condition, unit));
  return known.get(category);
}

type Steps = Template['steps'];
export type LiveSteps = ReadonlyMap<string, Step>;

/** Which steps can come up for a category, of templates with the same edges: found anew only where a condition differs. */
const liveByEdges = new WeakMap<
  Template['edges'],
  Map<string, { steps: Steps; registers: Template['registers']; live: LiveSteps }>
>();

/** What steps were last held against: every category asks the same. */
const lastAlike = new WeakMap<Steps, { before: Steps; same: boolean }>();
function alike(before: Steps, now: Steps): boolean {
  if (before === now) return true;
  const last = lastAlike.get(now);
  if (last?.before === before) return last.same;
  const same = askAlike(before, now);
  lastAlike.set(now, { before, same });
  return same;
}

/** The fields of a step that decide, with its edges, whether it comes up. */
const ASKS = ['when', 'join', 'occurrences'] as const satisfies (keyof Step)[];

/** Whether the same steps depend on the same conditions. */
function askAlike(a: Steps, b: Steps): boolean {
  const ids = Object.keys(a);
  const others = Object.keys(b);
  return (
    ids.length === others.length &&
    ids.every((id, index) => {
      const [one, other] = [a[id], b[id]];
      return others[index] === id && (one === other || ASKS.every((field) => one?.[field] === other?.[field]));
    })
  );
}

/**
 * The steps that can come up for a unit: those whose condition is not already false and that are not skipped by what
 * they need. With all of a unit's facts given, only values handed in later remain open.
 */
export function effectiveFor(template: Template, unit: KnownFacts): LiveSteps {
  const { category } = unit;
  if (category === undefined || Object.keys(unit).length > 1) return liveSteps(template, unit);
  let known = liveByEdges.get(template.edges);
  if (!known) liveByEdges.set(template.edges, (known = new Map()));
  const entry = known.get(category);
  const { steps, registers } = template;
  const same = entry?.registers === registers ? entry : undefined;
  if (same?.steps === steps) return same.live;
  const live =
    same && alike(same.steps, steps)
      ? new Map([...same.live.keys()].map((id) => [id, steps[id] as Step]))
      : liveSteps(template, unit);
  known.set(category, { steps, registers, live });
  return live;
}

function liveSteps(template: Template, unit: KnownFacts): Map<string, Step> {
  const holds = (when: Condition | undefined): boolean => when === undefined || verdictFor(when, unit) !== false;
  // A register that a unit does not have leaves nothing to go through entry by entry.
  const kept = ({ occurrences: of }: Step): boolean =>
    of.mode !== 'each' || holds(own(template.registers, of.register)?.when);
  const live = new Map(Object.entries(template.steps).filter(([, step]) => holds(step.when) && kept(step)));
  if (live.size === Object.keys(template.steps).length) return live;
  const into = predecessors(template);
  // A skipped predecessor may skip what comes after it; repeated until nothing more falls away.
  for (let before = -1; before !== live.size; ) {
    before = live.size;
    for (const [id, { join }] of live) {
      const incoming = [...(into.get(id) ?? [])];
      const gone = incoming.filter(([from]) => !live.has(from));
      if (gone.length > 0 && skips(join, incoming.length, gone)) live.delete(id);
    }
  }
  return live;
}

/** Whether a step falls away with these of its predecessors, as `joined` of the run decides it. */
function skips(join: Step['join'], of: number, gone: readonly (readonly [string, 'order' | 'needs'])[]): boolean {
  const needed = gone.filter(([, kind]) => kind === 'needs').length;
  if (join === 'all') return needed > 0;
  return (join === 'any' ? needed : gone.length) === of;
}
