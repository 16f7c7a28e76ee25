import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cn } from '../calendar/cn.js';
import { minuteAt } from '../calendar/time-zone.js';
import { rungSchema } from '../template/document.js';
import { decideProblem, evolveProblem, type Problem, type ProblemCommand, problemRungs } from './index.js';

const timeZone = 'Asia/Shanghai';
const at = (date: string): number => minuteAt(date, '09:00', timeZone);
const ladder = {
  ahead: rungSchema.parse({ offset: -2, effect: 'remind', to: 'unit' }),
  after: rungSchema.parse({ offset: 1, effect: 'escalate', to: 'superior', repeat: { every: 2, times: 1 } }),
  off: rungSchema.parse({ offset: 3, effect: 'tell', to: 'inspection-group', on: false }),
};
const around = { ladder, calendar: cn, timeZone };

const recorded: ProblemCommand = {
  type: 'RecordProblem',
  problem: 'p1',
  campaign: 'c1',
  unit: 'u1',
  entry: {
    title: '会议偏多',
    source: 'public',
    channel: 'visit',
    aspect: 'style',
    class: 'by-deadline',
    leader: { name: '赵主任' },
    foundOn: '2026-05-06',
    due: '2026-06-30',
  },
};
const measure = { text: '每周无会日', person: { name: '钱科长' }, unit: 'u2', due: '2026-06-03' };
const added: ProblemCommand = { type: 'AddMeasure', measure: 'm1', entry: measure };
const done: ProblemCommand = { type: 'CompleteMeasure', measure: 'm1' };
const asking: ProblemCommand = { type: 'RequestCloseOut', evidence: [{ kind: 'note', text: '已公示' }] };

const next = (problem: Problem | undefined, command: ProblemCommand, person = 'clerk'): Problem | undefined => {
  const context = { person, at: 1_780_000_000_000, today: '2026-05-29', newId: () => 'm-new' };
  const decided = decideProblem(problem, command, context);
  return decided.ok ? decided.value.reduce<Problem | undefined>(evolveProblem, problem) : problem;
};
const given = (...commands: ProblemCommand[]): Problem =>
  commands.reduce<Problem | undefined>((problem, command) => next(problem, command, 'clerk'), undefined)!;
const shown = (problem: Problem): string[] =>
  problemRungs(problem, around).map(
    ({ measure: of, revision, rung, repetition }) => `${of ?? 'own'}@${revision} ${rung} ${repetition}`,
  );

describe('rungs of a problem', () => {
  it('remind of its own deadline and of each measure, whoever has undertaken it', () => {
    const rungs = problemRungs(given(recorded, added), around);
    expect(rungs.map(({ measure: of, rung, unit, at: minute }) => [of, rung, unit, minute])).toEqual([
      [null, 'ahead', 'u1', at('2026-06-26')],
      [null, 'after', 'u1', at('2026-07-01')],
      [null, 'after', 'u1', at('2026-07-03')],
      ['m1', 'ahead', 'u2', at('2026-06-01')],
      ['m1', 'after', 'u2', at('2026-06-04')],
      ['m1', 'after', 'u2', at('2026-06-08')],
    ]);
  });
  it('end with the measure, begin anew with the next deadline, and follow whoever takes over', () => {
    expect(shown(given(recorded, added, done))).toEqual(['own@1 ahead 0', 'own@1 after 0', 'own@1 after 1']);
    const later: ProblemCommand = {
      type: 'ReviseMeasure',
      measure: 'm1',
      changes: { due: '2026-06-10' },
      reason: '雨',
    };
    expect(shown(given(recorded, added, later))).toContain('m1@3 ahead 0');
    const words: ProblemCommand = {
      type: 'ReviseMeasure',
      measure: 'm1',
      changes: { text: '每周二无会' },
      reason: '明',
    };
    expect(shown(given(recorded, added, words))).toContain('m1@2 ahead 0');
    const merged: ProblemCommand = { type: 'TakeOverProblem', from: 'u2', to: 'u3', effective: '2026-06-01' };
    const taken = problemRungs(given(recorded, added, merged), around).filter(({ measure: of }) => of === 'm1');
    expect(new Set(taken.map(({ unit, revision }) => `${unit} ${revision}`))).toEqual(new Set(['u3 3']));
  });
  it('wait while somebody verifies, and come back with a return or a relapse', () => {
    const asked = given(recorded, added, done, asking);
    expect(shown(asked)).toEqual([]);
    const returned = next(asked, { type: 'ReturnRequest', comment: '未见公示', measures: ['m1'] }, 'reviewer')!;
    expect(shown(returned)).toEqual(
      expect.arrayContaining([`own@${returned.version} ahead 0`, `m1@${returned.version} ahead 0`]),
    );
    const closed = next(asked, { type: 'VerifyCloseOut' }, 'reviewer')!;
    expect(shown(closed)).toEqual([]);
    const relapsed = next(closed, { type: 'ReopenProblem', because: 'relapse', comment: '又', due: '2026-08-31' })!;
    expect(problemRungs(relapsed, around).map(({ due, revision }) => [due, revision])).toEqual(
      Array.from({ length: 3 }, () => ['2026-08-31', relapsed.version]),
    );
  });
});

describe('laws', () => {
  const day = fc.constantFrom('2026-06-03', '2026-06-30', '2026-07-15');
  const of = fc.constantFrom('m1', 'm2');
  const command: fc.Arbitrary<ProblemCommand> = fc.oneof(
    fc.record({
      type: fc.constant('AddMeasure' as const),
      measure: of,
      entry: day.map((due) => ({ ...measure, due })),
    }),
    fc.record({ type: fc.constant('CompleteMeasure' as const), measure: of }),
    fc.record({ type: fc.constant('WithdrawMeasure' as const), measure: of, reason: fc.constant('并入') }),
    fc.record({
      type: fc.constant('ReviseMeasure' as const),
      measure: of,
      changes: day.map((due) => ({ due })),
      reason: fc.constant('延'),
    }),
    fc.constant(asking),
    fc.record({
      type: fc.constant('ReturnRequest' as const),
      comment: fc.constant('重来'),
      measures: of.map((id) => [id]),
    }),
    fc.constant<ProblemCommand>({ type: 'VerifyCloseOut' }),
    fc.record({
      type: fc.constant('ReopenProblem' as const),
      because: fc.constant('relapse' as const),
      comment: fc.constant('又'),
      due: day,
    }),
    fc.constant<ProblemCommand>({ type: 'WithdrawProblem', reason: '误报' }),
    fc.constant<ProblemCommand>({ type: 'TakeOverProblem', from: 'u2', to: 'u3', effective: '2026-06-01' }),
  );

  it('a rung that is gone never comes back, and one that stays is for the same unit, day and minute', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('clerk', 'second'), command), { maxLength: 14 }), (steps) => {
        let problem = given(recorded);
        const seen = new Map<string, string>();
        let present = new Set<string>();
        const gone = new Set<string>();
        for (const [person, each] of steps) {
          problem = next(problem, each, person)!;
          const rungs = problemRungs(problem, around);
          const now = new Set<string>();
          for (const { measure: id, revision, rung, repetition, ...what } of rungs) {
            const key = JSON.stringify([id, revision, rung, repetition]);
            expect(gone.has(key)).toBe(false);
            expect(seen.get(key) ?? JSON.stringify(what)).toBe(JSON.stringify(what));
            seen.set(key, JSON.stringify(what));
            now.add(key);
          }
          expect(now.size).toBe(rungs.length);
          for (const key of present) if (!now.has(key)) gone.add(key);
          present = now;
        }
      }),
      { numRuns: 300 },
    );
  });
});
