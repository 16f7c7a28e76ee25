import { addStep } from './add-step.js';
import { testOperation } from './operation-tester.given.js';

testOperation(addStep, {
  does: [
    {
      name: 'adds one of a kind with what the kind asks for',
      params: { id: 'talk', phase: 'study', kind: 'meeting' },
      gives: {
        '/steps/talk/title': { zh: '会议', en: 'Meeting' },
        '/steps/talk/lead': 'secretary',
        '/steps/talk/evidence/heads/type': 'head-count',
        '/steps/talk/order': 1,
        '/layout': undefined,
      },
      untouched: ['/steps/kickoff', '/steps/plan'],
    },
    {
      name: 'adds one before another, where a card was dropped',
      params: { id: 'talk', phase: 'study', kind: 'task', before: 'reading', at: { x: 10, y: 20 } },
      gives: {
        '/steps/kickoff/order': 1,
        '/steps/talk/order': 2,
        '/steps/reading/order': 3,
        '/layout/talk': { x: 10, y: 20 },
      },
    },
    {
      name: 'gives an approval its reviewer',
      params: { id: 'pass', phase: 'study', kind: 'approval' },
      gives: { '/steps/pass/reviews/superior/by': { who: 'superior' } },
    },
    {
      name: 'lets a cascade count a step',
      params: { id: 'all', phase: 'study', kind: 'cascade', milestone: 'kickoff' },
      gives: { '/steps/all/cascade/milestone': 'kickoff' },
    },
  ],
  refuses: [
    { name: 'an id that is taken', params: { id: 'plan', phase: 'study', kind: 'task' }, code: 'operations.id-taken' },
    { name: 'a kind nobody has', params: { id: 'x', phase: 'study', kind: 'party' }, code: 'operations.unknown-kind' },
    { name: 'a phase there is not', params: { id: 'x', phase: 'none', kind: 'task' }, code: 'operations.missing' },
    {
      name: 'a lead there is not',
      params: { id: 'x', phase: 'study', kind: 'task', lead: 'none' },
      code: 'operations.missing',
    },
    {
      name: 'where nobody could lead',
      given: (t) => {
        t.roles = {};
      },
      params: { id: 'x', phase: 'study', kind: 'task' },
      code: 'operations.no-role',
    },
    {
      name: 'a cascade with nothing to count',
      given: (t) => {
        t.steps = {};
        t.edges = {};
      },
      params: { id: 'x', phase: 'study', kind: 'cascade' },
      code: 'operations.nothing-to-count',
    },
  ],
});
