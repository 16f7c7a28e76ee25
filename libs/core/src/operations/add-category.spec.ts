import { addCategory } from './add-category.js';
import { testOperation } from './operation-tester.given.js';

testOperation(addCategory, {
  does: [
    {
      name: 'adds a category',
      params: { id: 'school', title: { zh: '学校' } },
      gives: { '/categories/school': { title: { zh: '学校' } } },
    },
  ],
  refuses: [
    { name: 'an id that is taken', params: { id: 'village', title: { zh: '村' } }, code: 'operations.id-taken' },
  ],
});
