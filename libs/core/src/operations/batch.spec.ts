import { batch } from './batch.js';
import { testOperation } from './operation-tester.given.js';

testOperation(batch, {
  does: [
    {
      name: 'does several as one, each after the other',
      params: {
        operations: [
          { op: 'add-step', id: 'talk', phase: 'study', kind: 'task' },
          { op: 'connect', id: 'b', from: 'reading', to: 'talk' },
        ],
      },
      gives: { '/edges/b/to': 'talk', '/steps/talk/kind': 'task' },
      untouched: ['/steps/plan'],
    },
  ],
  refuses: [
    {
      name: 'all when one is refused',
      params: {
        operations: [
          { op: 'add-step', id: 'talk', phase: 'study', kind: 'task' },
          { op: 'connect', from: 'none', to: 'talk' },
        ],
      },
      code: 'operations.missing',
    },
    { name: 'an edit there is not', params: { operations: [{ op: 'fly' }] }, code: 'operations.unknown-operation' },
  ],
});
