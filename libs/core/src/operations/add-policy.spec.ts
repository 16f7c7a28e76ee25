import { addPolicy } from './add-policy.js';
import { testOperation } from './operation-tester.given.js';
const policy = { title: { zh: '控量' }, reason: { zh: '减负' }, rule: { type: 'max-evidence' as const, perStep: 2 } };

testOperation(addPolicy, {
  does: [
    {
      name: 'adds a policy',
      params: { id: 'less', policy },
      gives: { '/policies/less': { ...policy, categories: [] } },
    },
  ],
  refuses: [
    {
      name: 'a category there is not',
      params: { id: 'less', policy: { ...policy, categories: ['none'] } },
      code: 'operations.missing',
    },
  ],
});
