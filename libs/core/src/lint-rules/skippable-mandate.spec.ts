import type { TemplateInput } from '../template/document.js';
import { stepOf, testRule } from './rule-tester.given.js';
import { skippableMandate } from './skippable-mandate.js';

/** A free step that what is read can skip, and the plan after it. */
const carried = (t: TemplateInput, kind: 'order' | 'needs'): void => {
  t.steps['extra'] = { ...stepOf(t, 'plan'), mandate: 'free', when: { '>': [{ var: 'item.reading.days' }, 2] } };
  t.edges = { carrier: { from: 'extra', to: 'plan', kind } };
};

testRule(skippableMandate, {
  valid: [
    {
      name: 'a condition on the category',
      edit: (t) => void (stepOf(t, 'plan').when = { '==': [{ var: 'unit.category' }, 'village'] }),
    },
    {
      name: 'a free step',
      edit: (t) =>
        void Object.assign(stepOf(t, 'plan'), { mandate: 'free', when: { '>': [{ var: 'item.reading.days' }, 2] } }),
    },
    { name: 'one that comes after a free one in order only', edit: (t) => carried(t, 'order') },
    {
      name: 'one that needs any of two, only one of which can be skipped',
      edit: (t) => {
        carried(t, 'needs');
        t.edges = { ...t.edges, other: { from: 'kickoff', to: 'plan', kind: 'needs' } };
        stepOf(t, 'plan').join = 'any';
      },
    },
    {
      name: 'a free one that needs a free one',
      edit: (t) => {
        carried(t, 'needs');
        stepOf(t, 'plan').mandate = 'free';
      },
    },
  ],
  invalid: [
    {
      name: 'a duty that needs a free step which a figure can skip',
      edit: (t) => carried(t, 'needs'),
      finds: ['skippable-through /edges/carrier'],
      fixed: true,
    },
    {
      name: 'the same over a step between',
      edit: (t) => {
        carried(t, 'needs');
        t.steps['between'] = { ...stepOf(t, 'extra'), when: true };
        t.edges = {
          a: { from: 'extra', to: 'between', kind: 'needs' },
          b: { from: 'between', to: 'plan', kind: 'needs' },
        };
      },
      finds: ['skippable-through /edges/b'],
      fixed: true,
    },
    {
      name: 'a duty that comes with at least one of two, both of which can be skipped',
      edit: (t) => {
        carried(t, 'order');
        t.steps['second'] = stepOf(t, 'extra');
        t.edges = { a: { from: 'extra', to: 'plan' }, b: { from: 'second', to: 'plan' } };
        stepOf(t, 'plan').join = { atLeast: 1 };
      },
      finds: ['skippable-through /steps/plan/join'],
    },
    {
      name: 'a duty that a figure can skip',
      edit: (t) => void (stepOf(t, 'plan').when = { '>': [{ var: 'item.reading.days' }, 2] }),
      finds: ['skippable-mandate /steps/plan/when'],
    },
  ],
});
