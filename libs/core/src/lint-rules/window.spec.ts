import { testRule } from './rule-tester.given.js';
import { window } from './window.js';

testRule(window, {
  valid: [{ name: 'a single day', edit: (t) => void (t.window = { start: '2026-03-02', end: '2026-03-02' }) }],
  invalid: [
    {
      name: 'an end before the start',
      edit: (t) => void (t.window = { start: '2026-03-02', end: '2026-02-28' }),
      finds: ['window-reversed /window/end'],
      fixed: true,
    },
    {
      name: 'a window of years',
      edit: (t) => void (t.window = { start: '2026-03-02', end: '2036-02-28' }),
      finds: ['window-too-long /window'],
    },
  ],
});
