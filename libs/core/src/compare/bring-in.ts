/**
 * A file brought into a plan that is open: what it would change, one proposal for each sentence, of which any can be
 * taken and the others left. Where the version is known that the file was made from, only what the file changed of that
 * is proposed; else whatever the two say differently. Nothing is done before somebody has chosen.
 */
import { differenceOf } from '../adaptation/difference.js';
import { mergeTemplates } from '../adaptation/merge-templates.js';
import type { Pointer } from '../adaptation/model.js';
import { touches } from '../adaptation/place.js';
import { equal, keysOf, valueAt } from '../adaptation/shape.js';
import type { Finding, Result } from '../findings.js';
import { pointer } from '../findings.js';
import type { Applied, Edit } from '../operations/operation.js';
import { applyOperation, type Operation } from '../operations/operations.js';
import type { Template } from '../template/document.js';
import { type Sentence, type SpokenChange, spokenChanges } from './compare.js';
import { changeIn, needsAmong } from './bring-in-needs.js';
import { keptSentences } from './kept-sentences.js';

export interface Proposal {
  /** Names it among the proposals of one file. */
  id: string;
  sentence: Sentence;
  /** Places that change with it. */
  places: readonly Pointer[];
  /** A place that is marked as set on purpose; nothing changes with it. */
  keeps: Pointer | null;
  /** Proposals without which it would name what is not there. */
  needs: readonly string[];
  /**
   * clash – changed here as well since the file was made; only-here – the plan has it and the file does not, and nobody
   * knows whether the file ever had it. Neither is taken unless somebody says so.
   */
  doubt: 'clash' | 'only-here' | null;
}

export interface BroughtIn {
  /** The plan as it is. */
  mine: Template;
  /** The plan with everything that is proposed. */
  target: Template;
  /** In the order of the plan. */
  proposals: readonly Proposal[];
  /** merge – against the version the file was made from; same-plan – against a file of this very plan; other – any. */
  against: 'merge' | 'same-plan' | 'other';
}

type Layout = Template['layout'];

/** Where the cards stand, of what is there afterwards; nothing where nobody has placed any. */
function layoutOf(mine: Template, wanted: Layout, elements: Template): Layout {
  const has = ({ steps, phases }: Template, id: string): boolean =>
    Object.hasOwn(steps, id) || Object.hasOwn(phases, id);
  const stands = (id: string): boolean => has(elements, id) || (!has(mine, id) && Object.hasOwn(mine.layout ?? {}, id));
  const placed = Object.entries(wanted ?? {}).filter(([id]) => stands(id));
  return mine.layout === undefined && placed.length === 0 ? undefined : Object.fromEntries(placed);
}

function withLayout(template: Template, layout: Layout): Template {
  const { layout: _old, ...rest } = template;
  return layout === undefined ? rest : { ...rest, layout };
}

/** It stays the same plan: what was published of it, and what adapts it, goes by its id. */
function asThePlan(template: Template, { id, $schema }: Template): Template {
  const { $schema: _other, ...rest } = template;
  return { ...rest, id, ...($schema === undefined ? {} : { $schema }) };
}

/** What only one side has. */
const isOnlyHere = (target: Template, places: readonly Pointer[]): boolean =>
  places.every((path) => valueAt(target, path) === undefined);

/**
 * What a file would change of the plan.
 *
 * @param file the template in it, parsed
 * @param known the version the file was made from, and what it marks as set on purpose that the plan does not
 */
