import { place } from './place.js';
import { testOperation } from './operation-tester.given.js';

testOperation(place, {
  does: [
    {
      name: 'puts cards, and only cards there are',
      params: { positions: { plan: { x: 1, y: 2 }, none: { x: 0, y: 0 } } },
      gives: { '/layout': { plan: { x: 1, y: 2 } } },
      untouched: ['/steps'],
    },
  ],
  refuses: [{ name: 'half a position', params: { positions: { plan: { x: 1 } } }, code: 'template.missing' }],
});
