import { stepOf, testRule } from './rule-tester.given.js';
import { policyViolation } from './policy-violation.js';

testRule(policyViolation, {
  valid: [
    {
      name: 'a policy for a category the step does not reach',
      edit: (t) => {
        stepOf(t, 'plan').tags = ['contest'];
        stepOf(t, 'plan').when = { '==': [{ var: 'unit.category' }, 'organ'] };
        t.policies = {
          p: {
            title: { zh: '减负' },
            reason: { zh: '为基层减负' },
            categories: ['village'],
            rule: { type: 'forbid-tags', tags: ['contest'] },
          },
        };
      },
    },
  ],
  invalid: [
    {
      name: 'a forbidden kind',
      edit: (t) =>
        void (t.policies = {
          p: {
            title: { zh: '减负' },
            reason: { zh: '为基层减负' },
            categories: ['village'],
            rule: { type: 'forbid-kinds', kinds: ['study'] },
          },
        }),
      finds: ['policy.forbid-kinds /steps/reading/kind'],
    },
    {
      name: 'a contest (M29)',
      edit: (t) => {
        stepOf(t, 'plan').tags = ['contest'];
        t.policies = {
          p: {
            title: { zh: '减负' },
            reason: { zh: '为基层减负' },
            categories: ['village'],
            rule: { type: 'forbid-tags', tags: ['contest'] },
          },
        };
      },
      finds: ['policy.forbid-tags /steps/plan/tags'],
    },
    {
      name: 'too much evidence',
      edit: (t) =>
        void (t.policies = {
          p: {
            title: { zh: '减负' },
            reason: { zh: '为基层减负' },
            categories: ['village'],
            rule: { type: 'max-evidence', perStep: 1 },
          },
        }),
      finds: ['policy.max-evidence /steps/kickoff/evidence'],
    },
    {
      name: 'a deadline on a rest day',
      edit: (t) => {
        stepOf(t, 'kickoff').deadlines = { main: { anchor: { from: 'date', date: '2026-03-21' } } };
        t.policies = {
          p: {
            title: { zh: '减负' },
            reason: { zh: '为基层减负' },
            categories: ['village'],
            rule: { type: 'no-rest-days' },
          },
        };
      },
      finds: ['policy.no-rest-days /steps/kickoff/deadlines'],
    },
  ],
});
