import { setKind } from './set-kind.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(setKind, {
  does: [
    {
      name: 'exchanges defaults',
      given: (t) => {
        stepOf(t, 'kickoff').params = { joint: true };
      },
      params: { step: 'kickoff', kind: 'report' },
      gives: { '/steps/kickoff/kind': 'report', '/steps/kickoff/params': {} },
    },
    {
      name: 'keeps what was asked for',
      params: { step: 'reading', kind: 'approval' },
      gives: { '/steps/reading/evidence/days/min': 1, '/steps/reading/reviews/superior/by': { who: 'superior' } },
    },
    {
      name: 'asks for nothing where nothing is handed in',
      params: { step: 'reading', kind: 'milestone' },
      gives: { '/steps/reading/evidence': {} },
    },
    {
      name: 'finds what a cascade counts',
      params: { step: 'plan', kind: 'cascade', milestone: 'kickoff' },
      gives: { '/steps/plan/cascade/milestone': 'kickoff' },
    },
  ],
  refuses: [
    { name: 'a kind nobody has', params: { step: 'plan', kind: 'party' }, code: 'operations.unknown-kind' },
    { name: 'a step there is not', params: { step: 'none', kind: 'task' }, code: 'operations.missing' },
  ],
});
