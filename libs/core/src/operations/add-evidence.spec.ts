import { addEvidence } from './add-evidence.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(addEvidence, {
  does: [
    {
      name: 'asks for one more thing of a type',
      params: { step: 'plan', id: 'note', type: 'text' },
      gives: { '/steps/plan/evidence/note/maxLength': 300, '/steps/plan/evidence/note/order': 1 },
      untouched: ['/steps/plan/evidence/measures'],
    },
    {
      name: 'asks for it under its own name',
      params: { step: 'plan', id: 'day', type: 'date', title: { zh: '日期' } },
      gives: { '/steps/plan/evidence/day/title': { zh: '日期' } },
    },
    {
      name: 'takes it as given',
      params: { step: 'plan', id: 'n', evidence: { type: 'number', title: { zh: '数' }, max: 3 } },
      gives: { '/steps/plan/evidence/n/max': 3 },
    },
  ],
  refuses: [
    {
      name: 'words on a sensitive step',
      given: (t) => {
        stepOf(t, 'plan').sensitive = true;
      },
      params: { step: 'plan', id: 'note', type: 'text' },
      code: 'operations.sensitive',
    },
    {
      name: 'an id that is taken',
      params: { step: 'plan', id: 'measures', type: 'date' },
      code: 'operations.id-taken',
    },
    { name: 'a type there is not', params: { step: 'plan', id: 'x', type: 'song' }, code: 'template.invalid-choice' },
  ],
});
