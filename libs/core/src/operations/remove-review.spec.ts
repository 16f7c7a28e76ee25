import { removeReview } from './remove-review.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(removeReview, {
  does: [
    {
      name: 'takes a reviewer away',
      given: (t) => {
        stepOf(t, 'plan').reviews = { up: { by: { who: 'superior' } } };
      },
      params: { step: 'plan', id: 'up' },
      gives: { '/steps/plan/reviews': {} },
    },
  ],
  refuses: [{ name: 'what is not there', params: { step: 'plan', id: 'none' }, code: 'operations.missing' }],
});
