import { mondayOf } from '../calendar/plain-date.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import type { Step } from '../template/document.js';
import { found, type LintRule } from './lint-rule.js';

/** More gatherings than this due in one week leave no time for the work they are about. */
const MAX_PER_WEEK = 3;

const gathers = (step: Step | undefined): boolean => stepKind(step?.kind ?? '')?.gathers === true;

export const crowdedMeetings: LintRule = {
  id: 'crowded-meetings',
  codes: ['crowded-meetings'],
  *check({ template, cases, planOf }) {
    const gatherings = new Set(Object.keys(template.steps).filter((id) => gathers(template.steps[id])));
    for (const { category, title, path } of cases) {
      const weeks = new Map<string, Set<string>>();
      for (const { step, due } of planOf(category).items) {
        if (!gatherings.has(step)) continue;
        const week = mondayOf(due);
        weeks.set(week, (weeks.get(week) ?? new Set()).add(step));
      }
      for (const [week, steps] of weeks)
        if (steps.size > MAX_PER_WEEK)
          yield found('warning', 'crowded-meetings', path, {
            category: title,
            week,
            is: steps.size,
            max: MAX_PER_WEEK,
            steps: [...steps].map((step) => template.steps[step]?.title.zh ?? step),
          });
    }
  },
};
