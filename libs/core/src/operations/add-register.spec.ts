import { addRegister } from './add-register.js';
import { testOperation } from './operation-tester.given.js';

testOperation(addRegister, {
  does: [
    {
      name: 'adds a register',
      params: { id: 'groups', title: { zh: '小组' }, entry: { zh: '组' } },
      gives: { '/registers/groups/entry': { zh: '组' } },
    },
  ],
  refuses: [
    { name: 'an id that is taken', params: { id: 'leaders', title: { zh: '班子' } }, code: 'operations.id-taken' },
  ],
});
