import { stepOf, testRule } from './rule-tester.given.js';
import { unreachableStep } from './unreachable-step.js';

testRule(unreachableStep, {
  valid: [
    {
      name: 'a step for one category',
      edit: (t) => void (stepOf(t, 'plan').when = { '==': [{ var: 'unit.category' }, 'village'] }),
    },
    {
      name: 'a step decided by what is handed in',
      edit: (t) => void (stepOf(t, 'plan').when = { '>': [{ var: 'item.reading.days' }, 2] }),
    },
  ],
  invalid: [
    {
      name: 'a category that is not there',
      edit: (t) => void (stepOf(t, 'plan').when = { '==': [{ var: 'unit.category' }, 'city'] }),
      finds: ['unreachable-step /steps/plan'],
    },
    {
      name: 'what needs a step that never comes',
      edit: (t) => {
        stepOf(t, 'kickoff').when = false;
        t.edges = { a: { from: 'kickoff', to: 'reading', kind: 'needs' } };
      },
      finds: ['unreachable-step /steps/kickoff', 'unreachable-step /steps/reading'],
    },
    {
      name: 'a join that waits for too many',
      edit: (t) => void (stepOf(t, 'reading').join = { atLeast: 2 }),
      finds: ['join-never-fires /steps/reading/join'],
      fixed: true,
    },
  ],
});
