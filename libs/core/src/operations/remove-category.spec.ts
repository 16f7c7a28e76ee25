import { removeCategory } from './remove-category.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(removeCategory, {
  does: [{ name: 'takes a category away', params: { id: 'organ' }, gives: { '/categories/organ': undefined } }],
  refuses: [
    {
      name: 'one a condition names',
      given: (t) => {
        stepOf(t, 'plan').when = { in: [{ var: 'unit.category' }, ['organ']] };
      },
      params: { id: 'organ' },
      code: 'operations.still-named',
    },
  ],
});
