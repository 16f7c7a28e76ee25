import { moveEvidence } from './move-evidence.js';
import { testOperation } from './operation-tester.given.js';

testOperation(moveEvidence, {
  does: [
    {
      name: 'goes first',
      params: { step: 'kickoff', id: 'heads', before: 'date' },
      gives: { '/steps/kickoff/evidence/heads/order': -1, '/steps/kickoff/evidence/date/order': 0 },
    },
  ],
  refuses: [{ name: 'what is not there', params: { step: 'kickoff', id: 'none' }, code: 'operations.missing' }],
});
