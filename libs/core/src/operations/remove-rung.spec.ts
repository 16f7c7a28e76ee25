import { removeRung } from './remove-rung.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(removeRung, {
  does: [
    {
      name: 'takes a rung away and leaves the ladder',
      given: (t) => {
        stepOf(t, 'plan').ladder = { x: { offset: 1, effect: 'urge', to: 'unit' } };
      },
      params: { step: 'plan', id: 'x' },
      gives: { '/steps/plan/ladder': {} },
    },
  ],
  refuses: [{ name: 'what is not there', params: { id: 'none' }, code: 'operations.missing' }],
});
