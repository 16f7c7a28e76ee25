import { stepOf, testRule } from './rule-tester.given.js';
import { sensitiveContent } from './sensitive-content.js';

testRule(sensitiveContent, {
  valid: [
    { name: 'counts and dates of a sensitive step', edit: (t) => void (stepOf(t, 'kickoff').sensitive = true) },
    {
      name: 'self-examination that keeps no words',
      edit: (t) => void (stepOf(t, 'kickoff').title = { zh: '党员自我批评' }),
    },
  ],
  invalid: [
    {
      name: 'words and files of a sensitive step',
      edit: (t) =>
        void Object.assign(stepOf(t, 'plan'), {
          sensitive: true,
          evidence: {
            ok: { type: 'number', title: { zh: '人数' } },
            words: { type: 'text', title: { zh: '意见' } },
            sheet: { type: 'file', title: { zh: '材料' } },
            list: { type: 'table', title: { zh: '表' }, columns: { said: { title: { zh: '内容' }, type: 'text' } } },
          },
        }),
      finds: ['words', 'sheet', 'list'].map((id) => `sensitive-content /steps/plan/evidence/${id}`),
      fixed: true,
    },
    {
      name: 'a step that keeps drafts of self-criticism',
      edit: (t) =>
        void Object.assign(stepOf(t, 'plan'), {
          title: { zh: '对照检查材料' },
          evidence: { f: { type: 'file', title: { zh: '稿' } } },
        }),
      finds: ['sensitive-unmarked /steps/plan/sensitive'],
    },
  ],
});
