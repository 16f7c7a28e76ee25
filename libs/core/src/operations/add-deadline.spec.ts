import { addDeadline } from './add-deadline.js';
import { testOperation } from './operation-tester.given.js';

testOperation(addDeadline, {
  does: [
    {
      name: 'adds a bound',
      params: { step: 'plan', id: 'early', bound: { anchor: { from: 'date', date: '2026-06-01' } } },
      gives: { '/steps/plan/deadlines/early/at': '18:00' },
      untouched: ['/steps/plan/deadlines/main'],
    },
    {
      name: 'without one: the end of the campaign',
      params: { step: 'plan', id: 'end' },
      gives: { '/steps/plan/deadlines/end/roll': 'previous-working-day' },
    },
  ],
  refuses: [
    { name: 'an id that is taken', params: { step: 'plan', id: 'main' }, code: 'operations.id-taken' },
    {
      name: 'a day there is not',
      params: { step: 'plan', id: 'x', bound: { anchor: { from: 'date', date: '2026-02-30' } } },
      code: 'template.invalid-value',
    },
  ],
});
