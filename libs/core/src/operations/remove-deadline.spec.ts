import { removeDeadline } from './remove-deadline.js';
import { testOperation } from './operation-tester.given.js';

testOperation(removeDeadline, {
  does: [{ name: 'takes a bound away', params: { step: 'plan', id: 'main' }, gives: { '/steps/plan/deadlines': {} } }],
  refuses: [{ name: 'what is not there', params: { step: 'plan', id: 'none' }, code: 'operations.missing' }],
});
