/** Extension points: where local steps may hang, which kinds and how many; and what of an extension point may change. */
import { type Finding, pointer } from '../findings.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import type { Phase, Step, Template } from '../template/document.js';
import { hostsOf, pointOf } from '../template/extension-points.js';
import type { Pointer } from './model.js';
import type { Refining } from './refine-context.js';
import { equal } from './shape.js';

type Extension = NonNullable<Step['extension']>;
const CLOSED: Extension = { max: 0, followersWait: false };

const extensionAt = (template: Template, host: Pointer): Extension | undefined => {
  const [, map, id = ''] = host.split('/');
  const element: Step | Phase | undefined = map === 'phases' ? template.phases[id] : template.steps[id];
  return element?.extension;
};

/** The steps of a template that hang at each place, directly or through other local steps. */
function hanging(template: Template): Map<Pointer, string[]> {
  const at = new Map<Pointer, string[]>();
  for (const id of Object.keys(template.steps))
    for (const host of hostsOf(template, id)) at.set(host, [...(at.get(host) ?? []), id]);
  return at;
}

/** What is wrong with how a step hangs, apart from whether it may. */
function misplaced(template: Template, id: string): 'host-missing' | 'other-phase' | null {
  const step = template.steps[id];
  if (!step?.hangsAt) return null;
  const hosts = hostsOf(template, id);
  const first = step.hangsAt.at === 'phase' ? template.phases[step.hangsAt.phase] : template.steps[step.hangsAt.step];
  if (!first || hosts.includes(pointer('steps', id))) return 'host-missing';
  const phase = step.hangsAt.at === 'phase' ? step.hangsAt.phase : template.steps[step.hangsAt.step]?.phase;
  return phase === step.phase ? null : 'other-phase';
}

/**
 * Local steps that hang nowhere, where they may not, or more of them than may. Leave for more is given at the extension
 * point, by the level whose point it is: leave to change a local step is its own level's affair.
 */
export function* refineLocalSteps(refining: Refining): Generator<Finding> {
  const { base, adapted } = refining;
  for (const [id, step] of Object.entries(adapted.steps)) {
    const path = pointer('steps', id);
    const before = base.steps[id];
    if (before === step) continue;
    const params = { step: step.title };
    if (!step.hangsAt && (!before || before.hangsAt)) yield refining.finding('hangs-nowhere', path, params);
    const wrong = misplaced(adapted, id);
    if (wrong && !(before && misplaced(base, id) === wrong)) yield refining.finding(wrong, `${path}/hangsAt`, params);
  }
  // A host may have moved away from under a step that nobody touched.
  for (const [id, step] of Object.entries(adapted.steps)) {
    if (base.steps[id] !== step || !step.hangsAt) continue;
    const wrong = misplaced(adapted, id);
    if (wrong && misplaced(base, id) !== wrong)
      yield refining.finding(wrong, pointer('steps', id, 'hangsAt'), { step: step.title });
  }
  const [before, after] = [hanging(base), hanging(adapted)];
  for (const [host, ids] of after) {
    const there = host.startsWith('/phases/') ? base.phases[host.slice(8)] : base.steps[host.slice(7)];
    const path = `${host}/extension`;
    if (!there || !refining.isLocked(path)) continue;
    yield* admitted(refining, host, ids, before.get(host) ?? []);
  }
}

function* admitted(
  refining: Refining,
  host: Pointer,
  ids: readonly string[],
  before: readonly string[],
): Generator<Finding> {
  const { base, adapted } = refining;
  const extension = extensionAt(base, host) ?? CLOSED;
  const name = pointOf(base, host)?.title ?? null;
  for (const id of ids) {
    const step = adapted.steps[id];
    if (!step || (before.includes(id) && base.steps[id]?.kind === step.kind)) continue;
    const path = pointer('steps', id);
    const params = { step: step.title, point: name, setAt: `${host}/extension` };
    const kinds = extension.kinds ?? [step.kind];
    if (extension.max > 0 && !kinds.includes(step.kind))
      yield refining.finding('kind-not-admitted', `${path}/kind`, {
        ...params,
        kind: stepKind(step.kind)?.title ?? step.kind,
        kinds: kinds.map((kind) => stepKind(kind)?.title.zh ?? kind),
      });
  }
  const limit = Math.max(extension.max, before.length);
  const over = ids.filter((id) => !before.includes(id)).at(-1) ?? ids.at(-1);
  if (ids.length > limit && over !== undefined)
    yield refining.finding(extension.max === 0 ? 'no-extension-point' : 'too-many-local', pointer('steps', over), {
      step: adapted.steps[over]?.title ?? over,
      point: name,
      setAt: `${host}/extension`,
      is: ids.length,
      max: extension.max,
    });
}

const isNarrower = (before: Extension, after: Extension): boolean => {
  const { kinds } = before;
  return (
    after.max <= before.max &&
    after.followersWait === before.followersWait &&
    (kinds === undefined || after.max === 0 || (after.kinds?.every((kind) => kinds.includes(kind)) ?? false))
  );
};

/** Extension points that admit more than before, or let what follows wait where it did not. */
export function* refineExtensions(refining: Refining): Generator<Finding> {
  const { base, adapted } = refining;
  for (const map of ['phases', 'steps'] as const)
    for (const id of Object.keys(base[map])) {
      const [before, after] = [base[map][id]?.extension, adapted[map][id]?.extension];
      const path = pointer(map, id, 'extension');
      if (before === after || !Object.hasOwn(adapted[map], id) || equal(before, after)) continue;
      if (refining.isLocked(path) && !isNarrower(before ?? CLOSED, after ?? CLOSED))
        yield refining.finding('extension-widened', path);
    }
}

/** Choices among the equivalents that are none of them. */
export function* refineChoices(refining: Refining): Generator<Finding> {
  const { base, adapted } = refining;
  for (const [id, step] of Object.entries(adapted.steps)) {
    const before = base.steps[id];
    if (before === step) continue;
    for (const [category, choice] of Object.entries(step.chosen ?? {})) {
      if (isOffered(step, category, choice)) continue;
      if (before?.chosen?.[category] === choice && !isOffered(before, category, choice)) continue;
      yield refining.finding('not-an-alternative', pointer('steps', id, 'chosen', category), {
        step: step.title,
        category: adapted.categories[category]?.title ?? category,
      });
    }
  }
}

const isOffered = ({ alternatives = {} }: Step, category: string, choice: string): boolean => {
  const offered = Object.hasOwn(alternatives, choice) ? alternatives[choice] : undefined;
  return offered !== undefined && (offered.categories.length === 0 || offered.categories.includes(category));
};
