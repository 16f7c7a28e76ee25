import { removeSteps } from './remove-steps.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
import type { Condition } from '../template/document.js';

const VILLAGES: Condition = { in: [{ var: 'unit.category' }, ['village']] };
const READS: Condition = { '>': [{ var: 'item.kickoff.heads' }, 3] };

testOperation(removeSteps, {
  does: [
    {
      name: 'takes edges, cards and openings along',
      given: (t) => {
        t.layout = { plan: { x: 1, y: 1 } };
        t.phases['rectify'] = { title: { zh: '整改' }, opening: { afterSteps: ['plan', 'kickoff'] } };
        t.edges = { ...t.edges, b: { from: 'reading', to: 'plan' } };
      },
      params: { ids: ['plan'] },
      gives: {
        '/steps/plan': undefined,
        '/layout': {},
        '/edges/b': undefined,
        '/phases/rectify/opening/afterSteps': ['kickoff'],
      },
      untouched: ['/steps/reading'],
    },
    {
      name: 'removes those that refer to each other together',
      params: { ids: ['kickoff', 'reading'] },
      gives: { '/edges': {}, '/steps/reading': undefined },
    },
    {
      name: 'removes what refers to them when asked',
      params: { ids: ['kickoff'], references: 'remove' },
      gives: { '/steps/reading/deadlines': {}, '/steps/kickoff': undefined },
    },
    {
      name: 'leaves of a condition what reads something else',
      given: (t) => {
        stepOf(t, 'plan').when = { or: [VILLAGES, READS] };
      },
      params: { ids: ['kickoff'], references: 'remove' },
      gives: { '/steps/plan/when': VILLAGES, '/steps/kickoff': undefined },
    },
  ],
  refuses: [
    {
      name: 'what alone decides whether another applies, always',
      given: (t) => {
        stepOf(t, 'plan').when = { and: [VILLAGES, READS] };
      },
      params: { ids: ['kickoff'], references: 'remove' },
      code: 'operations.still-named',
    },
    { name: 'what a deadline counts from', params: { ids: ['kickoff'] }, code: 'operations.still-named' },
    {
      name: 'what a cascade counts, always',
      given: (t) => {
        stepOf(t, 'plan').cascade = { milestone: 'kickoff', need: { percent: 50 } };
      },
      params: { ids: ['kickoff'], references: 'remove' },
      code: 'operations.still-named',
    },
    { name: 'one that is not there', params: { ids: ['none'] }, code: 'operations.missing' },
  ],
});