export function bringIn(
  mine: Template,
  file: Template,
  { base, kept = [] }: { base?: Template | undefined; kept?: readonly Pointer[] } = {},
): BroughtIn {
  // A file says where cards stand as far as it says it: other cards stay where they are.
  const placed = { ...(base ?? mine).layout, ...file.layout };
  const theirs = withLayout(asThePlan(file, mine), placed);
  const merged = base === undefined ? undefined : mergeTemplates(asThePlan(base, mine), theirs, mine);
  const elements = merged?.template ?? theirs;
  const target = withLayout(elements, layoutOf(mine, elements.layout, elements));
  const against = merged !== undefined ? 'merge' : file.id === mine.id ? 'same-plan' : 'other';
  const spoken = spokenChanges(mine, target, differenceOf(mine, target));
  const said: Said[] = [...spoken, ...layoutChange(mine, target), ...marks(mine, target, kept)];
  const changes = said.map(({ sentence, places, keeps = null }, index) => ({
    id: `${index} ${sentence.path}`,
    sentence,
    places: withTheirCards(mine, target, places),
    keeps,
  }));
  const needs = needsAmong(mine, target, changes);
  const clashes = merged?.clashes ?? [];
  const doubtOf = (places: readonly Pointer[]): Proposal['doubt'] => {
    if (clashes.some(({ path }) => places.some((place) => touches(place, path)))) return 'clash';
    return against === 'other' && places.length > 0 && isOnlyHere(target, places) ? 'only-here' : null;
  };
  const proposals = changes.map((change) => ({
    ...change,
    needs: [...(needs.get(change.id) ?? [])],
    doubt: doubtOf(change.places),
  }));
  return { mine, target, proposals, against };
}

type Said = SpokenChange & { keeps?: Pointer };

const cardsOf = (template: Template): Record<string, unknown> => template.layout ?? {};
const elementsIn = ({ steps, phases }: Template): Record<string, unknown> => ({ ...steps, ...phases });

/** Cards that both have, and that stand elsewhere: all of them together, as nobody judges them one by one. */
function layoutChange(mine: Template, target: Template): Said[] {
  const [before, after] = [cardsOf(mine), cardsOf(target)];
  const [old, now] = [elementsIn(mine), elementsIn(target)];
  const moved = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (id) => Object.hasOwn(old, id) === Object.hasOwn(now, id) && !equal(before[id], after[id]),
  );
  if (moved.length === 0) return [];
  const sentence: Sentence = {
    code: 'compare.layout',
    path: '/layout',
    params: { count: moved.length },
    kind: 'moved',
    weight: 'other',
  };
  return [{ sentence, places: moved.map((id) => pointer('layout', id)) }];
}

/** Marks that say the same here as in the file; where the plan says something else since, there is nothing to keep. */
const marks = (mine: Template, target: Template, kept: readonly Pointer[]): Said[] =>
  keptSentences(
    target,
    kept.filter((path) => equal(valueAt(mine, path), valueAt(target, path))),
  ).map((sentence) => ({ sentence, places: [], keeps: sentence.path }));

/** A step that comes brings its place on the canvas along; one that goes takes it away. */
function withTheirCards(mine: Template, target: Template, places: readonly Pointer[]): readonly Pointer[] {
  const cards = places.flatMap((path) => {
    const [map = '', id = '', ...deeper] = keysOf(path);
    if (deeper.length > 0 || (map !== 'steps' && map !== 'phases')) return [];
    return equal(cardsOf(mine)[id], cardsOf(target)[id]) ? [] : [pointer('layout', id)];
  });
  return cards.length === 0 ? places : [...places, ...cards];
}

type Chosen = ReadonlySet<string>;

/** The chosen proposals, and what they cannot do without. */
export function withNeeded({ proposals }: BroughtIn, chosen: Iterable<string>): Set<string> {
  const needs = new Map(proposals.map((one) => [one.id, one.needs]));
  const all = new Set(chosen);
  // A set goes on to what is put into it on the way.
  for (const id of all) for (const needed of needs.get(id) ?? []) all.add(needed);
  return all;
}

/** The chosen proposals without some, and without what cannot do without those. */
export function withoutThose({ proposals }: BroughtIn, chosen: Chosen, left: Iterable<string>): Set<string> {
  const gone = new Set(left);
  for (let before = -1; before < gone.size; ) {
    before = gone.size;
    for (const { id, needs } of proposals) if (needs.some((one) => gone.has(one))) gone.add(id);
  }
  return new Set([...chosen].filter((id) => !gone.has(id)));
}

