/** What pasting a fragment comes to: new names where names are taken, and nothing that points nowhere. */
import { fieldName } from '../adaptation/place-name.js';
import { equal } from '../adaptation/shape.js';
import { type Finding, pointer, type Refusal, refuse } from '../findings.js';
import { conditionAmong, conditionWithout } from '../template/condition-without.js';
import type { Condition, Step, Template } from '../template/document.js';
import { hangingPlace, hostsOf } from '../template/extension-points.js';
import { roomForLocal } from '../template/local-room.js';
import { changed } from './changed.js';
import { has } from './elements.js';
import type { Fragment } from './fragment.js';
import { freeId } from './free-id.js';
import { type Edit, set } from './operation.js';
import { inOrder, orderEdits, stepsPlaced } from './ordering.js';
import { type Reference, referencesIn } from './references.js';

export interface PasteTarget {
  /** All steps go to this phase; without it each goes to the phase of the same id, or to the first. */
  phase?: string | undefined;
  before?: string | null | undefined;
  /** New ids for some of the steps; the others keep theirs, or get an ending where it is taken. */
  ids?: Readonly<Record<string, string>> | undefined;
  /** Where the upper left card goes; without it all stand where they stood. */
  at?: { x: number; y: number } | undefined;
  /**
   * In an adaptation: the steps are its own and hang where the level above left room, for those whom policy leaves room
   * for one more; categories do not come along. A template of one's own has nothing that hangs. Left out, steps hang as they did.
   */
  local?: boolean | undefined;
}

/** The field of a step that is left out when it names something the template does not have. */
type Lost = { step: string; field: string };
export interface Pasted {
  edits: Edit[];
  /** Old ids of steps to new ones. */
  ids: Map<string, string>;
  lost: Lost[];
  /** A step that can hang nowhere: then nothing is pasted. */
  refusal: Refusal | null;
}

type Tree = Record<string, unknown>;

/** Leaves out of a step the part that cannot do without what is not there. */
function without(step: unknown, keys: readonly string[], { to, id }: Reference): unknown {
  const [field = '', second = ''] = keys;
  const { when, alternatives } = step as Partial<Step>;
  if (field === 'deadlines' || field === 'reviews') return changed(step, [field, second], undefined);
  if (field === 'when') return changed(step, ['when'], whenWithout(when, { to, id }));
  if (field === 'chosen') return changed(step, ['chosen', second], undefined);
  if (field === 'alternatives' && to === 'category') {
    const categories = alternatives?.[second]?.categories.filter((one) => one !== id) ?? [];
    // One that names no categories is for everybody.
    if (categories.length === 0) return changed(step, ['alternatives', second], undefined);
    return changed(step, ['alternatives', second, 'categories'], categories);
  }
  if (field === 'opening') return changed(step, ['opening', 'notBefore'], undefined);
  if (field === 'occurrences') return { ...(step as Tree), occurrences: { mode: 'once' } };
  if (field === 'supporting' || field === 'alternatives') return step;
  return changed(step, [field], undefined);
}

/** What is left of a condition; where it decides by nothing else it goes, which is said. */
function whenWithout(when: Condition | undefined, { to, id }: Pick<Reference, 'to' | 'id'>): Condition | undefined {
  if (when === undefined) return undefined;
  const left =
    to === 'category'
      ? conditionAmong(when, (category) => category !== id)
      : conditionWithout(when, (read) => read.startsWith(`item.${id}.`));
  return typeof left === 'boolean' ? undefined : left;
}

/** Hangs each step where its phase leaves room, those that hang at another of the fragment after that one. */
function hung(
  template: Template,
  fragment: Fragment,
  given: { fresh: Map<string, Record<string, unknown>>; ids: ReadonlyMap<string, string> },
): Refusal | null {
  const { fresh, ids } = given;
  const depth = (old: string): number => hostsOf({ ...template, steps: fragment.steps }, old).length;
  let standing = template;
  for (const [old] of inOrder(fragment.steps).toSorted(([a], [b]) => depth(a) - depth(b))) {
    const step = fresh.get(old) as unknown as Step;
    const hangsAt = hangingPlace(standing, step);
    if (hangsAt === undefined) {
      const path = pointer('phases', step.phase);
      const phase = template.phases[step.phase]?.title ?? step.phase;
      const refused = refuse('operations.no-room', path, { step: step.title, phase });
      return refused.refusal;
    }
    const whom = roomForLocal(standing);
    const when = whom === undefined ? step.when : step.when === undefined ? whom : both(step.when, whom);
    const placed = { ...step, hangsAt, ...(when === undefined ? {} : { when }) };
    fresh.set(old, placed);
    standing = { ...standing, steps: { ...standing.steps, [ids.get(old) ?? old]: placed } };
  }
  return null;
}

/** Both hold; a condition that is there already is not said twice. */
const both = (when: Condition, more: Condition): Condition => (equal(when, more) ? when : { and: [when, more] });

