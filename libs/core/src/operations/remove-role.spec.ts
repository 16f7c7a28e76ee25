import { removeRole } from './remove-role.js';
import { testOperation } from './operation-tester.given.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
testOperation(removeRole, {
  does: [
    {
      name: 'takes away what nobody names',
      given: (t) => {
        t.roles = { ...t.roles, press: { title: { zh: '宣传' } } };
      },
      params: { id: 'press' },
      gives: { '/roles/press': undefined },
    },
    {
      name: 'puts another in its place',
      given: (t) => {
        stepOf(t, 'plan').supporting = ['secretary', 'office'];
        t.roles = { ...t.roles, secretary: { title: { zh: '书记' }, substitute: 'office' } };
      },
      params: { id: 'office', replaceBy: 'secretary' },
      gives: {
        '/roles/office': undefined,
        '/steps/plan/lead': 'secretary',
        '/steps/plan/supporting': ['secretary'],
        '/roles/secretary/substitute': 'superior',
      },
    },
  ],
  refuses: [{ name: 'who still leads', params: { id: 'office' }, code: 'operations.still-named' }],
});
