import { stepKind } from '../step-kinds/step-kinds.js';
import { crowdedWeeks } from '../template/crowding.js';
import { UNIT_LIMITS } from '../template/unit-limits.js';
import { found, type LintRule, titlesOf } from './lint-rule.js';

/** More gatherings than the weeks they may be held in have room for leave no time for the work they are about. */
export const crowdedMeetings: LintRule = {
  id: 'crowded-meetings',
  codes: ['crowded-meetings'],
  *check({ template, cases, planOf }) {
    const gatherings = new Set(
      Object.entries(template.steps).flatMap(([id, { kind }]) => (stepKind(kind)?.gathers === true ? [id] : [])),
    );
    for (const { category, title, path } of cases) {
      const held = planOf(category).items.filter(({ step }) => gatherings.has(step));
      for (const { within, ...crowded } of crowdedWeeks(held, UNIT_LIMITS.gatheringsPerWeek)) {
        const steps = titlesOf(template, new Set(within.map(({ step }) => step)));
        yield found('warning', 'crowded-meetings', path, { category: title, ...crowded, steps });
      }
    }
  },
};
