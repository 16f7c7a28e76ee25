import type { TemplateInput } from '../template/document.js';
import { stepOf, testRule } from './rule-tester.given.js';
import { crowdedMeetings } from './crowded-meetings.js';

const week = { notBefore: { anchor: { from: 'date' as const, date: '2026-03-16' } } };
const meetings = (t: TemplateInput, opening: typeof week | undefined): void => {
  for (const id of ['one', 'two', 'three'])
    t.steps[id] = { ...stepOf(t, 'kickoff'), title: { zh: id }, ...(opening && { opening }) };
  Object.assign(stepOf(t, 'kickoff'), opening && { opening });
};

testRule(crowdedMeetings, {
  valid: [
    { name: 'four gatherings due in one week that can be held before', edit: (t) => meetings(t, undefined) },
    {
      name: 'three in one week',
      edit: (t) => {
        meetings(t, week);
        delete t.steps['three'];
      },
    },
  ],
  invalid: [
    {
      name: 'four gatherings in one week',
      edit: (t) => meetings(t, week),
      finds: ['crowded-meetings /categories/village', 'crowded-meetings /categories/organ'],
    },
    {
      name: 'four gatherings in one week where the template names no categories',
      edit: (t) => {
        t.categories = {};
        meetings(t, week);
      },
      finds: ['crowded-meetings /categories'],
    },
    {
      name: 'eight gatherings in two weeks',
      edit: (t) => {
        meetings(t, { notBefore: { anchor: { from: 'date', date: '2026-03-09' } } });
        for (const id of ['four', 'five', 'six', 'seven']) t.steps[id] = stepOf(t, 'one');
      },
      finds: ['crowded-meetings /categories/village', 'crowded-meetings /categories/organ'],
    },
  ],
});
