import { addPhase } from './add-phase.js';
import { testOperation } from './operation-tester.given.js';
const text = (zh: string) => ({ zh, en: zh });

testOperation(addPhase, {
  does: [
    {
      name: 'adds one at the end',
      params: { id: 'serve', title: text('服务') },
      gives: { '/phases/serve': { title: text('服务'), order: 1, mandate: 'fixed' } },
    },
    {
      name: 'adds one between others',
      params: { id: 'serve', title: text('服务'), before: 'rectify' },
      gives: { '/phases/study/order': 1, '/phases/serve/order': 2, '/phases/rectify/order': 3 },
      untouched: ['/steps'],
    },
  ],
  refuses: [
    { name: 'an id that is taken', params: { id: 'study', title: text('又') }, code: 'operations.id-taken' },
    { name: 'no title', params: { id: 'serve' }, code: 'template.missing' },
  ],
});
