import { stepOf, testRule } from './rule-tester.given.js';
import { kindContract } from './kind-contract.js';

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
      name: 'a choice without choices',
      edit: (t) => void (stepOf(t, 'plan').mandate = 'alternative'),
      finds: ['alternative-without-choices /steps/plan/alternatives'],
      fixed: true,
    },
  ],
});
