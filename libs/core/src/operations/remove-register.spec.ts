import { removeRegister } from './remove-register.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(removeRegister, {
  does: [{ name: 'takes a register away', params: { id: 'leaders' }, gives: { '/registers': {} } }],
  refuses: [
    {
      name: 'one that is used',
      given: (t) => {
        stepOf(t, 'plan').occurrences = { mode: 'each', register: 'leaders' };
      },
      params: { id: 'leaders' },
      code: 'operations.still-named',
    },
  ],
});