/** As many edits as one quick fix may have. */
const MOST_EDITS = 1000;

/**
 * The chosen proposals as one operation, with what they cannot do without; null where that is nothing. Whether somebody
 * may is asked where every operation is.
 */
export function takeProposals(brought: BroughtIn, chosen: Chosen): Operation | null {
  const all = withNeeded(brought, chosen);
  const edits = brought.proposals
    .filter(({ id }) => all.has(id))
    .flatMap(({ places }) =>
      places.map((path): Edit => {
        const value = valueAt(brought.target, path);
        return value === undefined ? { op: 'remove', path } : { op: 'set', path, value };
      }),
    );
  const operations: Operation[] = [];
  for (let at = 0; at < edits.length; at += MOST_EDITS)
    operations.push({ op: 'apply-fix', edits: edits.slice(at, at + MOST_EDITS) });
  if (operations.length > 1) return { op: 'batch', operations: operations.map((one) => ({ ...one })) };
  return operations[0] ?? null;
}

/** Places that are marked as set on purpose by the chosen proposals. */
export const marksAmong = ({ proposals }: BroughtIn, chosen: Chosen): Pointer[] =>
  proposals.flatMap(({ id, keeps }) => (keeps !== null && chosen.has(id) ? [keeps] : []));

/** The plan with the chosen proposals, or why it cannot be: nothing of it has happened then. */
export function withProposals(brought: BroughtIn, chosen: Chosen): Result<Pick<Applied, 'template'>> {
  const operation = takeProposals(brought, chosen);
  return operation === null ? { ok: true, value: { template: brought.mine } } : applyOperation(brought.mine, operation);
}

/** Counts what hangs at one place: no single step is against it. */
const COUNTED = 'refine.too-many-local';

/**
 * Proposals that cannot be taken, each with the reason, and with them those that need them. Several that go alone may
 * still not go together; that is found when they are taken.
 *
 * @param refused what a level may not do of a changed plan; see `newlyBroken`
 */
export function lockedProposals(
  brought: BroughtIn,
  refused: (after: Template) => readonly Finding[],
): Map<string, Finding> {
  const { proposals } = brought;
  const locked = new Map<string, Finding>();
  const why = (chosen: Iterable<string>): readonly Finding[] => {
    const after = withProposals(brought, new Set(chosen));
    if (!after.ok) return [{ ...after.refusal, severity: 'error' }];
    return refused(after.value.template).filter(({ code }) => code !== COUNTED);
  };
  const lock = (id: string | undefined, finding: Finding): void => {
    if (id === undefined || locked.has(id)) return;
    locked.set(id, finding);
    for (const one of proposals) if (one.needs.includes(id)) lock(one.id, finding);
  };
  const free = (): string[] => proposals.flatMap(({ id }) => (locked.has(id) ? [] : [id]));
  const changeAt = changeIn(proposals);
  // What is said of a place is said of the change there: one look at all of them tells nearly everything.
  for (let before = -1; before < locked.size; ) {
    before = locked.size;
    const findings = why(free());
    if (findings.length === 0) return locked;
    for (const finding of findings) lock(changeAt(finding.path), finding);
  }
  for (const id of free()) {
    const [first] = why([id]);
    if (first !== undefined) lock(id, first);
  }
  return locked;
}

/** What is ticked at first: everything that is neither locked nor in doubt, and needs nothing that is. */
export function firstChosen(brought: BroughtIn, locked: ReadonlyMap<string, unknown>): Set<string> {
  const { proposals } = brought;
  const held = proposals.filter(({ id, doubt }) => doubt !== null || locked.has(id)).map(({ id }) => id);
  return withoutThose(brought, new Set(proposals.map(({ id }) => id)), held);
}
