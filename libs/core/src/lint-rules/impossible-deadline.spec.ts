import type { TemplateInput } from '../template/document.js';
import { stepOf, testRule } from './rule-tester.given.js';
import { impossibleDeadline } from './impossible-deadline.js';

/** Reading takes forty working days, the kickoff none; the plan is due on 20 March and comes after both. */
const waitingFor = (t: TemplateInput, join: TemplateInput['steps'][string]['join']): void => {
  t.phases = { ...t.phases, rectify: { title: { zh: '整改' } } };
  t.edges = { a: { from: 'kickoff', to: 'plan' }, b: { from: 'reading', to: 'plan' } };
  Object.assign(stepOf(t, 'reading'), { minimumDays: 40, deadlines: {} });
  Object.assign(stepOf(t, 'plan'), { ...(join && { join }), deadlines: { main: onDay('2026-03-20') } });
};
const onDay = (date: string) => ({ anchor: { from: 'date' as const, date } });
const monthly = (t: TemplateInput): void => {
  stepOf(t, 'plan').occurrences = {
    mode: 'every',
    period: 'month',
    start: { from: 'campaign-start' },
    end: { from: 'campaign-end' },
  };
};
const of = (category: string) => ({ '==': [{ var: 'unit.category' }, category] }) as const;

testRule(impossibleDeadline, {
  valid: [
    {
      name: 'a deadline on the last day',
      edit: (t) => void (stepOf(t, 'plan').deadlines = { main: { anchor: { from: 'campaign-end' } } }),
    },
    { name: 'a deadline after any of two', edit: (t) => waitingFor(t, 'any') },
    { name: 'a deadline after at least one of two', edit: (t) => waitingFor(t, { atLeast: 1 }) },
    {
      name: 'a deadline in a phase that opens after half of two',
      edit: (t) => {
        waitingFor(t, 'all');
        t.edges = {};
        t.phases['rectify'] = { title: { zh: '整改' }, opening: { afterSteps: ['kickoff', 'reading'], share: 50 } };
      },
    },
    {
      name: 'what is skipped by the kind of unit that could not wait for it',
      edit: (t) => {
        waitingFor(t, 'all');
        stepOf(t, 'reading').when = of('village');
        stepOf(t, 'plan').when = of('organ');
      },
    },
    {
      name: 'a deadline counted from each period',
      edit: (t) => {
        monthly(t);
        stepOf(t, 'plan').deadlines = { main: { anchor: { from: 'period-end' }, offset: -3 } };
      },
    },
  ],
  invalid: [
    {
      name: 'a deadline after all of two, one of which takes long',
      edit: (t) => waitingFor(t, 'all'),
      finds: ['deadline-too-early /steps/plan/deadlines/main'],
      fixed: true,
    },
    {
      name: 'a deadline after both, though both are asked for one by one',
      edit: (t) => waitingFor(t, { atLeast: 2 }),
      finds: ['deadline-too-early /steps/plan/deadlines/main'],
      fixed: true,
    },
    {
      name: 'a deadline after any of two, where a kind of unit has only the one that takes long',
      edit: (t) => {
        waitingFor(t, 'any');
        stepOf(t, 'kickoff').when = of('village');
      },
      finds: ['deadline-too-early /steps/plan/deadlines/main'],
      fixed: true,
    },
    {
      name: 'a day for what is asked every month',
      edit: (t) => {
        monthly(t);
        stepOf(t, 'plan').deadlines = { main: onDay('2026-03-20') };
      },
      finds: ['deadline-before-period /steps/plan/deadlines/main'],
      fixed: true,
    },
    {
      name: 'a meeting in February of the year before (M16)',
      edit: (t) => void (stepOf(t, 'kickoff').deadlines = { main: { anchor: { from: 'date', date: '2025-02-28' } } }),
      finds: [
        'deadline-before-window /steps/kickoff/deadlines/main',
        'deadline-before-window /steps/reading/deadlines/main',
      ],
    },
    {
      name: 'a deadline after the end',
      edit: (t) => void (stepOf(t, 'plan').deadlines = { main: { anchor: { from: 'campaign-end' }, offset: 1 } }),
      finds: ['deadline-after-window /steps/plan/deadlines/main'],
      fixed: true,
    },
    {
      name: 'less than the minimum working time',
      edit: (t) => void (stepOf(t, 'reading').deadlines = { main: { anchor: { from: 'campaign-start' }, offset: 2 } }),
      finds: ['deadline-too-early /steps/reading/deadlines/main'],
      fixed: true,
    },
    {
      name: 'closing before the deadline',
      edit: (t) => void (stepOf(t, 'kickoff').closes = { anchor: { from: 'date', date: '2026-03-18' } }),
      finds: ['closes-before-deadline /steps/kickoff/closes'],
      fixed: true,
    },
  ],
});
