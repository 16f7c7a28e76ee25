import { describe, expect, it } from '@jest/globals';
import { type Activity, shareActivity } from './activity.js';
import type { Values } from './model.js';
import { coverage } from './coverage.js';
import { QUICK_STEP, quickRequestTemplate } from './quick-request.js';
import { minute, Scenario, templateOf } from './run.given.js';
import { lateness } from './lateness.js';

const title = { zh: '栏' };
const template = templateOf({
  steps: {
    study: { evidence: { on: { type: 'date', title }, heads: { type: 'head-count', title } } },
    lecture: { evidence: { on: { type: 'date', title }, by: { type: 'text', title } } },
  },
});
const activity: Activity = {
  id: 'day1',
  date: '2026-03-02',
  kinds: ['study', 'lecture'],
  headCounts: { u1: { due: 12, present: 11 }, u2: { due: 7, present: 7 } },
};
const step = (id: string) => {
  const found = template.steps[id];
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

describe('activities', () => {
  it('count once recorded for several items of several units, each with its own heads', () => {
    const shared = shareActivity(activity, [
      { run: 'r1', unit: 'u1', item: 'study', step: step('study') },
      { run: 'r1', unit: 'u1', item: 'lecture', step: step('lecture'), values: { by: '支部书记' } },
      { run: 'r2', unit: 'u2', item: 'study', step: step('study') },
      { run: 'r2', unit: 'u2', item: 'study', step: step('study') },
    ]);
    if (!shared.ok) throw new Error(shared.refusal.code);
    expect(shared.value.map(({ run, command }) => [run, command.item, command.values])).toEqual([
      ['r1', 'study', { on: '2026-03-02', heads: { due: 12, present: 11 } }],
      ['r1', 'lecture', { on: '2026-03-02', by: '支部书记' }],
      ['r2', 'study', { on: '2026-03-02', heads: { due: 7, present: 7 } }],
    ]);
    const s = new Scenario(template).start();
    for (const { run, command } of shared.value) if (run === 'r1') s.when(command);
    expect(s.item('study')).toMatchObject({ status: 'done', activity: 'day1', heldOn: '2026-03-02' });
    expect(s.state.status).toBe('ended');
  });

  it('need a date, a kind and something they count for', () => {
    const code = (change: Partial<Activity>, shares = 1) => {
      const share = { run: 'r', unit: 'u', item: 'study', step: step('study') };
      const result = shareActivity(
        { ...activity, ...change },
        Array.from({ length: shares }, () => share),
      );
      return result.ok ? undefined : result.refusal.code;
    };
    expect([code({ date: '2026-02-30' }), code({ kinds: [] }), code({}, 0), code({})]).toEqual([
      'activity.date',
      'activity.kinds',
      'activity.shares',
      undefined,
    ]);
  });
});

describe('an item that takes its share of an activity', () => {
  it('was held on the same day, whatever other dates it asks for', () => {
    const of = (values: Values) => {
      const result = shareActivity(activity, [{ run: 'r', unit: 'u1', item: 'study', step: step('study'), values }]);
      return result.ok ? 'shared' : [result.refusal.code, result.refusal.path];
    };
    expect(of({ on: '2026-03-03' })).toEqual(['activity.other-day', '/shares/0/values']);
    expect([of({ on: '2026-03-02' }), of({})]).toEqual(['shared', 'shared']);
  });
});

describe('coverage', () => {
  it('counts a unit once and names the rest', () => {
    const exempt = new Map([
      ['c', '无党员'],
      ['d', ' '],
    ]);
    expect(coverage({ inScope: ['a', 'b', 'c', 'd', 'e', 'a'], running: ['a', 'b', 'x'], exempt })).toEqual({
      inScope: 5,
      running: 2,
      exempt: 1,
      share: 0.6,
      flagged: ['d', 'e'],
    });
    expect(coverage({ inScope: [], running: [], exempt }).share).toBe(1);
  });
});

describe('quick requests', () => {
  it('are a campaign of one step with a due minute', () => {
    const quick = quickRequestTemplate({
      id: 'q1',
      title: { zh: '在外流动党员人数' },
      fields: { n: { type: 'number', title: { zh: '人数' } } },
      asked: '2026-03-02',
      due: { date: '2026-03-02', at: '18:00' },
    });
    const s = new Scenario(quick, {}, '2026-03-02 15:00').start();
    expect(s.item(QUICK_STEP).due).toBe(minute('2026-03-02 18:00'));
    s.until('2026-03-02 17:59').submit(QUICK_STEP, { n: 4 });
    expect(s.state.status).toBe('ended');
    expect(lateness(s.item(QUICK_STEP), s.state.end).unit).toBe(0);
  });
});
