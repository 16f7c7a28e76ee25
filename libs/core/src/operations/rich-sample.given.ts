/** A small template in which every field of the format occurs: for properties that must hold at every place. */
import { stepOf } from '../lint-rules/rule-tester.given.js';
import type { Template } from '../template/document.js';
import { sample } from './operation-tester.given.js';

const text = (zh: string, en = `in English ${zh}`) => ({ zh, en });

export const richSample = (): Template =>
  sample((t) => {
    t.inspectionNoun = text('巡回督导组');
    t.authority = { document: '一号', clause: '二', note: text('印发') };
    t.layout = { plan: { x: 1, y: 2 }, kickoff: { x: 3, y: 4 } };
    t.ladder = {
      before: { offset: -3, effect: 'remind', to: 'unit' },
      late: { offset: 2, effect: 'urge', to: 'superior', repeat: { every: 2, times: 3 }, on: false },
    };
    t.registers = {
      leaders: { title: text('班子成员'), entry: text('成员'), when: { '==': [{ var: 'unit.category' }, 'village'] } },
      cohorts: { title: text('批次') },
    };
    t.policies = {
      less: {
        title: text('少要材料'),
        reason: text('减负'),
        authority: { document: '二号' },
        categories: ['village'],
        rule: { type: 'max-evidence', perStep: 3 },
      },
      none: { title: text('不搞竞赛'), reason: text('减负'), rule: { type: 'forbid-tags', tags: ['contest'] } },
      kinds: {
        title: text('不设会'),
        reason: text('减负'),
        rule: { type: 'forbid-kinds', kinds: ['meeting', 'study'] },
      },
      minutes: { title: text('控时'), reason: text('减负'), rule: { type: 'max-weekly-minutes', minutes: 600 } },
    };
    t.phases = {
      study: {
        title: text('学习'),
        guidance: text('先学'),
        order: 1,
        mandate: 'tighten',
        extension: { kinds: ['study'], max: 2 },
        notes: { own: text('本级说明') },
      },
      rectify: {
        title: text('整改'),
        order: 2,
        opening: {
          afterPhases: ['study'],
          afterSteps: ['kickoff'],
          share: 80,
          notBefore: { anchor: { from: 'date', date: '2026-06-01' }, at: '08:00' },
        },
      },
      third: { title: text('总结'), order: 3 },
    };
    t.roles = {
      secretary: { title: text('书记'), post: text('书记岗') },
      office: { title: text('办公室'), substitute: 'secretary' },
      press: { title: text('宣传') },
    };
    Object.assign(stepOf(t, 'kickoff'), {
      guidance: text('开短会'),
      authority: { document: '一号', clause: '三' },
      supporting: ['office', 'press'],
      mandate: 'alternative',
      fieldMandates: { guidance: 'free', deadlines: 'tighten' },
      alternatives: {
        joint: { title: text('联合开展'), categories: ['village'], guidance: text('几村合开') },
        home: { title: text('送学上门') },
      },
      chosen: { village: 'joint' },
      notes: { own: text('提前通知') },
      post: text('组织委员'),
      params: { format: 'mobilisation', joint: true },
      tags: ['gathers', 'outdoor'],
      mechanisms: ['M01', 'M02'],
      extension: { kinds: ['study', 'task'], max: 1, followersWait: true },
      reviews: {
        up: { by: { who: 'superior' }, order: 1 },
        role: {
          by: { who: 'role', role: 'press' },
          order: 2,
          limitDays: 5,
          mandate: 'tighten',
          ladder: { late: { offset: 1, effect: 'urge', to: 'reviewer' } },
        },
        group: { by: { who: 'inspection-group' }, order: 3 },
      },
      ladder: { soon: { offset: -1, effect: 'remind', to: 'unit' } },
      closes: { anchor: { from: 'campaign-end' } },
      opening: {
        notBefore: { anchor: { from: 'campaign-start' }, offset: 2, at: '08:00', authority: { clause: '四' } },
      },
    });
    Object.assign(stepOf(t, 'reading'), {
      join: { atLeast: 1 },
      when: { and: [{ in: [{ var: 'unit.category' }, ['village', 'organ']] }, { '>=': [{ var: 'unit.size' }, 3] }] },
      occurrences: {
        mode: 'every',
        period: 'month',
        start: { from: 'campaign-start' },
        end: { from: 'date', date: '2026-07-31' },
      },
      evidence: {
        days: {
          type: 'number',
          title: text('学习天数'),
          min: 1,
          max: 9,
          unit: '天',
          order: 1,
          guidance: text('算整天'),
          mandate: 'tighten',
        },
        heads: { type: 'head-count', title: text('人数'), minPresentPercent: 80, order: 2 },
        topic: {
          type: 'choice',
          title: text('专题'),
          options: [
            { value: 'a', label: text('甲题') },
            { value: 'b', label: text('乙题') },
          ],
          order: 3,
        },
        note: { type: 'text', title: text('情况'), required: false, minLength: 10, order: 4 },
        file: { type: 'file', title: text('方案'), role: 'plan', order: 5 },
        photo: { type: 'photo', title: text('照片'), order: 6 },
        table: {
          type: 'table',
          title: text('登记'),
          order: 7,
          columns: {
            day: { title: text('日期'), type: 'date', order: 1 },
            sort: {
              title: text('类型'),
              type: 'choice',
              options: [{ value: 'x', label: text('党课') }],
              order: 2,
              required: false,
            },
            hours: { title: text('学时'), type: 'number', order: 3 },
          },
          rules: [
            { of: 'distinct-days', column: 'day', min: 2 },
            { of: 'sum', column: 'hours', min: 8, max: 99, filter: { column: 'sort', exclude: ['x'] } },
            { of: 'count', filter: { column: 'sort', only: ['x'] }, min: 1 },
          ],
        },
      },
    });
    Object.assign(stepOf(t, 'plan'), {
      mandate: 'free',
      occurrences: { mode: 'each', register: 'leaders' },
      deadlines: {
        main: {
          anchor: { from: 'campaign-end' },
          offset: -3,
          roll: 'previous-working-day',
          authority: { document: '三号' },
        },
        phase: { anchor: { from: 'phase-opening', phase: 'rectify' }, offset: 30, unit: 'working-days', at: '12:00' },
      },
    });
    t.steps['all'] = {
      phase: 'rectify',
      kind: 'cascade',
      title: text('所属支部完成'),
      lead: 'office',
      cascade: { milestone: 'kickoff', need: { percent: 95 } },
    };
    t.steps['own'] = {
      phase: 'study',
      kind: 'study',
      title: text('本级学习'),
      lead: 'office',
      hangsAt: { at: 'phase', phase: 'study' },
      occurrences: { mode: 'on-call' },
    };
    t.edges = { a: { from: 'kickoff', to: 'reading' }, b: { from: 'reading', to: 'plan', kind: 'needs' } };
  });
