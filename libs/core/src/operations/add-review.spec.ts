import { addReview } from './add-review.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(addReview, {
  does: [
    {
      name: 'adds the superior',
      params: { step: 'plan', id: 'up' },
      gives: { '/steps/plan/reviews/up': { by: { who: 'superior' }, order: 1, limitDays: 3 } },
    },
    {
      name: 'adds a role before another',
      given: (t) => {
        stepOf(t, 'plan').reviews = { up: { by: { who: 'superior' } } };
      },
      params: { step: 'plan', id: 'first', by: { who: 'role', role: 'office' }, before: 'up' },
      gives: { '/steps/plan/reviews/first/order': -1 },
    },
  ],
  refuses: [
    {
      name: 'a role there is not',
      params: { step: 'plan', id: 'x', by: { who: 'role', role: 'none' } },
      code: 'operations.missing',
    },
  ],
});
