import { describe, expect, it } from '@jest/globals';
import { closingOf } from './closing.js';
import { instant, minute, Scenario, templateOf } from './run.given.js';

const started = (parts: Parameters<typeof templateOf>[0], unit?: string) =>
  new Scenario(
    templateOf(parts),
    unit === undefined ? {} : { unit: { category: unit, level: 1, size: 1, groups: [] } },
  ).start();

describe('settling', () => {
  it('opens what waits for nobody and goes on step by step to the end', () => {
    const s = started({ steps: { a: {}, b: {}, c: {} }, edges: ['a>b', 'b>c'] });
    expect(s.open).toEqual(['a']);
    s.submit('a').submit('b');
    expect(s.open).toEqual(['c']);
    s.submit('c');
    expect(s.state.status).toBe('ended');
    expect(s.refold()).toEqual(s.state);
  });

  it('skips along needs and passes a skip along order', () => {
    const s = started({
      steps: { a: { when: { '==': [{ var: 'unit.category' }, 'bureau'] } }, needs: {}, order: {}, after: {} },
      edges: ['a=>needs', 'a>order', 'needs=>after'],
    });
    expect(s.open).toEqual(['order']);
    expect([s.outcome('a'), s.outcome('needs'), s.outcome('after')]).toEqual(['skipped', 'skipped', 'skipped']);
  });

  it('asks an at-least join for min(k, live) and records the shortfall', () => {
    const bureauOnly = { when: { '==': [{ var: 'unit.category' }, 'bureau'] } } as const;
    const s = started({
      steps: { a: bureauOnly, b: bureauOnly, c: {}, d: { join: { atLeast: 2 } } },
      edges: ['a>d', 'b>d', 'c>d'],
    });
    expect(s.state.items['d']).toBeUndefined();
    s.submit('c');
    expect(s.open).toEqual(['d']);
    expect(s.state.steps['d']?.shortfall).toEqual({ asked: 2, live: 1 });
  });

  it('fires an any join once and keeps it fired', () => {
    const s = started({
      steps: {
        a: { reviews: { r: { by: { who: 'superior' } } } },
        b: {},
        c: { join: 'any', opening: { notBefore: { anchor: { from: 'date', date: '2026-04-01' }, at: '08:00' } } },
      },
      edges: ['a>c', 'b>c'],
    });
    s.submit('b');
    expect(s.state.steps['c']?.joined).toBe(true);
    s.when({ type: 'ReturnItem', item: 'b', comment: '再核对' });
    s.until('2026-04-01 08:00');
    expect(s.item('c').status).toBe('open');
    expect(s.outcome('b')).toBeUndefined();
  });

  it('opens a phase at a share of what leads to it, counting what is not skipped', () => {
    const s = started({
      phases: {
        main: { title: { zh: '一' } },
        next: { title: { zh: '二' }, opening: { afterSteps: ['a', 'b', 'c'], share: 50 } },
      },
      steps: {
        a: { when: false },
        b: {},
        c: {},
        d: { phase: 'next' },
      },
    });
    expect(s.open).toEqual(['b', 'c']);
    s.submit('b');
    expect(s.open).toEqual(['c', 'd']);
  });

  it('decides a condition on accepted values, again after a return while the step has not begun', () => {
    const s = started({
      steps: {
        a: { evidence: { n: { type: 'number', title: { zh: '数' } } } },
        b: { when: { '>': [{ var: 'item.a.n' }, 5] } },
        c: {},
      },
      edges: ['b=>c', 'a>b'],
    });
    s.submit('a', { n: 3 });
    expect([s.outcome('b'), s.outcome('c'), s.state.status]).toEqual(['skipped', 'skipped', 'ended']);
    s.when({ type: 'ReturnItem', item: 'a', comment: '数字不实' });
    expect([s.outcome('b'), s.outcome('c'), s.state.status]).toEqual([undefined, undefined, 'running']);
    s.submit('a', { n: 7 });
    expect(s.open).toEqual(['b']);
    s.submit('b').submit('c');
    expect(s.state.status).toBe('ended');
    expect(s.refold()).toEqual(s.state);
  });

  it('opens monthly items as their periods begin and ends with the last', () => {
    const s = started({
      steps: {
        m: {
          occurrences: {
            mode: 'every',
            period: 'month',
            start: { from: 'campaign-start' },
            end: { from: 'date', date: '2026-05-01' },
          },
          deadlines: { d: { anchor: { from: 'period-end' } } },
        },
      },
    });
    expect(s.open).toEqual(['m.p1']);
    s.submit('m.p1').until('2026-04-02 00:00');
    expect(s.open).toEqual(['m.p2']);
    s.submit('m.p2');
    expect(s.state.status).toBe('ended');
  });

  it('closes what is left as incomplete', () => {
    const s = started({ steps: { a: {}, b: {} }, edges: ['a>b'] });
    expect(s.refused({ type: 'CloseRun' })).toBe('run.close.early');
    s.at = s.state.end * 60_000;
    s.when({ type: 'CloseRun' });
    expect([s.state.status, s.item('a').status]).toEqual(['closed', 'incomplete']);
    expect(s.refused({ type: 'SubmitItem', item: 'a', values: {} })).toBe('run.over');
  });

  it('closes when no deadline is to come any more', () => {
    const due = { d: { anchor: { from: 'date' as const, date: '2026-06-29' } } };
    const s = started({
      steps: {
        a: { deadlines: due, reviews: { r: { by: { who: 'superior' } } } },
        b: { deadlines: due },
        c: { opening: { notBefore: { anchor: { from: 'date', date: '2026-07-01' } } } },
        d: {},
      },
    });
    s.at = instant('2026-06-29 17:00');
    s.submit('a').when({ type: 'ReturnItem', item: 'a', comment: '数字对不上', minimumDays: 3 });
    expect(s.item('a').due).toBe(minute('2026-07-02 18:00'));
    const end = s.at + 2 * 86_400_000;
    s.at = end;
    // Nothing is opened by a date after the end, and what was late then is late still.
    s.when({ type: 'AdvanceTime' });
    expect([s.open, s.refused({ type: 'CloseRun' })]).toEqual([['a', 'b', 'd'], 'run.close.early']);
    s.submit('a');
    const { limit } = s.item('a').holdings.at(-1)!;
    expect(closingOf(s.state)).toBe(limit);
    s.when({ type: 'AcceptItem', item: 'a' });
    expect(closingOf(s.state)).toBe(end / 60_000);
    s.when({ type: 'CloseRun' });
    expect(['a', 'b', 'd'].map((id) => s.item(id).status)).toEqual(['done', 'incomplete', 'incomplete']);
  });

  it('waits for a deadline that was moved beyond the end before its step opened', () => {
    const s = started({ steps: { a: {}, b: {} }, edges: ['a>b'] });
    const authority = { by: 'telephone', who: '县委办 陈' } as const;
    s.when({ type: 'MoveDeadline', step: 'b', due: minute('2026-07-10 18:00'), authority });
    expect(closingOf(s.state)).toBe(minute('2026-07-10 18:00'));
    s.at = instant('2026-07-02 09:00');
    s.submit('a').submit('b');
    expect(s.state.status).toBe('ended');
  });

  it('keeps the references of what a command leaves alone', () => {
    const s = started({ steps: { a: {}, b: {}, c: {} }, edges: ['a>c'] });
    const before = s.state;
    s.submit('a');
    expect(s.state.items['b']).toBe(before.items['b']);
    expect(s.state.phases).toBe(before.phases);
    expect(s.state.registers).toBe(before.registers);
  });

  it('comes to rest even on a template with a cycle and on references to nothing', () => {
    const anchor = { from: 'step-ended' as const, step: 'nowhere' };
    const s = started({
      steps: { a: {}, b: {}, c: { deadlines: { d: { anchor } }, opening: { notBefore: { anchor } } } },
      edges: ['a>b', 'b>a', 'nowhere>c'],
    });
    expect(s.open).toEqual(['c']);
    s.submit('c');
    expect(s.state.status).toBe('running');
  });

  it('counts deadlines from a step that ended later, and makes nobody late by it', () => {
    const s = started({
      steps: {
        a: {},
        b: {
          deadlines: {
            fixed: { anchor: { from: 'date', date: '2026-05-29' } },
            after: { anchor: { from: 'step-ended', step: 'a' }, offset: 5 },
          },
        },
      },
    });
    expect(s.item('b').due).toBe(minute('2026-05-29 18:00'));
    s.until('2026-03-09 10:00').submit('a');
    expect(s.item('b')).toMatchObject({ due: minute('2026-03-14 18:00'), revision: 1 });
  });

  it('skips a register that a unit does not have and a monthly step past its end', () => {
    const s = started({
      registers: { leaders: { title: { zh: '班子' }, when: false } },
      steps: {
        each: { occurrences: { mode: 'each', register: 'leaders' } },
        m: {
          occurrences: {
            mode: 'every',
            period: 'month',
            start: { from: 'date', date: '2026-02-01' },
            end: { from: 'date', date: '2026-02-28' },
          },
        },
      },
    });
    expect([s.outcome('each'), s.outcome('m'), s.state.status]).toEqual(['skipped', 'skipped', 'ended']);
  });
});
