import { type Fix, pointer } from '../findings.js';
import { valueAt } from '../adaptation/shape.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import { conditionReads } from '../template/conditions.js';
import type { Anchor, Condition, Template } from '../template/document.js';
import { anchorsOf } from '../template/graph.js';
import { found, type LintRule } from './lint-rule.js';

const kinds = ['phase', 'step', 'variable', 'category', 'kind', 'role', 'register', 'field', 'alternative'] as const;
type What = (typeof kinds)[number];
type Reference = { what: What; id: string; path: string; known: boolean };

const UNIT_FACTS = new Set(['unit.category', 'unit.rank', 'unit.level', 'unit.size', 'unit.groups']);

function* references(template: Template): Iterable<Reference> {
  const has = (map: object, id: string): boolean => Object.hasOwn(map, id);
  const { phases, steps, roles, registers, categories } = template;
  const ref = (what: What, id: string, path: string, known: boolean): Reference => ({ what, id, path, known });
  function* anchor(one: Anchor, path: string): Iterable<Reference> {
    if (one.from === 'phase-opening') yield ref('phase', one.phase, `${path}/phase`, has(phases, one.phase));
    if (one.from === 'step-ended') yield ref('step', one.step, `${path}/step`, has(steps, one.step));
  }
  function* condition(one: Condition, path: string): Iterable<Reference> {
    for (const variable of conditionReads(one)) {
      const [root, step = '', evidence = '', ...rest] = variable.split('.');
      const value =
        root === 'item' && rest.length === 0 && has(steps, step) && has(steps[step]?.evidence ?? {}, evidence);
      yield ref('variable', variable, path, value || UNIT_FACTS.has(variable));
    }
  }
  function* categoryList(list: readonly string[], path: string): Iterable<Reference> {
    for (const [i, id] of list.entries()) yield ref('category', id, path + pointer(i), has(categories, id));
  }
  function* kindList(list: readonly string[], path: string): Iterable<Reference> {
    for (const [i, id] of list.entries()) yield ref('kind', id, path + pointer(i), stepKind(id) !== undefined);
  }

  for (const [id, { opening, extension }] of Object.entries(phases)) {
    const at = pointer('phases', id);
    if (opening?.notBefore) yield* anchor(opening.notBefore.anchor, `${at}/opening/notBefore/anchor`);
    for (const [i, step] of (opening?.afterSteps ?? []).entries())
      yield ref('step', step, `${at}/opening/afterSteps/${i}`, has(steps, step));
    for (const [i, phase] of (opening?.afterPhases ?? []).entries())
      yield ref('phase', phase, `${at}/opening/afterPhases/${i}`, has(phases, phase));
    yield* kindList(extension?.kinds ?? [], `${at}/extension/kinds`);
  }
  for (const [id, step] of Object.entries(steps)) {
    const at = pointer('steps', id);
    yield ref('phase', step.phase, `${at}/phase`, has(phases, step.phase));
    yield ref('kind', step.kind, `${at}/kind`, stepKind(step.kind) !== undefined);
    yield ref('role', step.lead, `${at}/lead`, has(roles, step.lead));
    for (const [i, role] of step.supporting.entries())
      yield ref('role', role, `${at}/supporting/${i}`, has(roles, role));
    for (const [review, { by }] of Object.entries(step.reviews))
      if (by.who === 'role') yield ref('role', by.role, `${at}/reviews/${review}/by/role`, has(roles, by.role));
    if (step.occurrences.mode === 'each') {
      const { register } = step.occurrences;
      yield ref('register', register, `${at}/occurrences/register`, has(registers, register));
    }
    if (step.cascade)
      yield ref('step', step.cascade.milestone, `${at}/cascade/milestone`, has(steps, step.cascade.milestone));
    if (step.when !== undefined) yield* condition(step.when, `${at}/when`);
    for (const one of anchorsOf(template, id)) yield* anchor(one.anchor, one.path);
    for (const field of Object.keys(step.fieldMandates ?? {}))
      yield ref('field', field, at + pointer('fieldMandates', field), has(step, field) || OPTIONAL.has(field));
    for (const [choice, { categories: list }] of Object.entries(step.alternatives ?? {}))
      yield* categoryList(list, at + pointer('alternatives', choice, 'categories'));
    yield* kindList(step.extension?.kinds ?? [], `${at}/extension/kinds`);
    const { hangsAt } = step;
    if (hangsAt?.at === 'phase') yield ref('phase', hangsAt.phase, `${at}/hangsAt/phase`, has(phases, hangsAt.phase));
    if (hangsAt?.at === 'step') yield ref('step', hangsAt.step, `${at}/hangsAt/step`, has(steps, hangsAt.step));
    for (const [category, choice] of Object.entries(step.chosen ?? {})) {
      yield ref('category', category, at + pointer('chosen', category), has(categories, category));
      yield ref('alternative', choice, at + pointer('chosen', category), has(step.alternatives ?? {}, choice));
    }
  }
  for (const [id, edge] of Object.entries(template.edges))
    for (const end of ['from', 'to'] as const)
      yield ref('step', edge[end], pointer('edges', id, end), has(steps, edge[end]));
  for (const [id, { substitute }] of Object.entries(roles))
    yield ref(
      'role',
      substitute,
      pointer('roles', id, 'substitute'),
      substitute === 'superior' || has(roles, substitute),
    );
  for (const [id, { when }] of Object.entries(registers))
    if (when !== undefined) yield* condition(when, pointer('registers', id, 'when'));
  for (const [id, { rule, categories: list }] of Object.entries(template.policies)) {
    yield* categoryList(list, pointer('policies', id, 'categories'));
    if (rule.type === 'forbid-kinds') yield* kindList(rule.kinds, pointer('policies', id, 'rule', 'kinds'));
  }
}
/** Places that may go when what they name is gone: a bound, a review, an edge, a mandate of a field. */
const MAY_GO = [
  /^\/steps\/[^/]+\/(?:deadlines|reviews)\/[^/]+(?=\/)/,
  /^\/steps\/[^/]+\/(?:closes|opening\/notBefore)(?=\/)/,
  /^\/phases\/[^/]+\/opening\/notBefore(?=\/)/,
  /^\/edges\/[^/]+(?=\/)/,
  /^\/steps\/[^/]+\/fieldMandates\/[^/]+$/,
];

