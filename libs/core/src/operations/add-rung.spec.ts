import { addRung } from './add-rung.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(addRung, {
  does: [
    {
      name: 'adds a reminder for all',
      params: { id: 'first' },
      gives: { '/ladder/first/effect': 'remind' },
      untouched: ['/steps'],
    },
    {
      name: 'gives a step a ladder of its own',
      params: { step: 'plan', id: 'late', rung: { offset: 2, effect: 'escalate', to: 'superior' } },
      gives: { '/steps/plan/ladder/late/at': '09:00' },
    },
    {
      name: 'gives a review one',
      given: (t) => {
        stepOf(t, 'plan').reviews = { up: { by: { who: 'superior' } } };
      },
      params: { step: 'plan', review: 'up', id: 'late' },
      gives: { '/steps/plan/reviews/up/ladder/late/to': 'unit' },
    },
  ],
  refuses: [
    { name: 'a step there is not', params: { step: 'none', id: 'x' }, code: 'operations.missing' },
    { name: 'a review there is not', params: { step: 'plan', review: 'none', id: 'x' }, code: 'operations.missing' },
    {
      name: 'an id that is taken',
      given: (t) => {
        t.ladder = { x: { offset: 1, effect: 'urge', to: 'unit' } };
      },
      params: { id: 'x' },
      code: 'operations.id-taken',
    },
  ],
});
