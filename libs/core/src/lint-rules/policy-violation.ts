import type { LintRule } from './lint-rule.js';
import { isBurden } from './weekly-burden.js';

export const policyViolation: LintRule = {
  id: 'policy-violation',
  codes: ['forbid-kinds', 'forbid-tags', 'max-local-steps', 'max-evidence', 'no-rest-days'].map(
    (rule) => `policy.${rule}`,
  ),
  *check({ cases, policyFindings }) {
    for (const { category } of cases)
      for (const finding of policyFindings(category)) if (!isBurden(finding.code)) yield finding;
  },
};
