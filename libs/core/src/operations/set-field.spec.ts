import { setField } from './set-field.js';
import { testOperation } from './operation-tester.given.js';

testOperation(setField, {
  does: [
    {
      name: 'sets a field',
      params: { path: '/steps/kickoff/title', value: { zh: '启动会' } },
      gives: { '/steps/kickoff/title': { zh: '启动会' } },
      untouched: ['/steps/reading', '/steps/kickoff/evidence', '/phases'],
    },
    {
      name: 'makes what lies on the way',
      params: { path: '/steps/plan/authority/document', value: '一号' },
      gives: { '/steps/plan/authority': { document: '一号' } },
    },
    {
      name: 'fills in defaults',
      params: { path: '/steps/plan/closes', value: { anchor: { from: 'campaign-end' } } },
      gives: { '/steps/plan/closes/at': '18:00' },
    },
    {
      name: 'sets an entry of a list',
      params: { path: '/steps/plan/tags/-', value: 'a' },
      gives: { '/steps/plan/tags': ['a'] },
    },
  ],
  refuses: [
    {
      name: 'what the format refuses',
      params: { path: '/steps/plan/estimatedMinutes', value: -1 },
      code: 'template.too-small',
    },
    {
      name: 'a field there is not',
      params: { path: '/steps/plan/colour', value: 'red' },
      code: 'template.unknown-field',
    },
    {
      name: 'a step there is not',
      params: { path: '/steps/none/title', value: { zh: '无' } },
      code: 'operations.gone',
    },
    { name: 'hostile keys', params: { path: '/steps/__proto__/x', value: 1 }, code: 'template.forbidden-key' },
    {
      name: 'hostile values',
      params: { path: '/steps/plan/params', value: JSON.parse('{"a":{"__proto__":1}}') },
      code: 'template.forbidden-key',
    },
    {
      name: 'an unknown time zone',
      params: { path: '/timeZone', value: 'Mars/Base' },
      code: 'template.unknown-time-zone',
    },
    { name: 'no value', params: { path: '/steps/plan/order' }, code: 'template.missing' },
    {
      name: 'an unsound id',
      params: { path: '/roles/1', value: { title: { zh: '一' } } },
      code: 'template.invalid-id',
    },
  ],
});
