import { stepOf, testRule } from './rule-tester.given.js';
import { unknownReference } from './unknown-reference.js';

testRule(unknownReference, {
  valid: [
    {
      name: 'a condition over a value of another step',
      edit: (t) => void (stepOf(t, 'plan').when = { '>': [{ var: 'item.reading.days' }, 2] }),
    },
    {
      name: 'a field mandate of an optional field',
      edit: (t) => void (stepOf(t, 'plan').fieldMandates = { guidance: 'free' }),
    },
  ],
  invalid: [
    {
      name: 'what a step names',
      edit: (t) => {
        Object.assign(stepOf(t, 'plan'), {
          phase: 'nowhere',
          kind: 'dance',
          lead: 'nobody',
          supporting: ['office', 'ghost'],
          reviews: { r: { by: { who: 'role', role: 'ghost' } } },
          occurrences: { mode: 'each', register: 'none' },
          cascade: { milestone: 'gone', need: { atLeast: 1 } },
          when: { '==': [{ var: 'item.reading.nothing' }, { var: 'unit.colour' }] },
          fieldMandates: { colour: 'free' },
          alternatives: { x: { title: { zh: '送学' }, categories: ['town'] } },
          extension: { kinds: ['task', 'opera'] },
        });
      },
      finds: [
        'unknown-reference.phase /steps/plan/phase',
        'unknown-reference.kind /steps/plan/kind',
        'unknown-reference.role /steps/plan/lead',
        'unknown-reference.role /steps/plan/supporting/1',
        'unknown-reference.role /steps/plan/reviews/r/by/role',
        'unknown-reference.register /steps/plan/occurrences/register',
        'unknown-reference.step /steps/plan/cascade/milestone',
        'unknown-reference.variable /steps/plan/when',
        'unknown-reference.variable /steps/plan/when',
        'unknown-reference.field /steps/plan/fieldMandates/colour',
        'unknown-reference.category /steps/plan/alternatives/x/categories/0',
        'unknown-reference.kind /steps/plan/extension/kinds/1',
      ],
    },
    {
      name: 'what edges, anchors, phases, roles and policies name',
      edit: (t) => {
        t.edges = { a: { from: 'kickoff', to: 'nowhere' } };
        stepOf(t, 'kickoff').deadlines = { main: { anchor: { from: 'step-ended', step: 'gone' } } };
        t.phases['rectify'] = { title: { zh: '整改' }, opening: { afterSteps: ['gone'], afterPhases: ['none'] } };
        t.roles = { ...t.roles, office: { title: { zh: '办' }, substitute: 'ghost' } };
        t.policies = {
          p: {
            title: { zh: '规' },
            reason: { zh: '因' },
            categories: ['town'],
            rule: { type: 'forbid-kinds', kinds: ['quiz'] },
          },
        };
      },
      finds: [
        'unknown-reference.step /phases/rectify/opening/afterSteps/0',
        'unknown-reference.phase /phases/rectify/opening/afterPhases/0',
        'unknown-reference.step /steps/kickoff/deadlines/main/anchor/step',
        'unknown-reference.step /edges/a/to',
        'unknown-reference.role /roles/office/substitute',
        'unknown-reference.category /policies/p/categories/0',
        'unknown-reference.kind /policies/p/rule/kinds/0',
      ],
    },
    {
      name: 'what may simply go',
      edit: (t) => {
        t.edges = { a: { from: 'kickoff', to: 'gone' } };
        t.phases['rectify'] = { title: { zh: '整改' }, opening: { afterSteps: ['gone', 'kickoff', 'lost'] } };
        t.roles = { ...t.roles, office: { title: { zh: '办' }, substitute: 'ghost' } };
        Object.assign(stepOf(t, 'plan'), {
          supporting: ['office', 'ghost'],
          reviews: { r: { by: { who: 'role', role: 'ghost' } } },
          deadlines: { main: { anchor: { from: 'step-ended', step: 'gone' } } },
          fieldMandates: { colour: 'free' },
          alternatives: { x: { title: { zh: '送学' }, categories: ['town', 'village'] } },
        });
      },
      finds: [
        'unknown-reference.step /phases/rectify/opening/afterSteps/0',
        'unknown-reference.step /phases/rectify/opening/afterSteps/2',
        'unknown-reference.role /steps/plan/supporting/1',
        'unknown-reference.role /steps/plan/reviews/r/by/role',
        'unknown-reference.step /steps/plan/deadlines/main/anchor/step',
        'unknown-reference.field /steps/plan/fieldMandates/colour',
        'unknown-reference.category /steps/plan/alternatives/x/categories/0',
        'unknown-reference.step /edges/a/to',
        'unknown-reference.role /roles/office/substitute',
      ],
      fixed: true,
    },
  ],
});
