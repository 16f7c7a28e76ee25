import { describe, expect, it } from '@jest/globals';
import type { RunAnswer } from '@gangmu/contract';
import { templateSchema } from '@gangmu/core';
import { asked, itemState, progressOf, type RunItem, viewRun } from './run-model.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'campaign',
  title: { zh: '专项' },
  noun: { zh: '专项' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  phases: { study: { title: { zh: '学习' } } },
  steps: {
    monthly: { phase: 'study', kind: 'meeting', title: { zh: '主题党日' }, lead: 'secretary', order: 1 },
    plan: { phase: 'study', kind: 'task', title: { zh: '计划' }, lead: 'secretary', order: 2 },
    county: { phase: 'study', kind: 'task', title: { zh: '县级' }, lead: 'secretary', order: 3 },
    topic: {
      phase: 'study',
      kind: 'study',
      title: { zh: '第一议题' },
      lead: 'secretary',
      order: 4,
      occurrences: { mode: 'on-call' },
    },
  },
});
const item = (id: string, status: RunItem['status'], due: number | null, extra: Partial<RunItem> = {}): RunItem => ({
  id,
  step: id.split('.')[0]!,
  occurrence: id.split('.')[1] ?? '',
  status,
  openedAt: 10,
  due,
  originalDue: due,
  closes: null,
  revision: 1,
  reviews: [],
  values: {},
  returns: 0,
  attempts: 0,
  holdings: [],
  ...extra,
});
const run = (items: RunItem[]): RunAnswer => ({
  id: 'r',
  campaign: 'c',
  unit: { id: 'u', code: 'u', name: { zh: '村' }, category: 'village', path: 'u.' },
  template: 'h',
  status: 'running',
  version: 1,
  start: 0,
  end: 1000,
  phases: { study: { openedAt: 0 } },
  steps: { county: { outcome: 'skipped' } },
  registers: {},
  items,
  may: { file: false, review: false, steer: false, inspect: false },
  forOthers: {},
});

describe('run model', () => {
  it('shows a step that nobody called for as waiting for that, and counts it for nothing', () => {
    const quiet = { ...run([]), steps: { topic: { openedAt: 0, outcome: 'done' as const } } };
    const steps = viewRun(template, quiet, 50).steps;
    expect(steps.find(({ id }) => id === 'topic')?.state).toBe('on-call');
    expect(progressOf(steps)).toEqual({ done: 0, total: 3 });
    const called = viewRun(template, { ...quiet, items: [item('topic.a', 'done', 100)] }, 50).steps;
    expect(progressOf(called)).toEqual({ done: 1, total: 4 });
  });

  it('calls late what is past its deadline with the unit, not what is with a reviewer', () => {
    expect(itemState(item('plan', 'open', 100), 100)).toBe('open');
    expect(itemState(item('plan', 'open', 100), 101)).toBe('late');
    expect(itemState(item('plan', 'returned', 100), 101)).toBe('late');
    expect(itemState(item('plan', 'submitted', 100), 101)).toBe('submitted');
    expect(itemState(item('plan', 'open', null), 101)).toBe('open');
  });

  it('shows the worst of several occurrences and the deadline that is next', () => {
    const { steps } = viewRun(
      template,
      run([
        item('monthly.2', 'open', 300, { openedAt: 20 }),
        item('monthly.1', 'done', 100, { endedAt: 5 }),
        item('monthly.3', 'open', 200, { openedAt: 30 }),
      ]),
      150,
    );
    expect(steps[0]).toMatchObject({ id: 'monthly', state: 'open', done: 1, due: 200 });
    expect(steps[0]?.items.map(({ id }) => id)).toEqual(['monthly.1', 'monthly.2', 'monthly.3']);
  });

  it('takes steps without items by their outcome, and asks nothing where they were skipped', () => {
    const { steps } = viewRun(template, run([]), 0);
    expect(steps.map(({ id, state }) => [id, state])).toEqual([
      ['monthly', 'waiting'],
      ['plan', 'waiting'],
      ['county', 'skipped'],
      ['topic', 'waiting'],
    ]);
    expect(asked(steps).map(({ id }) => id)).toEqual(['monthly', 'plan', 'topic']);
  });
});
