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
  ],
  refuses: [{ name: 'a phase there is not', params: { ids: ['plan'], phase: 'none' }, code: 'operations.missing' }],
});
