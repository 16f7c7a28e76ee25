import { complies } from '../template/complies.js';
import type { LintRule } from './lint-rule.js';
import { isBurden } from './weekly-burden.js';

export const policyViolation: LintRule = {
  id: 'policy-violation',
  codes: ['forbid-kinds', 'forbid-tags', 'max-local-steps', 'max-evidence', 'no-rest-days'].map(
    (rule) => `policy.${rule}`,
  ),
  *check({ template, planOf, calendar }) {
    for (const id of Object.keys(template.categories))
      for (const finding of complies(template.policies, template, id, { calendar, plan: planOf(id) }))
        if (!isBurden(finding.code)) yield finding;
  },
};
