import { duplicateSteps } from './duplicate-steps.js';
import { testOperation } from './operation-tester.given.js';

testOperation(duplicateSteps, {
  does: [
    {
      name: 'copies steps and what is between them',
      params: { ids: { kickoff: 'kickoff2', reading: 'reading2' } },
      gives: {
        '/steps/kickoff2/title': { zh: '动员会', en: '动员会' },
        '/steps/reading2/deadlines/main/anchor/step': 'kickoff2',
        '/edges/kickoff2--reading2/to': 'reading2',
      },
      untouched: ['/steps/kickoff', '/steps/reading', '/edges/a'],
    },
    {
      name: 'keeps what a copy alone refers to, and shifts its card',
      given: (t) => {
        t.layout = { reading: { x: 5, y: 5 } };
      },
      params: { ids: { reading: 'reading2' } },
      gives: { '/steps/reading2/deadlines/main/anchor/step': 'kickoff', '/layout/reading2': { x: 45, y: 45 } },
    },
  ],
  refuses: [
    { name: 'an id that is taken', params: { ids: { reading: 'plan' } }, code: 'operations.id-taken' },
    { name: 'two copies of one name', params: { ids: { reading: 'x', plan: 'x' } }, code: 'operations.id-taken' },
    { name: 'a step there is not', params: { ids: { none: 'x' } }, code: 'operations.missing' },
  ],
});
