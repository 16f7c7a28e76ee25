import { setEdge } from './set-edge.js';
import { testOperation } from './operation-tester.given.js';

testOperation(setEdge, {
  does: [
    {
      name: 'becomes one of need',
      params: { id: 'a', kind: 'needs' },
      gives: { '/edges/a': { from: 'kickoff', to: 'reading', kind: 'needs' } },
    },
    { name: 'gets another end', params: { id: 'a', to: 'plan' }, gives: { '/edges/a/to': 'plan' } },
  ],
  refuses: [
    { name: 'a circle', params: { id: 'a', from: 'plan', to: 'reading' }, code: 'operations.closes-circle' },
    { name: 'one that is not there', params: { id: 'none', kind: 'needs' }, code: 'operations.missing' },
  ],
});
