import type { LintRule } from './lint-rule.js';
import { isBurden } from './weekly-burden.js';

export const policyViolation: LintRule = {
  id: 'policy-violation',
  codes: ['forbid-kinds', 'forbid-tags', 'max-local-steps', 'max-evidence', 'no-rest-days'].map(
    (rule) => `policy.${rule}`,
  ),
  *check({ template, policyFindings }) {
    for (const id of Object.keys(template.categories))
      for (const finding of policyFindings(id)) if (!isBurden(finding.code)) yield finding;
  },
};
