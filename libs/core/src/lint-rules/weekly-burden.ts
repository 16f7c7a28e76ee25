import { weeklyLoad } from '../template/plan.js';
import { UNIT_LIMITS } from '../template/unit-limits.js';
import { found, type LintRule } from './lint-rule.js';

const BURDEN = new Set(['policy.max-weekly-minutes', 'policy.max-weekly-uploads', 'policy.max-items']);
/** Whether a policy is broken by how much is asked for: the weekly burden says so, and no other rule a second time. */
export const isBurden = (code: string): boolean => BURDEN.has(code);

export const weeklyBurden: LintRule = {
  id: 'weekly-burden',
  codes: ['weekly-burden', ...BURDEN],
  *check({ template, cases, planOf, policyFindings }) {
    for (const { category, title, path } of cases) {
      const plan = planOf(category);
      for (const finding of policyFindings(category)) if (isBurden(finding.code)) yield finding;
      const stated = Object.values(template.policies).some(
        ({ rule, categories }) =>
          rule.type === 'max-weekly-minutes' &&
          (categories.length === 0 || (category !== null && categories.includes(category))),
      );
      if (stated) continue;
      const weeks = [...weeklyLoad(plan.items, (step) => template.steps[step]?.estimatedMinutes ?? 0)];
      const worst = weeks.toSorted((a, b) => b[1] - a[1])[0];
      if (worst && worst[1] > UNIT_LIMITS.weeklyMinutes)
        yield found('warning', 'weekly-burden', path, {
          category: title,
          week: worst[0],
          is: Math.ceil(worst[1]),
          max: UNIT_LIMITS.weeklyMinutes,
        });
    }
  },
};
