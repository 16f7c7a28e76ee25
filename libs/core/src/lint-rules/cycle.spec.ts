import { stepOf, testRule } from './rule-tester.given.js';
import { cycle } from './cycle.js';

testRule(cycle, {
  valid: [
    {
      name: 'a second edge the same way',
      edit: (t) => void (t.edges = { ...t.edges, b: { from: 'kickoff', to: 'plan' } }),
    },
  ],
  invalid: [
    {
      name: 'two steps that wait for each other',
      edit: (t) => void (t.edges = { ...t.edges, b: { from: 'reading', to: 'kickoff' } }),
      finds: ['cycle /edges/b'],
      fixed: true,
    },
    {
      name: 'a deadline that waits for a successor',
      edit: (t) =>
        void (stepOf(t, 'kickoff').deadlines = { main: { anchor: { from: 'step-ended', step: 'reading' } } }),
      finds: ['cycle /steps/kickoff/deadlines/main/anchor'],
    },
    {
      name: 'a condition on its own step',
      edit: (t) => void (stepOf(t, 'plan').when = { '>': [{ var: 'item.plan.measures' }, 0] }),
      finds: ['cycle /steps/plan/when'],
    },
    {
      name: 'phases that open after each other',
      edit: (t) => void (t.phases['study'] = { title: { zh: '学习' }, opening: { afterPhases: ['rectify'] } }),
      finds: ['cycle /phases/study/opening'],
    },
  ],
});
