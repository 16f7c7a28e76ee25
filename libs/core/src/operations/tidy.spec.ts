import { tidy } from './tidy.js';
import { testOperation } from './operation-tester.given.js';

testOperation(tidy, {
  does: [
    {
      name: 'sets the whole layout',
      given: (t) => {
        t.layout = { kickoff: { x: 1, y: 1 } };
      },
      params: { positions: { plan: { x: 1, y: 2 } } },
      gives: { '/layout': { plan: { x: 1, y: 2 } } },
    },
    {
      name: 'forgets it',
      given: (t) => {
        t.layout = { kickoff: { x: 1, y: 1 } };
      },
      params: {},
      gives: { '/layout': undefined },
    },
  ],
  refuses: [{ name: 'what is no position', params: { positions: { plan: 3 } }, code: 'template.wrong-type' }],
});
