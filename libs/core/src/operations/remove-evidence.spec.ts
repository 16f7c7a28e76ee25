import { removeEvidence } from './remove-evidence.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(removeEvidence, {
  does: [{ name: 'no longer asks', params: { step: 'plan', id: 'measures' }, gives: { '/steps/plan/evidence': {} } }],
  refuses: [
    {
      name: 'what a condition reads',
      given: (t) => {
        stepOf(t, 'plan').when = { '>': [{ var: 'item.reading.days' }, 2] };
      },
      params: { step: 'reading', id: 'days' },
      code: 'operations.still-named',
    },
    { name: 'what is not there', params: { step: 'plan', id: 'none' }, code: 'operations.missing' },
  ],
});
