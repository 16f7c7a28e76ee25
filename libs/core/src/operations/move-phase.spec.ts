import { movePhase } from './move-phase.js';
import { testOperation } from './operation-tester.given.js';

testOperation(movePhase, {
  does: [
    {
      name: 'goes before another',
      params: { id: 'rectify', before: 'study' },
      gives: { '/phases/rectify/order': -1, '/phases/study/order': 0 },
    },
  ],
  refuses: [{ name: 'one that is not there', params: { id: 'none' }, code: 'operations.missing' }],
});