/**
 * Leaves out what names something unknown, where that says nothing else: a member of a list (with every other unknown
 * one), a bound, an edge. Who leads and what a cascade counts a person has to say.
 */
function withoutIt(template: Template, path: string, unknown: readonly Reference[]): Fix | undefined {
  const list = path.slice(0, path.lastIndexOf('/'));
  const members = valueAt(template, list);
  if (Array.isArray(members) && /\/\d+$/.test(path)) {
    const gone = new Set(unknown.map((one) => one.path));
    const left = members.filter((_, i) => !gone.has(`${list}/${i}`));
    // No categories mean all of them: a rule for nobody must not become one for everybody.
    if (left.length === 0 && list.endsWith('/categories')) return undefined;
    return { edits: [{ op: 'set', path: list, value: left }] };
  }
  if (/^\/roles\/[^/]+\/substitute$/.test(path)) return { edits: [{ op: 'set', path, value: 'superior' }] };
  const goes = MAY_GO.map((pattern) => pattern.exec(path)?.[0]).find((found) => found !== undefined);
  return goes === undefined ? undefined : { edits: [{ op: 'remove', path: goes }] };
}

/** Fields of a step that may be absent and still have a mandate. */
const OPTIONAL = new Set([
  'guidance',
  'authority',
  'when',
  'ladder',
  'closes',
  'cascade',
  'alternatives',
  'extension',
  'chosen',
  'post',
  'notes',
  'hangsAt',
  'mandate',
  'fieldMandates',
]);

export const unknownReference: LintRule = {
  id: 'unknown-reference',
  codes: kinds.map((what) => `unknown-reference.${what}`),
  *check({ template }) {
    const unknown = [...references(template)].filter(({ known }) => !known);
    for (const { what, id, path } of unknown)
      yield found('error', `unknown-reference.${what}`, path, { id }, withoutIt(template, path, unknown));
  },
};
