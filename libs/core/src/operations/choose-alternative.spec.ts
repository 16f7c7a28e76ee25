import { chooseAlternative } from './choose-alternative.js';
import { testOperation } from './operation-tester.given.js';
import type { TemplateInput } from '../template/document.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';

const given = (t: TemplateInput): void => {
  stepOf(t, 'plan').alternatives = { joint: { title: { zh: '联合开展' }, categories: ['village'] } };
};

testOperation(chooseAlternative, {
  does: [
    {
      name: 'chooses for a category',
      given,
      params: { step: 'plan', category: 'village', alternative: 'joint' },
      gives: { '/steps/plan/chosen': { village: 'joint' } },
    },
    {
      name: 'goes back to the step as it is',
      given: (t) => {
        given(t);
        stepOf(t, 'plan').chosen = { village: 'joint' };
      },
      params: { step: 'plan', category: 'village', alternative: null },
      gives: { '/steps/plan/chosen/village': undefined },
    },
  ],
  refuses: [
    {
      name: 'what is not meant for it',
      given,
      params: { step: 'plan', category: 'organ', alternative: 'joint' },
      code: 'operations.not-for-category',
    },
    {
      name: 'what is not offered',
      given,
      params: { step: 'plan', category: 'village', alternative: 'none' },
      code: 'operations.missing',
    },
  ],
});
