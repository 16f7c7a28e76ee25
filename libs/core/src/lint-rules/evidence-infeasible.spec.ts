import { stepOf, testRule } from './rule-tester.given.js';
import { evidenceInfeasible } from './evidence-infeasible.js';

testRule(evidenceInfeasible, {
  valid: [
    {
      name: 'seven days in two sessions, lectures not counted (M03)',
      edit: (t) =>
        void (stepOf(t, 'reading').evidence = {
          table: {
            type: 'table',
            title: { zh: '场次' },
            columns: {
              day: { title: { zh: '日期' }, type: 'date' },
              sort: {
                title: { zh: '形式' },
                type: 'choice',
                options: [
                  { value: 'discussion', label: { zh: '研讨' } },
                  { value: 'lecture', label: { zh: '讲座' } },
                ],
              },
            },
            rules: [{ of: 'distinct-days', column: 'day', filter: { column: 'sort', exclude: ['lecture'] }, min: 7 }],
          },
        }),
    },
  ],
  invalid: [
    {
      name: 'bounds that exclude each other',
      edit: (t) =>
        void (stepOf(t, 'plan').evidence = {
          a: { type: 'number', title: { zh: '数' }, min: 3, max: 2 },
          b: { type: 'text', title: { zh: '文' }, minLength: 30, maxLength: 20 },
          c: { type: 'file', title: { zh: '件' }, allowed: [] },
          d: { type: 'photo', title: { zh: '照' }, min: 5, max: 2 },
          e: {
            type: 'choice',
            title: { zh: '选' },
            options: [
              { value: 'x', label: { zh: '一' } },
              { value: 'x', label: { zh: '二' } },
            ],
          },
          f: { type: 'table', title: { zh: '表' }, columns: {} },
        }),
      finds: [
        'evidence-infeasible.min-over-max /steps/plan/evidence/a',
        'evidence-infeasible.min-over-max /steps/plan/evidence/b',
        'evidence-infeasible.no-type-allowed /steps/plan/evidence/c',
        'evidence-infeasible.min-over-max /steps/plan/evidence/d',
        'evidence-infeasible.option-twice /steps/plan/evidence/e',
        'evidence-infeasible.no-columns /steps/plan/evidence/f',
      ],
    },
    {
      name: 'whole numbers between bounds that have none between them, and fewer rows than must be there',
      edit: (t) =>
        void (stepOf(t, 'plan').evidence = {
          a: { type: 'number', title: { zh: '数' }, min: 1.2, max: 1.8 },
          b: {
            type: 'table',
            title: { zh: '表' },
            columns: { who: { title: { zh: '谁' }, type: 'text' } },
            minRows: 5,
            rules: [{ of: 'count', max: 3 }],
          },
        }),
      finds: [
        'evidence-infeasible.no-whole-number /steps/plan/evidence/a',
        'evidence-infeasible.fewer-than-rows /steps/plan/evidence/b/rules/0',
      ],
      fixed: true,
    },
    {
      name: 'rules that no table meets',
      edit: (t) =>
        void (stepOf(t, 'plan').evidence = {
          t: {
            type: 'table',
            title: { zh: '表' },
            maxRows: 5,
            columns: {
              day: { title: { zh: '日' }, type: 'date' },
              n: { title: { zh: '数' }, type: 'number' },
              c: { title: { zh: '类' }, type: 'choice', options: [{ value: 'x', label: { zh: '一' } }] },
            },
            rules: [
              { of: 'sum', column: 'gone' },
              { of: 'sum', column: 'day' },
              { of: 'distinct-days', column: 'n' },
              { of: 'count', min: 6 },
              { of: 'sum', column: 'n', min: 3, max: 2 },
              { of: 'count', min: 1, filter: { column: 'c', exclude: ['x'] } },
              { of: 'count', filter: { column: 'c', only: ['y'] } },
            ],
          },
        }),
      finds: [
        'evidence-infeasible.no-such-column /steps/plan/evidence/t/rules/0',
        'evidence-infeasible.sum-needs-number /steps/plan/evidence/t/rules/1',
        'evidence-infeasible.days-need-date /steps/plan/evidence/t/rules/2',
        'evidence-infeasible.more-than-rows /steps/plan/evidence/t/rules/3',
        'evidence-infeasible.min-over-max /steps/plan/evidence/t/rules/4',
        'evidence-infeasible.filter-keeps-nothing /steps/plan/evidence/t/rules/5',
        'evidence-infeasible.filter-unknown-value /steps/plan/evidence/t/rules/6',
      ],
    },
    {
      name: 'what only stands the wrong way round, or twice',
      edit: (t) =>
        void (stepOf(t, 'plan').evidence = {
          a: { type: 'number', title: { zh: '数' }, min: 3, max: 2 },
          c: { type: 'file', title: { zh: '件' }, allowed: [] },
          e: {
            type: 'choice',
            title: { zh: '选' },
            options: [
              { value: 'x', label: { zh: '一' } },
              { value: 'x', label: { zh: '二' } },
            ],
          },
          t: {
            type: 'table',
            title: { zh: '表' },
            columns: { n: { title: { zh: '数' }, type: 'number' } },
            rules: [{ of: 'sum', column: 'n', min: 3, max: 2 }],
          },
          u: {
            type: 'table',
            title: { zh: '表' },
            columns: { n: { title: { zh: '数' }, type: 'number' } },
            rules: [{ of: 'sum', column: 'gone' }],
          },
          v: {
            type: 'table',
            title: { zh: '表' },
            maxRows: 5,
            columns: { n: { title: { zh: '数' }, type: 'number' } },
            rules: [{ of: 'count', min: 6 }],
          },
        }),
      finds: [
        'evidence-infeasible.min-over-max /steps/plan/evidence/a',
        'evidence-infeasible.no-type-allowed /steps/plan/evidence/c',
        'evidence-infeasible.option-twice /steps/plan/evidence/e',
        'evidence-infeasible.min-over-max /steps/plan/evidence/t/rules/0',
        'evidence-infeasible.no-such-column /steps/plan/evidence/u/rules/0',
        'evidence-infeasible.more-than-rows /steps/plan/evidence/v/rules/0',
      ],
      fixed: true,
    },
  ],
});
