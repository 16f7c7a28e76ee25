/** What a new version means for every adaptation below, before it is published. */
import type { Template } from '../template/document.js';
import { applyDifference } from './apply.js';
import { mergeAdaptation, type MergeInput } from './merge.js';
import { type Adapting, mergeChecks } from './merge-checks.js';
import type { Adaptation, Conflict, Difference, Merge } from './model.js';

/** One adaptation of the tree. */
export interface AdaptedUnit {
  unit: string;
  /** The nearest unit above that has an adaptation; null under the root. */
  above: string | null;
  difference: Difference;
  applies: Adaptation['applies'];
}

export type Consequence = 'automatic' | 'needs-decision' | 'refused';

export interface UnitImpact {
  unit: string;
  above: string | null;
  /**
   * automatic: nothing to decide. needs-decision: its own changes could stay. refused: at least one of its own changes
   * cannot stay.
   */
  consequence: Consequence;
  /** Whether anything changes for it at all. */
  concerned: boolean;
  onlyDatesAndPeople: boolean;
  /** Why it is not automatic. */
  conflicts: Conflict[];
  merge: Merge;
}

export interface Impact {
  units: UnitImpact[];
  counts: Record<Consequence, number>;
}

export type ImpactOptions = Omit<
  MergeInput,
  'base' | 'newBase' | 'mine' | 'decisions' | 'units' | 'checks' | 'above'
> & {
  /** A unit and every unit above it, for grants. */
  unitsOf?: (unit: string) => readonly string[];
};

/** What a merge asks of whoever owns the adaptation. */
export const consequenceOf = (merge: Pick<Merge, 'conflicts'>): Consequence => {
  if (merge.conflicts.length === 0) return 'automatic';
  return merge.conflicts.every(({ mayKeep }) => mayKeep) ? 'needs-decision' : 'refused';
};

/**
 * What a new version of the root means for every adaptation below it, each merged onto what the level above it comes
 * to; where that level has open questions, it counts as it stands until they are answered. Units above come first in
 * `tree`, or anywhere; one whose `above` is not in the tree is taken to stand under the root.
 */
export function impact(
  root: Template,
  newRoot: Template,
  tree: readonly AdaptedUnit[],
  options: ImpactOptions,
): Impact {
  const { unitsOf, ...rest } = options;
  const checks = mergeChecks(rest);
  const below = new Map<string | null, AdaptedUnit[]>();
  const known = new Set(tree.map(({ unit }) => unit));
  for (const one of tree) {
    const above = one.above !== null && known.has(one.above) ? one.above : null;
    below.set(above, [...(below.get(above) ?? []), one]);
  }
  const units: UnitImpact[] = [];
  const counts: Impact['counts'] = { automatic: 0, 'needs-decision': 0, refused: 0 };
  const open: { above: string | null; base: Template; newBase: Template; levels: readonly Adapting[] }[] = [
    { above: null, base: root, newBase: newRoot, levels: [] },
  ];
  for (let level = open.pop(); level; level = open.pop()) {
    const { base, newBase, levels } = level;
    for (const { unit, above, difference } of below.get(level.above) ?? []) {
      const own = unitsOf && options.grants?.length ? { units: unitsOf(unit) } : undefined;
      const merge = mergeAdaptation({
        ...rest,
        base,
        newBase,
        mine: difference,
        above: levels,
        ...own,
        checks: own ? { rules: checks.rules } : checks,
      });
      const consequence = consequenceOf(merge);
      counts[consequence] += 1;
      const { conflicts, onlyDatesAndPeople } = merge;
      const concerned = conflicts.length > 0 || Object.keys(merge.taken).length > 0;
      units.push({ unit, above, consequence, concerned, onlyDatesAndPeople, conflicts, merge });
      if (below.has(unit))
        open.push({
          above: unit,
          base: applyDifference(base, difference).template,
          newBase: merge.result,
          levels: [...levels, merge],
        });
    }
  }
  return { units, counts };
}
