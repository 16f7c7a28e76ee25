import { stepOf, testRule } from './rule-tester.given.js';
import { restDayDeadline } from './rest-day-deadline.js';

testRule(restDayDeadline, {
  valid: [
    {
      name: 'a made-up Saturday',
      edit: (t) =>
        void ((t.window.start = '2026-02-02'),
        (stepOf(t, 'kickoff').deadlines = { main: { anchor: { from: 'date', date: '2026-02-28' } } })),
    },
    {
      name: 'a bound that rolls',
      edit: (t) =>
        void (stepOf(t, 'kickoff').deadlines = {
          main: { anchor: { from: 'date', date: '2026-03-21' }, roll: 'next-working-day' },
        }),
    },
  ],
  invalid: [
    {
      name: 'a Saturday',
      edit: (t) => void (stepOf(t, 'kickoff').deadlines = { main: { anchor: { from: 'date', date: '2026-03-21' } } }),
      finds: ['rest-day-deadline /steps/kickoff/deadlines/main'],
      fixed: true,
    },
    {
      name: 'a year not published',
      edit: (t) =>
        void ((t.window = { start: '2099-03-02', end: '2099-08-31' }), (stepOf(t, 'kickoff').deadlines = {})),
      finds: ['provisional-calendar /calendar'],
    },
  ],
});
