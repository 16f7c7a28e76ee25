/** Two states of a plan beside each other: sentences by phase, and one picture of both. */
import { compare, phasesInOrder, type Sentence, type Template } from '@gangmu/core';
import type { Mark } from '../export/plan-drawing.js';

export type Weight = Sentence['weight'];

export interface SentenceGroup {
  /** Id of the phase; null for what belongs to none. */
  phase: string | null;
  sentences: Sentence[];
}

export interface Comparing {
  sentences: Sentence[];
  /** Both plans in one: what is gone stands where it stood. */
  both: Template;
  marks: Map<string, Mark>;
}

const phaseOf = (path: string, { before, after }: { before: Template; after: Template }): string | null => {
  const [, map, id = ''] = path.split('/');
  if (map === 'phases') return id;
  if (map === 'steps') return (after.steps[id] ?? before.steps[id])?.phase ?? null;
  if (map === 'edges') {
    const to = (after.edges[id] ?? before.edges[id])?.to ?? '';
    return (after.steps[to] ?? before.steps[to])?.phase ?? null;
  }
  return null;
};

/** What became of each step, as far as anything did. */
function marksOf(sentences: readonly Sentence[], before: Template, after: Template): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const id of Object.keys({ ...before.steps, ...after.steps })) {
    if (after.steps[id] === undefined) marks.set(id, 'removed');
    else if (before.steps[id] === undefined) marks.set(id, 'added');
    else if (before.steps[id].phase !== after.steps[id].phase) marks.set(id, 'moved');
  }
  for (const { path } of sentences) {
    const [, map, id = '', field] = path.split('/');
    if (map === 'steps' && field !== undefined && field !== 'order' && !marks.has(id)) marks.set(id, 'changed');
  }
  return marks;
}

export function comparing(before: Template, after: Template): Comparing {
  const sentences = compare(before, after);
  const steps = { ...before.steps, ...after.steps };
  const edges = Object.fromEntries(
    Object.entries({ ...before.edges, ...after.edges }).filter(
      ([, { from, to }]) => steps[from] !== undefined && steps[to] !== undefined,
    ),
  );
  return {
    sentences,
    both: {
      ...after,
      roles: { ...before.roles, ...after.roles },
      phases: { ...before.phases, ...after.phases },
      steps,
      edges,
    },
    marks: marksOf(sentences, before, after),
  };
}

/** Sentences, of some weights only, under the phases they speak of, in the order of the plan. */
export function byPhase(
  before: Template,
  after: Template,
  { sentences, both }: Pick<Comparing, 'sentences' | 'both'>,
  weights?: readonly Weight[],
): SentenceGroup[] {
  const groups = new Map<string | null, Sentence[]>([null, ...phasesInOrder(both)].map((phase) => [phase, []]));
  for (const sentence of sentences)
    if (weights === undefined || weights.includes(sentence.weight))
      (groups.get(phaseOf(sentence.path, { before, after })) ?? groups.get(null))?.push(sentence);
  return [...groups].flatMap(([phase, own]) => (own.length === 0 ? [] : [{ phase, sentences: own }]));
}
