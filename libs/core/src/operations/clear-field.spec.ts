import { clearField } from './clear-field.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(clearField, {
  does: [
    {
      name: 'empties an optional field',
      given: (t) => {
        stepOf(t, 'plan').guidance = { zh: '说明' };
      },
      params: { path: '/steps/plan/guidance' },
      gives: { '/steps/plan/guidance': undefined },
    },
    {
      name: 'goes back to the default',
      params: { path: '/steps/reading/minimumDays' },
      gives: { '/steps/reading/minimumDays': 0 },
    },
    {
      name: 'leaves alone what is not there',
      params: { path: '/steps/plan/guidance' },
      gives: { '/steps/plan/guidance': undefined },
      untouched: ['/steps'],
    },
  ],
  refuses: [{ name: 'what is required', params: { path: '/steps/plan/title' }, code: 'template.missing' }],
});
