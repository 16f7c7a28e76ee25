import { type Finding, pointer } from '../findings.js';
import { conditionSteps } from '../template/conditions.js';
import type { Step, Template } from '../template/document.js';
import { type Predecessors, predecessors } from '../template/predecessors.js';
import { found, type LintRule, titlesOf } from './lint-rule.js';

/** What is handed in at these can skip a step by its own condition. */
const readsOf = ({ when }: Step): string[] => (when === undefined ? [] : conditionSteps(when));

/**
 * For each step that can be skipped by what is handed in, the steps whose conditions bring that about: its own, or
 * those of predecessors along whose edges a skip is handed on (`joined` of the run).
 */
function skippable({ steps }: Template, into: ReadonlyMap<string, Predecessors>): Map<string, ReadonlySet<string>> {
  const through = new Map<string, ReadonlySet<string>>();
  const add = (id: string, sources: Iterable<string>): boolean => {
    const known = through.get(id) ?? new Set();
    const all = new Set([...known, ...sources]);
    if (all.size > known.size) through.set(id, all);
    return all.size > known.size;
  };
  for (const [id, step] of Object.entries(steps)) if (readsOf(step).length > 0) add(id, [id]);
  if (through.size === 0) return through;
  // Repeated until no skip reaches further; on a cycle, which has a rule of its own, it comes to rest as well.
  for (let more = true; more; ) {
    more = false;
    for (const [id, from] of into) if (add(id, handedOn(steps[id], from, through))) more = true;
  }
  return through;
}

function* handedOn(
  step: Step | undefined,
  from: Predecessors,
  through: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<string> {
  const skips = [...from].filter(
    ([id, kind]) => through.has(id) && (kind === 'needs' || typeof step?.join === 'object'),
  );
  if (step?.join !== 'all' && skips.length < from.size) return;
  for (const [id] of skips) yield* through.get(id) ?? [];
}

/** Dependencies along which a free step takes a mandated one with it: one finding for each, or one for its join. */
function* takenAlong(template: Template): Generator<Finding> {
  const { steps, edges } = template;
  const into = predecessors(template);
  const through = skippable(template, into);
  const isFree = (id: string): boolean => steps[id]?.mandate === 'free';
  for (const [id, from] of into) {
    const step = steps[id];
    const sources = [...handedOn(step, from, through)];
    // A mandated step with such a condition is named itself; what goes with it goes as was laid down.
    if (!step || isFree(id) || !sources.some(isFree)) continue;
    const named = [...new Set(sources.filter(isFree))];
    const reads = new Set(named.flatMap((source) => readsOf(steps[source] as Step)));
    const params = { step: step.title, after: titlesOf(template, named), reads: titlesOf(template, reads) };
    if (step.join !== 'all') {
      yield found('warning', 'skippable-through', pointer('steps', id, 'join'), params);
      continue;
    }
    for (const [edge, { from: before, to, kind }] of Object.entries(edges)) {
      if (to !== id || kind !== 'needs' || ![...(through.get(before) ?? [])].some(isFree)) continue;
      const path = pointer('edges', edge);
      yield found('warning', 'skippable-through', path, params, {
        edits: [{ op: 'set', path: `${path}/kind`, value: 'order' }],
      });
    }
  }
}

/** Conditions on the kind of unit are guidance by category; one on what is handed in later lets a duty vanish. */
export const skippableMandate: LintRule = {
  id: 'skippable-mandate',
  codes: ['skippable-mandate', 'skippable-through'],
  *check({ template }) {
    for (const [id, step] of Object.entries(template.steps)) {
      const reads = readsOf(step);
      if (step.mandate === 'free' || reads.length === 0) continue;
      yield found('warning', 'skippable-mandate', pointer('steps', id, 'when'), {
        step: step.title,
        reads: titlesOf(template, reads),
      });
    }
    yield* takenAlong(template);
  },
};
