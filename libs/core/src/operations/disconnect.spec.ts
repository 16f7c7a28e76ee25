import { disconnect } from './disconnect.js';
import { testOperation } from './operation-tester.given.js';

testOperation(disconnect, {
  does: [{ name: 'takes a dependency away', params: { ids: ['a'] }, gives: { '/edges': {} } }],
  refuses: [{ name: 'one that is not there', params: { ids: ['none'] }, code: 'operations.missing' }],
});
