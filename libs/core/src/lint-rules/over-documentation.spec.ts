import { stepOf, testRule } from './rule-tester.given.js';
import { overDocumentation } from './over-documentation.js';

testRule(overDocumentation, {
  valid: [
    {
      name: 'a photo and minutes',
      edit: (t) =>
        void (stepOf(t, 'kickoff').evidence = {
          p: { type: 'photo', title: { zh: '照' } },
          m: { type: 'file', title: { zh: '记' }, role: 'minutes' },
        }),
    },
    {
      name: 'a sign-in sheet that is photographed, and minutes',
      edit: (t) =>
        void (stepOf(t, 'kickoff').evidence = {
          p: { type: 'photo', title: { zh: '签到表' }, role: 'sign-in' },
          m: { type: 'file', title: { zh: '记' }, role: 'minutes' },
        }),
    },
  ],
  invalid: [
    {
      name: 'a photo, a sign-in sheet and minutes',
      edit: (t) =>
        void (stepOf(t, 'kickoff').evidence = {
          p: { type: 'photo', title: { zh: '照' } },
          s: { type: 'file', title: { zh: '签' }, role: 'sign-in' },
          m: { type: 'file', title: { zh: '记' }, role: 'minutes' },
        }),
      finds: ['over-documentation /steps/kickoff/evidence'],
      fixed: true,
    },
  ],
});
