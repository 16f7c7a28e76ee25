/** Taking over from above, as core merges it. */
import {
  type Calendar,
  type Consequence,
  consequenceOf,
  type Decision,
  type Difference,
  type Finding,
  type Merge,
  mergeAdaptation,
  type MergeChecks,
  mergeChecks,
  type Template,
} from '@gangmu/core';
import type { Bounds } from './design-rules.js';

export type UpdateState = 'automatic' | 'decisions' | 'refused';

export interface MergeInput {
  base: Template;
  newBase: Template;
  /** The adaptation over `base`. */
  mine: Difference;
  decisions: readonly Decision[];
  bounds: Bounds;
  /** Rules that remember, where many adaptations of one version are merged. */
  rules?: Rules | undefined;
}
export type Rules = MergeChecks['rules'];

/** The rules for many merges: what differs in words only is linted once. */
export const rememberedRules = (calendar: Calendar): Rules => mergeChecks({ calendar }).rules;

/** The merge under the locks and rules of the new base. */
export const merged = ({ base, newBase, mine, decisions, bounds, rules }: MergeInput): Merge =>
  mergeAdaptation({
    base,
    newBase,
    mine,
    decisions,
    grants: bounds.grants,
    on: bounds.on,
    units: bounds.units,
    setBy: bounds.setBy,
    calendar: bounds.calendar,
    above: bounds.above,
    ...(rules === undefined ? {} : { checks: { rules } }),
  });

const STATES: Record<Consequence, UpdateState> = {
  automatic: 'automatic',
  'needs-decision': 'decisions',
  refused: 'refused',
};

/** What a merge means for whoever has to take it over. */
export const stateOfMerge = (merge: Merge): UpdateState => STATES[consequenceOf(merge)];

/** Findings that say why, each once. */
export function reasonsOf(merge: Merge): Finding[] {
  const reasons = new Map<string, Finding>();
  for (const conflict of merge.conflicts) {
    const found: Finding[] =
      conflict.findings.length > 0
        ? conflict.findings
        : [{ code: `conflict.${conflict.class}`, severity: 'warning', path: conflict.path, params: {} }];
    for (const reason of found) reasons.set(`${reason.code} ${reason.path}`, reason);
  }
  return [...reasons.values()].slice(0, 20);
}
