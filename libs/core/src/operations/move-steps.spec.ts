import { moveSteps } from './move-steps.js';
import { testOperation } from './operation-tester.given.js';

testOperation(moveSteps, {
  does: [
    {
      name: 'goes to the end of a phase',
      params: { ids: ['kickoff'], phase: 'rectify' },
      gives: { '/steps/kickoff/phase': 'rectify', '/steps/kickoff/order': 1 },
      untouched: ['/steps/reading', '/steps/plan'],
    },
    {
      name: 'go before a step, in their order',
      params: { ids: ['reading', 'kickoff'], phase: 'rectify', before: 'plan' },
      gives: { '/steps/kickoff/order': -2, '/steps/reading/order': -1 },
    },
    {
      name: 'of one’s own finds its place between tasks from above without renumbering them, however narrow',
      given: (t) => {
        Object.assign(t.steps['kickoff'] ?? {}, { order: 1 });
        Object.assign(t.steps['reading'] ?? {}, { order: 1 + 2 ** -12 });
        Object.assign(t.steps['plan'] ?? {}, { hangsAt: { at: 'phase', phase: 'study' } });
      },
      params: { ids: ['plan'], phase: 'study', before: 'reading' },
      gives: { '/steps/plan/order': 1 + 2 ** -13 },
      untouched: ['/steps/kickoff', '/steps/reading'],
    },
    {
      name: 'of one’s own goes behind tasks from above that share a number: there is nothing between them',
      given: (t) => void Object.assign(t.steps['plan'] ?? {}, { hangsAt: { at: 'phase', phase: 'study' } }),
      params: { ids: ['plan'], phase: 'study', before: 'reading' },
      gives: { '/steps/plan/order': 1 },
      untouched: ['/steps/kickoff', '/steps/reading'],
    },
  ],
  refuses: [{ name: 'a phase there is not', params: { ids: ['plan'], phase: 'none' }, code: 'operations.missing' }],
});
