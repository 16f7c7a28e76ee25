import { connect } from './connect.js';
import { testOperation } from './operation-tester.given.js';

testOperation(connect, {
  does: [
    {
      name: 'puts one after another',
      params: { id: 'b', from: 'kickoff', to: 'plan', kind: 'needs' },
      gives: { '/edges/b': { from: 'kickoff', to: 'plan', kind: 'needs' } },
      untouched: ['/steps'],
    },
    {
      name: 'makes an id from the ends',
      params: { from: 'reading', to: 'plan' },
      gives: { '/edges/reading--plan/kind': 'order' },
    },
  ],
  refuses: [
    { name: 'a step with itself', params: { id: 'b', from: 'plan', to: 'plan' }, code: 'operations.connects-itself' },
    {
      name: 'twice the same',
      params: { id: 'b', from: 'kickoff', to: 'reading' },
      code: 'operations.connected-already',
    },
    { name: 'a circle', params: { id: 'b', from: 'plan', to: 'kickoff' }, code: 'operations.closes-circle' },
    { name: 'an id that is taken', params: { id: 'a', from: 'kickoff', to: 'plan' }, code: 'operations.id-taken' },
    { name: 'a step there is not', params: { from: 'none', to: 'plan' }, code: 'operations.missing' },
  ],
});
