import { stepOf, testRule } from './rule-tester.given.js';
import { crowdedMeetings } from './crowded-meetings.js';

testRule(crowdedMeetings, {
  valid: [],
  invalid: [
    {
      name: 'four gatherings due in one week',
      edit: (t) => {
        for (const id of ['one', 'two', 'three']) t.steps[id] = { ...stepOf(t, 'kickoff'), title: { zh: id } };
      },
      finds: ['crowded-meetings /categories/village', 'crowded-meetings /categories/organ'],
    },
    {
      name: 'four gatherings due in one week where the template names no categories',
      edit: (t) => {
        t.categories = {};
        for (const id of ['one', 'two', 'three']) t.steps[id] = { ...stepOf(t, 'kickoff'), title: { zh: id } };
      },
      finds: ['crowded-meetings /categories'],
    },
  ],
});
