import { stepOf, testRule } from './rule-tester.given.js';
import { skippableMandate } from './skippable-mandate.js';

testRule(skippableMandate, {
  valid: [
    {
      name: 'a condition on the category',
      edit: (t) => void (stepOf(t, 'plan').when = { '==': [{ var: 'unit.category' }, 'village'] }),
    },
    {
      name: 'a free step',
      edit: (t) =>
        void Object.assign(stepOf(t, 'plan'), { mandate: 'free', when: { '>': [{ var: 'item.reading.days' }, 2] } }),
    },
  ],
  invalid: [
    {
      name: 'a duty that a figure can skip',
      edit: (t) => void (stepOf(t, 'plan').when = { '>': [{ var: 'item.reading.days' }, 2] }),
      finds: ['skippable-mandate /steps/plan/when'],
    },
  ],
});
