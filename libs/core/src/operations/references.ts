/** Who names whom in a template: the one enumeration that removing, renaming and pasting go by. */
import { pointer } from '../findings.js';
import type { Anchor, Condition, Ladder, Operand, Review, Step, Template } from '../template/document.js';

export type Referable = 'step' | 'phase' | 'role' | 'category' | 'register' | 'evidence' | 'alternative';

export interface Reference {
  to: Referable;
  id: string;
  /** The place that names it. */
  path: string;
  /** What must stand at `path` to name another one instead. */
  as: (id: string) => unknown;
}

/** The parts of a template that name others: a template, or a fragment of one. */
export type Referring = Pick<Template, 'phases' | 'steps' | 'edges' | 'roles' | 'registers' | 'policies'>;

const same = (id: string): unknown => id;
type Found = Generator<Reference>;

function* ofAnchor(anchor: Anchor, path: string): Found {
  if (anchor.from === 'step-ended') yield { to: 'step', id: anchor.step, path: `${path}/step`, as: same };
  if (anchor.from === 'phase-opening') yield { to: 'phase', id: anchor.phase, path: `${path}/phase`, as: same };
}

function* ofOperands(operands: [Operand, Operand], path: string): Found {
  const ofCategory = operands.some(
    (one) => typeof one === 'object' && !Array.isArray(one) && one.var === 'unit.category',
  );
  for (const [i, operand] of operands.entries()) {
    if (typeof operand === 'object' && !Array.isArray(operand)) {
      const [head, step = '', ...rest] = operand.var.split('.');
      if (head === 'item')
        yield { to: 'step', id: step, path: `${path}/${i}/var`, as: (id) => ['item', id, ...rest].join('.') };
    } else if (ofCategory && typeof operand === 'string')
      yield { to: 'category', id: operand, path: `${path}/${i}`, as: same };
    else if (ofCategory && Array.isArray(operand))
      for (const [k, entry] of operand.entries())
        yield { to: 'category', id: String(entry), path: `${path}/${i}/${k}`, as: same };
  }
}

function* ofCondition(condition: Condition, path: string): Found {
  if (typeof condition === 'boolean') return;
  if ('!' in condition) yield* ofCondition(condition['!'], `${path}/!`);
  else if ('and' in condition || 'or' in condition) {
    const [name, parts] = 'and' in condition ? ['and', condition.and] : ['or', condition.or];
    for (const [i, part] of parts.entries()) yield* ofCondition(part, `${path}/${name}/${i}`);
  } else
    for (const [name, operands] of Object.entries<[Operand, Operand]>(condition))
      yield* ofOperands(operands, path + pointer(name));
}

function* ofList(to: Referable, ids: readonly string[], path: string): Found {
  for (const [i, id] of ids.entries()) yield { to, id, path: `${path}/${i}`, as: same };
}

function* ofReview(review: Review, path: string): Found {
  if (review.by.who === 'role') yield { to: 'role', id: review.by.role, path: `${path}/by/role`, as: same };
}

function* ofStep(step: Step, path: string): Found {
  yield { to: 'phase', id: step.phase, path: `${path}/phase`, as: same };
  yield { to: 'role', id: step.lead, path: `${path}/lead`, as: same };
  yield* ofList('role', step.supporting, `${path}/supporting`);
  for (const [id, review] of Object.entries(step.reviews)) yield* ofReview(review, `${path}/reviews${pointer(id)}`);
  for (const [id, { anchor }] of Object.entries(step.deadlines))
    yield* ofAnchor(anchor, `${path}/deadlines${pointer(id)}/anchor`);
  if (step.opening.notBefore) yield* ofAnchor(step.opening.notBefore.anchor, `${path}/opening/notBefore/anchor`);
  if (step.closes) yield* ofAnchor(step.closes.anchor, `${path}/closes/anchor`);
  const { occurrences } = step;
  if (occurrences.mode === 'each')
    yield { to: 'register', id: occurrences.register, path: `${path}/occurrences/register`, as: same };
  if (occurrences.mode === 'every') {
    yield* ofAnchor(occurrences.start, `${path}/occurrences/start`);
    yield* ofAnchor(occurrences.end, `${path}/occurrences/end`);
  }
  if (step.when !== undefined) yield* ofCondition(step.when, `${path}/when`);
  if (step.cascade) yield { to: 'step', id: step.cascade.milestone, path: `${path}/cascade/milestone`, as: same };
  for (const [id, { categories }] of Object.entries(step.alternatives ?? {}))
    yield* ofList('category', categories, `${path}/alternatives${pointer(id)}/categories`);
  for (const category of Object.keys(step.chosen ?? {}))
    yield {
      to: 'category',
      id: category,
      path: `${path}/chosen${pointer(category)}`,
      as: () => step.chosen?.[category],
    };
  const { hangsAt } = step;
  if (hangsAt?.at === 'phase') yield { to: 'phase', id: hangsAt.phase, path: `${path}/hangsAt/phase`, as: same };
  if (hangsAt?.at === 'step') yield { to: 'step', id: hangsAt.step, path: `${path}/hangsAt/step`, as: same };
}

/** Every reference of a template, or of a part of one, in the order in which they stand. */
export function* referencesIn(template: Referring): Generator<Reference> {
  for (const [id, { substitute }] of Object.entries(template.roles))
    if (substitute !== 'superior')
      yield { to: 'role', id: substitute, path: pointer('roles', id, 'substitute'), as: same };
  for (const [id, { when }] of Object.entries(template.registers))
    if (when !== undefined) yield* ofCondition(when, pointer('registers', id, 'when'));
  for (const [id, { opening }] of Object.entries(template.phases)) {
    if (!opening) continue;
    const path = pointer('phases', id, 'opening');
    if (opening.notBefore) yield* ofAnchor(opening.notBefore.anchor, `${path}/notBefore/anchor`);
    yield* ofList('step', opening.afterSteps, `${path}/afterSteps`);
    yield* ofList('phase', opening.afterPhases, `${path}/afterPhases`);
  }
  for (const [id, step] of Object.entries(template.steps)) yield* ofStep(step, pointer('steps', id));
  for (const [id, { from, to }] of Object.entries(template.edges)) {
    yield { to: 'step', id: from, path: pointer('edges', id, 'from'), as: same };
    yield { to: 'step', id: to, path: pointer('edges', id, 'to'), as: same };
  }
  for (const [id, { categories }] of Object.entries(template.policies))
    yield* ofList('category', categories, pointer('policies', id, 'categories'));
}

/** The ladders of a template: its own, those of steps and of reviews, each with its place. */
export function* laddersOf(template: Template): Generator<{ ladder: Ladder; path: string }> {
  yield { ladder: template.ladder, path: '/ladder' };
  for (const [id, step] of Object.entries(template.steps)) {
    if (step.ladder) yield { ladder: step.ladder, path: pointer('steps', id, 'ladder') };
    for (const [review, { ladder }] of Object.entries(step.reviews))
      if (ladder) yield { ladder, path: pointer('steps', id, 'reviews', review, 'ladder') };
  }
}
