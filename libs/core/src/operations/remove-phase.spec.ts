import { removePhase } from './remove-phase.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(removePhase, {
  does: [
    {
      name: 'takes its steps along',
      params: { id: 'rectify', steps: 'remove' },
      gives: { '/phases/rectify': undefined, '/steps/plan': undefined },
    },
    {
      name: 'moves its steps',
      params: { id: 'rectify', moveTo: 'study' },
      gives: { '/phases/rectify': undefined, '/steps/plan/phase': 'study' },
    },
    {
      name: 'is forgotten by those that open after it',
      params: { id: 'study', moveTo: 'rectify' },
      gives: { '/phases/rectify/opening/afterPhases': [] },
    },
  ],
  refuses: [
    { name: 'one with steps', params: { id: 'rectify' }, code: 'operations.phase-not-empty' },
    {
      name: 'one that deadlines count from',
      given: (t) => {
        t.phases['more'] = { title: { zh: '另' } };
        stepOf(t, 'plan').closes = { anchor: { from: 'phase-opening', phase: 'more' } };
      },
      params: { id: 'more' },
      code: 'operations.still-named',
    },
    { name: 'one that is not there', params: { id: 'none' }, code: 'operations.missing' },
  ],
});
