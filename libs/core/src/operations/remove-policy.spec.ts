import { removePolicy } from './remove-policy.js';
import { testOperation } from './operation-tester.given.js';
const policy = { title: { zh: '控量' }, reason: { zh: '减负' }, rule: { type: 'max-evidence' as const, perStep: 2 } };

testOperation(removePolicy, {
  does: [
    {
      name: 'takes a policy away',
      given: (t) => {
        t.policies = { less: policy };
      },
      params: { id: 'less' },
      gives: { '/policies': {} },
    },
  ],
  refuses: [{ name: 'what is not there', params: { id: 'less' }, code: 'operations.missing' }],
});
