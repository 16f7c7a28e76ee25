import { setPolicy, stepOf, testRule } from './rule-tester.given.js';
import { policyViolation } from './policy-violation.js';

testRule(policyViolation, {
  valid: [
    {
      name: 'a policy for a category the step does not reach',
      edit: (t) => {
        stepOf(t, 'plan').tags = ['contest'];
        stepOf(t, 'plan').when = { '==': [{ var: 'unit.category' }, 'organ'] };
        setPolicy(t, { type: 'forbid-tags', tags: ['contest'] });
      },
    },
  ],
  invalid: [
    {
      name: 'a forbidden kind',
      edit: (t) => setPolicy(t, { type: 'forbid-kinds', kinds: ['study'] }),
      finds: ['policy.forbid-kinds /steps/reading/kind'],
    },
    {
      name: 'a contest (M29)',
      edit: (t) => {
        stepOf(t, 'plan').tags = ['contest'];
        setPolicy(t, { type: 'forbid-tags', tags: ['contest'] });
      },
      finds: ['policy.forbid-tags /steps/plan/tags'],
      fixed: true,
    },
    {
      name: 'a forbidden kind where the template names no categories',
      edit: (t) => {
        t.categories = {};
        t.policies = {
          p: {
            title: { zh: '减负' },
            reason: { zh: '为基层减负' },
            rule: { type: 'forbid-kinds', kinds: ['study'] },
          },
        };
      },
      finds: ['policy.forbid-kinds /steps/reading/kind'],
    },
    {
      name: 'too much evidence',
      edit: (t) => setPolicy(t, { type: 'max-evidence', perStep: 1 }),
      finds: ['policy.max-evidence /steps/kickoff/evidence'],
    },
    {
      name: 'more local steps than a category may be given: the last is spared it',
      edit: (t) => {
        t.phases['study'] = { title: { zh: '学习' }, extension: {} };
        for (const [id, order] of [
          ['first', 1],
          ['second', 2],
        ] as const)
          t.steps[id] = { ...stepOf(t, 'plan'), phase: 'study', order, hangsAt: { at: 'phase', phase: 'study' } };
        setPolicy(t, { type: 'max-local-steps', max: 1 });
      },
      options: { policies: () => ({ local: new Set(['first', 'second']) }) },
      finds: ['policy.max-local-steps /steps/second/when'],
      fixed: true,
    },
    {
      name: 'a deadline on a rest day',
      edit: (t) => {
        stepOf(t, 'kickoff').deadlines = { main: { anchor: { from: 'date', date: '2026-03-21' } } };
        setPolicy(t, { type: 'no-rest-days' });
      },
      finds: ['policy.no-rest-days /steps/kickoff/deadlines'],
    },
  ],
});
