import { addRole } from './add-role.js';
import { testOperation } from './operation-tester.given.js';

testOperation(addRole, {
  does: [
    {
      name: 'adds a role',
      params: { id: 'press', title: { zh: '宣传' }, substitute: 'office' },
      gives: { '/roles/press': { title: { zh: '宣传' }, substitute: 'office' } },
    },
  ],
  refuses: [
    {
      name: 'a substitute there is not',
      params: { id: 'press', title: { zh: '宣传' }, substitute: 'none' },
      code: 'operations.missing',
    },
    { name: 'an id that is taken', params: { id: 'office', title: { zh: '办' } }, code: 'operations.id-taken' },
  ],
});
