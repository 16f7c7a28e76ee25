import { testRule } from './rule-tester.given.js';
import { unsoundId } from './unsound-id.js';

testRule(unsoundId, {
  valid: [],
  invalid: [
    {
      name: 'words that mean something else',
      edit: (t) =>
        void (t.roles = { ...t.roles, superior: { title: { zh: '上级' } }, unit: { title: { zh: '单位' } } }),
      finds: ['reserved-id /roles/superior', 'reserved-id /roles/unit'],
    },
    {
      name: 'ids that differ by case only',
      edit: (t) => void (t.roles = { ...t.roles, Office: { title: { zh: '办公室' } } }),
      finds: ['confusable-ids /roles/Office'],
    },
  ],
});
