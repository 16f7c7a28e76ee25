import { applyFix } from './apply-fix.js';
import { testOperation } from './operation-tester.given.js';

testOperation(applyFix, {
  does: [
    {
      name: 'carries out the edits of a finding',
      params: {
        edits: [
          { op: 'set', path: '/steps/plan/deadlines/main/roll', value: 'previous-working-day' },
          { op: 'remove', path: '/edges/a' },
        ],
      },
      gives: { '/steps/plan/deadlines/main/roll': 'previous-working-day', '/edges': {} },
    },
  ],
  refuses: [
    {
      name: 'a fix that has been overtaken',
      params: { edits: [{ op: 'remove', path: '/edges/none' }] },
      code: 'operations.gone',
    },
  ],
});
