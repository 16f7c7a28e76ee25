import { expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import { parseTemplate } from '../template/parse.js';
import { say } from '../words/words.js';
import { kindContract } from './kind-contract.js';
import { lintContext } from './lint-template.js';
import { sampleTemplate, stepOf, testRule } from './rule-tester.given.js';

testRule(kindContract, {
  valid: [
    {
      name: 'an approval with a review',
      edit: (t) =>
        void Object.assign(stepOf(t, 'plan'), { kind: 'approval', reviews: { r: { by: { who: 'superior' } } } }),
    },
    { name: 'a parameter the kind declares', edit: (t) => void (stepOf(t, 'reading').params = { topics: ['一'] }) },
  ],
  invalid: [
    {
      name: 'an approval nobody gives',
      edit: (t) => void (stepOf(t, 'plan').kind = 'approval'),
      finds: ['kind-needs.reviews /steps/plan/reviews'],
      fixed: true,
    },
    {
      name: 'a cascade of nothing',
      edit: (t) => void Object.assign(stepOf(t, 'plan'), { kind: 'cascade', evidence: {} }),
      finds: ['kind-needs.cascade /steps/plan/cascade'],
    },
    {
      name: 'evidence at a milestone',
      edit: (t) => void (stepOf(t, 'plan').kind = 'milestone'),
      finds: ['kind-hands-in-nothing /steps/plan/evidence'],
      fixed: true,
    },
    {
      name: 'a parameter nobody declares',
      edit: (t) => void (stepOf(t, 'plan').params = { speed: 3 }),
      finds: ['unknown-parameter /steps/plan/params'],
      fixed: true,
    },
    {
      name: 'a parameter of the wrong sort',
      edit: (t) => Object.assign(stepOf(t, 'kickoff'), { params: { joint: 'often' } }),
      finds: ['unknown-parameter /steps/kickoff/params/joint'],
      fixed: true,
    },
    {
      name: 'a choice without choices',
      edit: (t) => void (stepOf(t, 'plan').mandate = 'alternative'),
      finds: ['alternative-without-choices /steps/plan/alternatives'],
      fixed: true,
    },
  ],
});

it('names a parameter by what people see of it, in both languages', () => {
  const template = sampleTemplate((t) => Object.assign(stepOf(t, 'kickoff'), { params: { joint: 'often', pace: 1 } }));
  const parsed = parseTemplate(template);
  const found = parsed.ok ? [...kindContract.check(lintContext(parsed.template, { calendar: cn }))] : [];
  const said = (lang: 'zh' | 'en') => found.map(({ code, params }) => say(lang, code, params));
  expect(said('zh')).toEqual([
    '“动员会”（会议）的参数不对：“可几个单位合开”填得不对',
    '“动员会”（会议）的参数不对：没有“pace”这一项',
  ]);
  for (const sentence of said('en')) expect(sentence).toMatch(/"May be held jointly" does not fit|it has no "pace"/);
});
