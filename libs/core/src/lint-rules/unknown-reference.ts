import { type Fix, pointer } from '../findings.js';
import { keysOf, valueAt } from '../adaptation/shape.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import { conditionReads } from '../template/conditions.js';
import type { Anchor, Condition, Step, Template } from '../template/document.js';
import { anchorsOf } from '../template/graph.js';
import { found, type LintRule } from './lint-rule.js';
import { perElement } from '../template/per-element.js';

const kinds = ['phase', 'step', 'variable', 'category', 'kind', 'role', 'register', 'field', 'alternative'] as const;
type What = (typeof kinds)[number];
type Reference = { what: What; id: string; path: string };

const UNIT_FACTS = new Set(['unit.category', 'unit.rank', 'unit.level', 'unit.size', 'unit.groups']);
const has = (map: object, id: string): boolean => Object.hasOwn(map, id);

/** Whether there is what is named. */
const there: Record<What, (template: Template, named: Reference) => boolean> = {
  phase: ({ phases }, { id }) => has(phases, id),
  step: ({ steps }, { id }) => has(steps, id),
  variable: ({ steps }, { id }) => {
    const [root, step = '', evidence = '', ...rest] = id.split('.');
    const value =
      root === 'item' && rest.length === 0 && has(steps, step) && has(steps[step]?.evidence ?? {}, evidence);
    return value || UNIT_FACTS.has(id);
  },
  category: ({ categories }, { id }) => has(categories, id),
  kind: (_, { id }) => stepKind(id) !== undefined,
  role: ({ roles }, { id, path }) => has(roles, id) || (id === 'superior' && SUBSTITUTE.test(path)),
  register: ({ registers }, { id }) => has(registers, id),
  field: ({ steps }, { id, path }) => has(steps[keysOf(path)[1] ?? ''] ?? {}, id) || OPTIONAL.has(id),
  alternative: ({ steps }, { id, path }) => has(steps[keysOf(path)[1] ?? '']?.alternatives ?? {}, id),
};

const ref = (what: What, id: string, path: string): Reference => ({ what, id, path });
const all = (what: What, ids: readonly string[], path: string): Reference[] =>
  ids.map((id, index) => ref(what, id, path + pointer(index)));
const inAnchor = (one: Anchor, path: string): Reference[] =>
  one.from === 'phase-opening'
    ? [ref('phase', one.phase, `${path}/phase`)]
    : one.from === 'step-ended'
      ? [ref('step', one.step, `${path}/step`)]
      : [];
const inCondition = (one: Condition | undefined, path: string): Reference[] =>
  one === undefined ? [] : conditionReads(one).map((variable) => ref('variable', variable, path));

function* inPhase(id: string, { opening, extension }: Template['phases'][string]): Iterable<Reference> {
  const at = pointer('phases', id);
  if (opening?.notBefore) yield* inAnchor(opening.notBefore.anchor, `${at}/opening/notBefore/anchor`);
  yield* all('step', opening?.afterSteps ?? [], `${at}/opening/afterSteps`);
  yield* all('phase', opening?.afterPhases ?? [], `${at}/opening/afterPhases`);
  yield* all('kind', extension?.kinds ?? [], `${at}/extension/kinds`);
}

/** What a step names; what of it there is depends on the others. */
const inStep = perElement((id: string, step: Step): readonly Reference[] => [...namedBy(id, step)]);

function* namedBy(id: string, step: Step): Iterable<Reference> {
  const at = pointer('steps', id);
  yield ref('phase', step.phase, `${at}/phase`);
  yield ref('kind', step.kind, `${at}/kind`);
  yield ref('role', step.lead, `${at}/lead`);
  yield* all('role', step.supporting, `${at}/supporting`);
  for (const [review, { by }] of Object.entries(step.reviews))
    if (by.who === 'role') yield ref('role', by.role, `${at}/reviews/${review}/by/role`);
  if (step.occurrences.mode === 'each') yield ref('register', step.occurrences.register, `${at}/occurrences/register`);
  if (step.cascade) yield ref('step', step.cascade.milestone, `${at}/cascade/milestone`);
  yield* inCondition(step.when, `${at}/when`);
  for (const one of anchorsOf(id, step)) yield* inAnchor(one.anchor, one.path);
  for (const field of Object.keys(step.fieldMandates ?? {}))
    yield ref('field', field, at + pointer('fieldMandates', field));
  for (const [choice, { categories }] of Object.entries(step.alternatives ?? {}))
    yield* all('category', categories, at + pointer('alternatives', choice, 'categories'));
  yield* all('kind', step.extension?.kinds ?? [], `${at}/extension/kinds`);
  const { hangsAt } = step;
  if (hangsAt?.at === 'phase') yield ref('phase', hangsAt.phase, `${at}/hangsAt/phase`);
  if (hangsAt?.at === 'step') yield ref('step', hangsAt.step, `${at}/hangsAt/step`);
  for (const [category, choice] of Object.entries(step.chosen ?? {})) {
    yield ref('category', category, at + pointer('chosen', category));
    yield ref('alternative', choice, at + pointer('chosen', category));
  }
}

const inEdge = perElement((id: string, edge: Template['edges'][string]): readonly Reference[] =>
  (['from', 'to'] as const).map((end) => ref('step', edge[end], pointer('edges', id, end))),
);

function* references({ phases, steps, edges, roles, registers, policies }: Template): Iterable<Reference> {
  for (const [id, phase] of Object.entries(phases)) yield* inPhase(id, phase);
  for (const [id, step] of Object.entries(steps)) yield* inStep(id, step);
  for (const [id, edge] of Object.entries(edges)) yield* inEdge(id, edge);
  for (const [id, { substitute }] of Object.entries(roles))
    yield ref('role', substitute, pointer('roles', id, 'substitute'));
  for (const [id, { when }] of Object.entries(registers)) yield* inCondition(when, pointer('registers', id, 'when'));
  for (const [id, { rule, categories }] of Object.entries(policies)) {
    yield* all('category', categories, pointer('policies', id, 'categories'));
    if (rule.type === 'forbid-kinds') yield* all('kind', rule.kinds, pointer('policies', id, 'rule', 'kinds'));
  }
}
/** Where a superior may be named instead of a role. */
const SUBSTITUTE = /^\/roles\/[^/]+\/substitute$/;
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
  if (SUBSTITUTE.test(path)) return { edits: [{ op: 'set', path, value: 'superior' }] };
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
    const unknown: Reference[] = [];
    for (const named of references(template)) if (!there[named.what](template, named)) unknown.push(named);
    for (const { what, id, path } of unknown)
      yield found('error', `unknown-reference.${what}`, path, { id }, withoutIt(template, path, unknown));
  },
};