/** How a fragment goes into a template. Pure and without chance: the same paste gives the same ids. */
export function pasted(template: Template, fragment: Fragment, target: PasteTarget): Pasted {
  const edits: Edit[] = [];
  const lost: Lost[] = [];
  // What categories of units there are is said above: no level adds any.
  const hasCategory = (id: string): boolean => !target.local || has(template.categories, id);
  for (const map of target.local ? (['roles'] as const) : (['roles', 'categories'] as const))
    for (const [id, element] of Object.entries(fragment[map]))
      if (!has(template[map], id)) edits.push(set(pointer(map, id), element));
  for (const [id, register] of Object.entries(fragment.registers)) {
    if (has(template.registers, id)) continue;
    const left = conditionAmong(register.when ?? true, hasCategory);
    const { when: _whose, ...everybody } = register;
    edits.push(set(pointer('registers', id), typeof left === 'boolean' ? everybody : { ...everybody, when: left }));
  }

  const ids = new Map<string, string>();
  const taken = new Set([...Object.keys(template.steps), ...Object.keys(template.phases)]);
  for (const old of Object.keys(fragment.steps)) {
    const id = freeId((one) => taken.has(one), target.ids?.[old] ?? old);
    taken.add(id);
    ids.set(old, id);
  }
  const phases = inOrder(template.phases).map(([id]) => id);
  const phaseOf = (step: Step): string =>
    target.phase ?? (has(template.phases, step.phase) ? step.phase : (phases[0] ?? step.phase));

  const known = ({ to, id }: Reference): boolean => {
    if (to === 'step') return has(template.steps, id);
    if (to === 'phase') return has(template.phases, id);
    if (to === 'role') return has(template.roles, id) || has(fragment.roles, id);
    if (to === 'register') return has(template.registers, id) || has(fragment.registers, id);
    if (to === 'category') return hasCategory(id);
    return true;
  };
  const parts = { phases: {}, edges: {}, roles: {}, registers: {}, policies: {} };
  const fresh = new Map<string, Record<string, unknown>>();
  for (const [old, original] of Object.entries(fragment.steps)) {
    const named = (step: unknown): Reference[] => [...referencesIn({ ...parts, steps: { [old]: step as Step } })];
    let step: unknown = { ...original, phase: phaseOf(original) };
    for (const reference of named(original)) {
      const keys = reference.path.split('/').slice(3);
      if (keys[0] === 'phase' || (reference.to === 'step' && ids.has(reference.id))) continue;
      if (keys[0] === 'hangsAt' && target.local !== undefined) {
        // Where it hangs is found below; a template of one's own has no such places.
        if (!target.local || !known(reference)) step = changed(step, ['hangsAt'], undefined);
      } else if (!known(reference)) {
        step = without(step, keys, reference);
        lost.push({ step: ids.get(old) ?? old, field: keys[0] ?? '' });
      }
    }
    // By where they stand now: what was left out has moved what stood beside it.
    for (const reference of named(step)) {
      const renamed = reference.to === 'step' ? ids.get(reference.id) : undefined;
      if (renamed === undefined || renamed === reference.id) continue;
      step = changed(step, reference.path.split('/').slice(3), reference.as(renamed));
    }
    fresh.set(old, step as Record<string, unknown>);
  }

  const refusal = target.local ? hung(template, fragment, { fresh, ids }) : null;
  for (const phase of new Set([...fresh.values()].map((step) => String(step['phase'])))) {
    const sorted = inOrder(fragment.steps)
      .map(([old]) => old)
      .filter((old) => fresh.get(old)?.['phase'] === phase);
    const orders = stepsPlaced(
      template,
      phase,
      sorted.map((old) => ids.get(old) ?? old),
      target.before,
      target.local === true,
    );
    for (const old of sorted) {
      const id = ids.get(old) ?? old;
      edits.push(set(pointer('steps', id), { ...fresh.get(old), order: orders.get(id) ?? 0 }));
    }
    edits.push(...orderEdits(orders, template.steps, 'steps'));
  }

  const edgesTaken = new Set(Object.keys(template.edges));
  for (const [old, edge] of Object.entries(fragment.edges)) {
    const from = ids.get(edge.from);
    const to = ids.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const renamed = from !== edge.from || to !== edge.to;
    const id = freeId((one) => edgesTaken.has(one), renamed ? `${from}--${to}` : old);
    edgesTaken.add(id);
    edits.push(set(pointer('edges', id), { ...edge, from, to }));
  }

  const cards = Object.entries(fragment.layout).filter(([old]) => ids.has(old));
  const left = Math.min(...cards.map(([, { x }]) => x));
  const top = Math.min(...cards.map(([, { y }]) => y));
  for (const [old, { x, y }] of cards) {
    const at = target.at ? { x: x - left + target.at.x, y: y - top + target.at.y } : { x, y };
    edits.push(set(pointer('layout', ids.get(old) ?? old), at));
  }
  return { edits, ids, lost, refusal };
}

/** What pasting leaves out because it names something this template does not have: said, not lost silently. */
export function pasteFindings(template: Template, fragment: Fragment, target: PasteTarget): Finding[] {
  const { ids, lost } = pasted(template, fragment, target);
  const originals = new Map([...ids].map(([old, id]) => [id, fragment.steps[old]]));
  const seen = new Set<string>();
  return lost.flatMap(({ step, field }) => {
    const path = pointer('steps', step, field);
    if (seen.has(path)) return [];
    seen.add(path);
    const params = { step: originals.get(step)?.title ?? '', field: fieldName(field) };
    return [{ code: 'operations.paste-left-out', severity: 'warning' as const, path, params }];
  });
}
