import { expect, it } from '@jest/globals';
import { fieldName } from '../adaptation/place-name.js';
import { stepOf, testRule } from './rule-tester.given.js';
import { mandateFields, soundMandates } from './sound-mandates.js';

const fields = (
  fieldMandates: Record<string, 'fixed' | 'alternative' | 'tighten' | 'free'>,
  mandate: 'fixed' | 'free' = 'fixed',
) => ({
  fieldMandates,
  mandate,
});

it('every field that a mandate can be said for has a name', () => {
  expect(mandateFields).toEqual(expect.arrayContaining(['join', 'restDays', 'guidance', 'kind']));
  expect(mandateFields).not.toContain('post');
  for (const field of mandateFields) expect([field, fieldName(field).zh]).not.toEqual([field, '内容']);
});

testRule(soundMandates, {
  valid: [
    { name: 'guidance that is free', edit: (t) => Object.assign(stepOf(t, 'plan'), fields({ guidance: 'free' })) },
    {
      name: 'deadlines that may be tightened',
      edit: (t) => Object.assign(stepOf(t, 'plan'), fields({ deadlines: 'tighten' })),
    },
    {
      name: 'a field locked on a step that may be tightened',
      edit: (t) => Object.assign(stepOf(t, 'plan'), { mandate: 'tighten', fieldMandates: { deadlines: 'fixed' } }),
    },
  ],
  invalid: [
    {
      name: 'a title to be tightened',
      edit: (t) => Object.assign(stepOf(t, 'plan'), fields({ title: 'tighten' })),
      finds: ['mandate-says-nothing /steps/plan/fieldMandates/title'],
      fixed: true,
    },
    {
      name: 'a mandate of the mandate',
      edit: (t) => Object.assign(stepOf(t, 'plan'), fields({ mandate: 'free' })),
      finds: ['mandate-says-nothing /steps/plan/fieldMandates/mandate'],
      fixed: true,
    },
    {
      name: 'a duty whose condition anybody may change',
      edit: (t) => Object.assign(stepOf(t, 'plan'), fields({ when: 'free' })),
      finds: ['mandate-hollows /steps/plan/fieldMandates/when'],
      fixed: true,
    },
    {
      name: 'a sensitive step that levels below could lay open',
      edit: (t) => Object.assign(stepOf(t, 'plan'), { mandate: 'free', sensitive: true }),
      finds: ['mandate-lays-open /steps/plan/fieldMandates'],
      fixed: true,
    },
    {
      name: 'a free step with a part that is locked',
      edit: (t) => Object.assign(stepOf(t, 'plan'), fields({ title: 'fixed' }, 'free')),
      finds: ['mandate-locked-within /steps/plan/mandate'],
    },
  ],
});
