import { addLocalStep } from './add-local-step.js';
import { testOperation } from './operation-tester.given.js';
import type { TemplateInput } from '../template/document.js';
import { setPolicy, stepOf } from '../lint-rules/rule-tester.given.js';

const given = (t: TemplateInput): void => {
  t.phases['study'] = { title: { zh: '学习' }, extension: { kinds: ['study'], max: 1 } };
};

testOperation(addLocalStep, {
  does: [
    {
      name: 'hangs one at a phase',
      given,
      params: { id: 'own', hangsAt: { at: 'phase', phase: 'study' }, kind: 'study' },
      gives: {
        '/steps/own/hangsAt': { at: 'phase', phase: 'study' },
        '/steps/own/phase': 'study',
        '/steps/own/order': 1,
      },
      untouched: ['/steps/kickoff'],
    },
    {
      name: 'hangs one for some units only',
      given,
      params: {
        id: 'own',
        hangsAt: { at: 'phase', phase: 'study' },
        kind: 'study',
        when: { '==': [{ var: 'unit.category' }, 'village'] },
      },
      gives: { '/steps/own/when': { '==': [{ var: 'unit.category' }, 'village'] } },
    },
    {
      name: 'hangs one for those whom policy leaves room for one',
      given: (t) => {
        given(t);
        setPolicy(t, { type: 'max-local-steps', max: 0 });
      },
      params: { id: 'own', hangsAt: { at: 'phase', phase: 'study' }, kind: 'study' },
      gives: { '/steps/own/when': { in: [{ var: 'unit.category' }, ['organ']] } },
    },
    {
      name: 'hangs one at a step, right after it',
      given: (t) => {
        stepOf(t, 'kickoff').extension = {};
        stepOf(t, 'reading').order = 1;
      },
      params: { id: 'own', hangsAt: { at: 'step', step: 'kickoff' }, kind: 'task' },
      gives: { '/steps/own/order': 0.5 },
      untouched: ['/steps/kickoff', '/steps/reading'],
    },
  ],
  refuses: [
    {
      name: 'a place that invites none',
      params: { id: 'own', hangsAt: { at: 'phase', phase: 'study' }, kind: 'study' },
      code: 'operations.no-extension-point',
    },
    {
      name: 'a kind that is not invited',
      given,
      params: { id: 'own', hangsAt: { at: 'phase', phase: 'study' }, kind: 'report' },
      code: 'operations.kind-not-invited',
    },
    {
      name: 'more than there is room for',
      given: (t) => {
        given(t);
        t.steps['one'] = { ...stepOf(t, 'plan'), phase: 'study', hangsAt: { at: 'phase', phase: 'study' } };
      },
      params: { id: 'own', hangsAt: { at: 'phase', phase: 'study' }, kind: 'study' },
      code: 'operations.extension-full',
    },
  ],
});
