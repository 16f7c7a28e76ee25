import { stepKind } from '../step-kinds/step-kinds.js';
import { crowdedWeeks } from '../template/crowding.js';
import { perElement } from '../template/per-element.js';
import type { PlannedItem } from '../template/plan.js';
import { UNIT_LIMITS } from '../template/unit-limits.js';
import { found, type LintRule, titlesOf } from './lint-rule.js';

/** Of the items of one plan; `gatherings` names the steps that call people together, one after the other. */
const crowdedIn = perElement((_category: string, items: readonly PlannedItem[], gatherings: string) => {
  const ids = new Set(gatherings.split(' '));
  return crowdedWeeks(
    items.filter(({ step }) => ids.has(step)),
    UNIT_LIMITS.gatheringsPerWeek,
  );
});

/** More gatherings than the weeks they may be held in have room for leave no time for the work they are about. */
export const crowdedMeetings: LintRule = {
  id: 'crowded-meetings',
  codes: ['crowded-meetings'],
  *check({ template, cases, planOf }) {
    const gatherings = Object.entries(template.steps)
      .flatMap(([id, { kind }]) => (stepKind(kind)?.gathers === true ? [id] : []))
      .join(' ');
    for (const { category, title, path } of cases)
      for (const { within, ...crowded } of crowdedIn(category ?? '', planOf(category).items, gatherings)) {
        const steps = titlesOf(template, new Set(within.map(({ step }) => step)));
        yield found('warning', 'crowded-meetings', path, { category: title, ...crowded, steps });
      }
  },
};
