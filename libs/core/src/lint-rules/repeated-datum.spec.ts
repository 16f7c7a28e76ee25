import { stepOf, testRule } from './rule-tester.given.js';
import { repeatedDatum } from './repeated-datum.js';

testRule(repeatedDatum, {
  valid: [
    {
      name: 'the same question to different categories',
      edit: (t) => {
        stepOf(t, 'reading').when = { '==': [{ var: 'unit.category' }, 'organ'] };
        stepOf(t, 'plan').when = { '==': [{ var: 'unit.category' }, 'village'] };
        stepOf(t, 'plan').evidence = { again: { type: 'number', title: { zh: '学习天数' } } };
      },
    },
    {
      name: 'the date of each event',
      edit: (t) => void (stepOf(t, 'plan').evidence = { date: { type: 'date', title: { zh: '日期' } } }),
    },
  ],
  invalid: [
    {
      name: 'a figure asked for twice',
      edit: (t) => void (stepOf(t, 'plan').evidence = { again: { type: 'number', title: { zh: '学习（天数）' } } }),
      finds: ['repeated-datum /steps/plan/evidence/again'],
      fixed: true,
    },
  ],
});
