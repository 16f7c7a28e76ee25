import { describe, expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import { sampleTemplate, stepOf } from '../lint-rules/rule-tester.given.js';
import { templateSchema, type TemplateInput } from '../template/document.js';
import { differenceOf } from './difference.js';
import { type AdaptedUnit, impact } from './impact.js';

const text = (zh: string) => ({ zh, en: zh });
const plan = (edit: (t: TemplateInput) => void = () => {}) =>
  templateSchema.parse(
    sampleTemplate((t) => {
      Object.assign(stepOf(t, 'plan'), { mandate: 'free' });
      edit(t);
    }),
  );
const root = plan();
const named = plan((t) => Object.assign(stepOf(t, 'plan'), { title: text('整改销号') }));
const posted = plan((t) => Object.assign(stepOf(t, 'plan'), { title: text('整改销号'), post: text('张三') }));
const unit = (name: string, above: string | null, difference: AdaptedUnit['difference']): AdaptedUnit => ({
  unit: name,
  above,
  difference,
  applies: 'self-and-below',
});
const tree = [
  unit('village', 'town', differenceOf(named, posted)),
  unit('town', null, differenceOf(root, named)),
  unit(
    'bureau',
    null,
    differenceOf(
      root,
      plan((t) => Object.assign(stepOf(t, 'kickoff'), { post: text('李四') })),
    ),
  ),
];
const outcome = (edit: (t: TemplateInput) => void) => {
  const { units, counts } = impact(root, plan(edit), tree, { calendar: cn });
  return { counts, of: Object.fromEntries(units.map((one) => [one.unit, one.consequence])) };
};

describe('the impact of a new version', () => {
  it('is automatic where nothing is to be decided, and says who is concerned at all', () => {
    const { units, counts } = impact(root, root, tree, { calendar: cn });
    expect(counts).toEqual({ automatic: 3, 'needs-decision': 0, refused: 0 });
    expect(units.map(({ concerned }) => concerned)).toEqual([false, false, false]);
    expect(units.map((one) => one.unit).toSorted()).toEqual(['bureau', 'town', 'village']);
  });

  it('tells what needs a decision from what cannot stay', () => {
    expect(outcome((t) => Object.assign(stepOf(t, 'plan'), { title: text('整改落实') }))).toEqual({
      counts: { automatic: 2, 'needs-decision': 1, refused: 0 },
      of: { town: 'needs-decision', village: 'automatic', bureau: 'automatic' },
    });
    expect(outcome((t) => Object.assign(stepOf(t, 'plan'), { mandate: 'fixed' })).of).toEqual({
      town: 'refused',
      village: 'automatic',
      bureau: 'automatic',
    });
  });

  it('reaches the levels further down through those between', () => {
    expect(outcome((t) => void delete t.steps['plan']).of).toEqual({
      town: 'refused',
      village: 'refused',
      bureau: 'automatic',
    });
  });
});
