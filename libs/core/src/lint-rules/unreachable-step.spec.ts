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
    {
      name: 'a join that counts one predecessor twice',
      edit: (t) => {
        stepOf(t, 'reading').join = { atLeast: 2 };
        t.edges = { a: { from: 'kickoff', to: 'reading' }, b: { from: 'kickoff', to: 'reading' } };
      },
      finds: ['join-never-fires /steps/reading/join'],
      fixed: true,
    },
    {
      name: 'at least one of steps that never come, by whatever edge',
      edit: (t) => {
        stepOf(t, 'kickoff').when = false;
        stepOf(t, 'reading').join = { atLeast: 1 };
      },
      finds: ['unreachable-step /steps/kickoff', 'unreachable-step /steps/reading'],
    },
    {
      name: 'one time for each entry of a register that nobody has',
      edit: (t) => {
        t.registers = { leaders: { title: { zh: '班子成员' }, when: false } };
        stepOf(t, 'plan').occurrences = { mode: 'each', register: 'leaders' };
      },
      finds: ['unreachable-step /steps/plan'],
    },
  ],
});
