import { setPolicy, stepOf, testRule } from './rule-tester.given.js';
import { weeklyBurden } from './weekly-burden.js';

testRule(weeklyBurden, {
  valid: [
    {
      name: 'a budget for another category',
      edit: (t) => {
        stepOf(t, 'kickoff').estimatedMinutes = 400;
        t.policies = {
          p: {
            title: { zh: '减负' },
            reason: { zh: '为基层减负' },
            categories: [],
            rule: { type: 'max-weekly-minutes', minutes: 500 },
          },
        };
      },
    },
  ],
  invalid: [
    {
      name: 'more minutes in a week than the category may be asked for',
      edit: (t) => {
        stepOf(t, 'kickoff').estimatedMinutes = 400;
        setPolicy(t, { type: 'max-weekly-minutes', minutes: 100 });
      },
      finds: ['policy.max-weekly-minutes /policies/p'],
    },
    {
      name: 'more than a day a week where no policy says so',
      edit: (t) => void (stepOf(t, 'kickoff').estimatedMinutes = 4000),
      finds: ['weekly-burden /categories/village', 'weekly-burden /categories/organ'],
    },
    {
      name: 'more than a day a week where the template names no categories',
      edit: (t) => {
        t.categories = {};
        stepOf(t, 'kickoff').estimatedMinutes = 4000;
      },
      finds: ['weekly-burden /categories'],
    },
    {
      name: 'more items than allowed',
      edit: (t) => setPolicy(t, { type: 'max-items', max: 2 }),
      finds: ['policy.max-items /policies/p'],
    },
    {
      name: 'more uploads in a week than allowed',
      edit: (t) => {
        stepOf(t, 'kickoff').evidence = {
          a: { type: 'photo', title: { zh: '照' } },
          b: { type: 'file', title: { zh: '件' } },
        };
        setPolicy(t, { type: 'max-weekly-uploads', uploads: 1 });
      },
      finds: ['policy.max-weekly-uploads /policies/p'],
    },
  ],
});
