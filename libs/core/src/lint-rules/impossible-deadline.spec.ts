import { stepOf, testRule } from './rule-tester.given.js';
import { impossibleDeadline } from './impossible-deadline.js';

testRule(impossibleDeadline, {
  valid: [
    {
      name: 'a deadline on the last day',
      edit: (t) => void (stepOf(t, 'plan').deadlines = { main: { anchor: { from: 'campaign-end' } } }),
    },
  ],
  invalid: [
    {
      name: 'a meeting in February of the year before (M16)',
      edit: (t) => void (stepOf(t, 'kickoff').deadlines = { main: { anchor: { from: 'date', date: '2025-02-28' } } }),
      finds: [
        'deadline-before-window /steps/kickoff/deadlines/main',
        'deadline-before-window /steps/reading/deadlines/main',
      ],
    },
    {
      name: 'a deadline after the end',
      edit: (t) => void (stepOf(t, 'plan').deadlines = { main: { anchor: { from: 'campaign-end' }, offset: 1 } }),
      finds: ['deadline-after-window /steps/plan/deadlines/main'],
      fixed: true,
    },
    {
      name: 'less than the minimum working time',
      edit: (t) => void (stepOf(t, 'reading').deadlines = { main: { anchor: { from: 'campaign-start' }, offset: 2 } }),
      finds: ['deadline-too-early /steps/reading/deadlines/main'],
      fixed: true,
    },
    {
      name: 'closing before the deadline',
      edit: (t) => void (stepOf(t, 'kickoff').closes = { anchor: { from: 'date', date: '2026-03-18' } }),
      finds: ['closes-before-deadline /steps/kickoff/closes'],
      fixed: true,
    },
  ],
});
