import { stepOf, testRule } from './rule-tester.given.js';
import { missingText } from './missing-text.js';

testRule(missingText, {
  valid: [],
  invalid: [
    {
      name: 'a title of blanks',
      edit: (t) => void (stepOf(t, 'plan').title = { zh: '  ', en: 'x' }),
      finds: ['missing-text /steps/plan/title/zh'],
    },
    {
      name: 'a title without English',
      edit: (t) => void (stepOf(t, 'plan').title = { zh: '整改' }),
      finds: ['missing-translation /steps/plan/title'],
    },
  ],
});
