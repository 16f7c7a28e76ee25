import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decideProblem,
  decideRule,
  evolveProblem,
  evolveRule,
  foldProblem,
  type LedgerContext,
  ledgerFigures,
  type Problem,
  type ProblemCommand,
  type ProblemEntry,
  type ProblemEvent,
  type Rule,
  type RuleCommand,
  suggestRule,
} from './index.js';

const entry: ProblemEntry = {
  title: '会议偏多、材料偏长',
  source: 'public',
  channel: 'visit',
  aspect: 'style',
  theme: 'special-1',
  class: 'by-deadline',
  leader: { person: 'leader', name: '赵主任' },
  foundOn: '2026-05-06',
  due: '2026-06-30',
};
const measure = { text: '每周无会日', person: { person: 'doer', name: '钱科长' }, unit: 'u1', due: '2026-06-01' };
const recordIt: ProblemCommand = { type: 'RecordProblem', problem: 'p1', campaign: 'c1', unit: 'u1', entry };
const asking: ProblemCommand = { type: 'RequestCloseOut', evidence: [{ kind: 'note', text: '已公示' }] };

const contextOf = (person: string, more: Partial<LedgerContext> = {}): LedgerContext => ({
  person,
  at: 1_780_000_000_000,
  today: '2026-05-29',
  newId: () => 'm-new',
  ...more,
});

/** given(commands by people) · when(command) · then(events or refusal) */
const given = (...steps: [string, ProblemCommand][]): Problem => {
  let problem: Problem | undefined;
  for (const [person, command] of steps) {
    const decided = decideProblem(problem, command, contextOf(person));
    if (!decided.ok) throw new Error(`${command.type}: ${decided.refusal.code}`);
    for (const event of decided.value) problem = evolveProblem(problem, event);
  }
  if (!problem) throw new Error('nothing was recorded');
  return problem;
};
const codeOf = (
  problem: Problem | undefined,
  person: string,
  command: ProblemCommand,
  more: Partial<LedgerContext> = {},
) => {
  const decided = decideProblem(problem, command, contextOf(person, more));
  return decided.ok ? 'accepted' : decided.refusal.code;
};
const asked: [string, ProblemCommand][] = [
  ['clerk', recordIt],
  ['clerk', { type: 'AddMeasure', measure: 'm1', entry: measure }],
  ['clerk', { type: 'CompleteMeasure', measure: 'm1', note: '自五月起' }],
  ['clerk', asking],
];

describe('close-out', () => {
  it('is verified by another person than who asked and who answers for it', () => {
    const problem = given(...asked);
    const verify: ProblemCommand = { type: 'VerifyCloseOut' };
    expect(codeOf(problem, 'clerk', verify)).toBe('ledger.verifier-requested');
    expect(codeOf(problem, 'leader', verify)).toBe('ledger.verifier-responsible');
    expect(codeOf(problem, 'doer', verify)).toBe('ledger.verifier-responsible');
    expect(codeOf(problem, 'reviewer', verify)).toBe('accepted');
    expect(given(...asked, ['reviewer', verify])).toMatchObject({ status: 'closed', closedBy: 'reviewer' });
  });
  it('knows a responsible person without an account by name', () => {
    const named: ProblemCommand = { ...recordIt, entry: { ...entry, leader: { name: '孙书记' } } };
    const problem = given(['clerk', named], ...asked.slice(1));
    expect(codeOf(problem, 'x', { type: 'VerifyCloseOut' }, { name: '孙书记' })).toBe('ledger.verifier-responsible');
    expect(codeOf(problem, 'x', { type: 'VerifyCloseOut' }, { name: '李书记' })).toBe('accepted');
  });
  it('needs evidence, measures and all of them done, but no measures for what is put right at once', () => {
    const bare = given(['clerk', recordIt]);
    expect(codeOf(bare, 'clerk', asking)).toBe('ledger.measures-required');
    expect(codeOf(bare, 'clerk', { ...asking, evidence: [] })).toBe('ledger.evidence-required');
    expect(codeOf(given(...asked.slice(0, 2)), 'clerk', asking)).toBe('ledger.measures-undone');
    const atOnce: ProblemCommand = { ...recordIt, entry: { ...entry, class: 'at-once', due: null } };
    expect(codeOf(given(['clerk', atOnce]), 'clerk', asking)).toBe('accepted');
  });
  it('is sent back with a comment, reopening the measures named', () => {
    const problem = given(...asked);
    expect(codeOf(problem, 'reviewer', { type: 'ReturnRequest', comment: ' ' })).toBe('ledger.comment-required');
    const returned = given(...asked, ['reviewer', { type: 'ReturnRequest', comment: '未见公示', measures: ['m1'] }]);
    expect(returned).toMatchObject({ status: 'open', returns: 1 });
    expect(returned.request).toBeUndefined();
    expect(returned.measures['m1']?.doneOn).toBeUndefined();
  });
});

describe('relapse', () => {
  const closed: [string, ProblemCommand][] = [...asked, ['reviewer', { type: 'VerifyCloseOut' }]];
  const relapse: ProblemCommand = {
    type: 'ReopenProblem',
    because: 'relapse',
    comment: '又出现',
    due: '2026-07-31',
    link: 'p2',
  };

  it('reopens and suggests a rule until one is linked', () => {
    const problem = given(...closed, ['inspector', relapse]);
    expect(problem).toMatchObject({ status: 'open', relapses: 1, due: '2026-07-31' });
    expect(problem.closedAt).toBeUndefined();
    expect(suggestRule(problem, 0)).toMatchObject({ code: 'ledger.rule-suggested' });
    expect(suggestRule(given(...closed, ['x', relapse], ['x', { type: 'LinkRule', rule: 'r1' }]), 0)).toBeUndefined();
    expect(suggestRule(given(...closed), 0)).toBeUndefined();
    expect(suggestRule(given(...closed), 1)).toBeDefined();
  });
  it('is only of what was closed', () => {
    expect(codeOf(given(...asked), 'inspector', relapse)).toBe('ledger.not-now');
  });
});

describe('dates', () => {
  it('that cannot be are refused', () => {
    const withEntry = (more: Partial<ProblemEntry>): ProblemCommand => ({ ...recordIt, entry: { ...entry, ...more } });
    expect(codeOf(undefined, 'c', withEntry({ due: '2026-05-01' }))).toBe('ledger.due-before-found');
    expect(codeOf(undefined, 'c', withEntry({ due: null }))).toBe('ledger.due-required');
    expect(codeOf(undefined, 'c', withEntry({ foundOn: '2026-05-30' }))).toBe('ledger.found-in-future');
  });
});

describe('the register of rules', () => {
  const decideAll = (...commands: RuleCommand[]): Rule | undefined => {
    let rule: Rule | undefined;
    for (const command of commands) {
      const decided = decideRule(rule, command, '2026-06-10');
      if (!decided.ok) throw new Error(decided.refusal.code);
      rule = decided.value.reduce(evolveRule, rule);
    }
    return rule;
  };
  const establish: RuleCommand = {
    type: 'EstablishRule',
    rule: 'r1',
    campaign: 'c1',
    unit: 'u1',
    title: '无会日制度',
    on: '2026-06-01',
    problems: ['p1'],
  };

  it('says what was established, revised and abolished, and for which problems', () => {
    const rule = decideAll(establish, { type: 'ReviseRule', on: '2026-06-05', problems: ['p2'], title: '无会周制度' });
    expect(rule).toMatchObject({ title: '无会周制度', status: 'in-force', version: 3 });
    expect(rule?.changes.map((each) => each.action)).toEqual(['established', 'revised']);
    const abolished = decideAll(
      { type: 'RegisterEarlierRule', rule: 'r2', campaign: 'c1', unit: 'u1', title: '旧规' },
      { type: 'AbolishRule', on: '2026-06-02', problems: [] },
    );
    expect(abolished).toMatchObject({ status: 'abolished' });
    const figures = ledgerFigures(
      [],
      [rule, abolished].flatMap((each) => each ?? []),
      '2026-06-10',
    );
    expect(figures).toMatchObject({ rulesEstablished: 1, rulesRevised: 1, rulesAbolished: 1, closeOutRate: null });
  });
  it('refuses changes to what is abolished and dates out of order', () => {
    const rule = decideAll(establish);
    expect(decideRule(rule, { type: 'AbolishRule', on: '2026-05-01', problems: [] }, '2026-06-10')).toMatchObject({
      refusal: { code: 'ledger.rule-before-last' },
    });
    expect(decideRule(rule, { type: 'ReviseRule', on: '2026-06-11', problems: [] }, '2026-06-10')).toMatchObject({
      refusal: { code: 'ledger.rule-in-future' },
    });
  });
});

const people = ['leader', 'doer', 'clerk', 'reviewer', 'inspector'] as const;
const measureId = fc.constantFrom('m1', 'm2', '__proto__');
const anyCommand: fc.Arbitrary<ProblemCommand> = fc.oneof(
  fc.constant(recordIt),
  measureId.map((id): ProblemCommand => ({ type: 'AddMeasure', measure: id, entry: measure })),
  measureId.map((id): ProblemCommand => ({ type: 'CompleteMeasure', measure: id })),
  measureId.map((id): ProblemCommand => ({ type: 'WithdrawMeasure', measure: id, reason: '重复' })),
  measureId.map(
    (id): ProblemCommand => ({ type: 'ReviseMeasure', measure: id, changes: { text: '改' }, reason: '细化' }),
  ),
  fc.constant<ProblemCommand>({ type: 'ReviseProblem', changes: { class: 'at-once', due: null }, reason: '改类' }),
  fc.constant<ProblemCommand>({ type: 'ReportProgress', note: '推进中' }),
  fc.constant(asking),
  fc.constant<ProblemCommand>({ type: 'WithdrawRequest' }),
  fc.constant<ProblemCommand>({ type: 'ReturnRequest', comment: '补', measures: ['m1'] }),
  fc.constant<ProblemCommand>({ type: 'VerifyCloseOut' }),
  fc.constant<ProblemCommand>({
    type: 'ReopenProblem',
    because: 'not-satisfied',
    comment: '群众不满意',
    due: '2026-07-01',
  }),
  fc.constant<ProblemCommand>({ type: 'LinkRule', rule: 'r1' }),
);
const history = fc.array(fc.tuple(fc.constantFrom(...people), anyCommand), { maxLength: 30 });

describe('laws', () => {
  it('closing is always by a third person, refusals change nothing, folding gives the state, input is not touched', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let problem: Problem | undefined;
        const events: ProblemEvent[] = [];
        for (const [person, command] of steps) {
          const before = JSON.stringify(problem);
          const decided = decideProblem(problem, command, contextOf(person));
          expect(decideProblem(problem, command, contextOf(person))).toEqual(decided);
          expect(JSON.stringify(problem)).toBe(before);
          if (!decided.ok) continue;
          if (decided.value.some((event) => event.type === 'ProblemClosed')) {
            expect(['leader', 'doer', problem?.request?.by]).not.toContain(person);
          }
          for (const event of decided.value) {
            events.push(event);
            problem = evolveProblem(problem, event);
          }
        }
        expect(foldProblem(events)).toEqual(problem);
        expect(problem?.version ?? 0).toBe(events.length);
      }),
      { numRuns: 500 },
    );
  });

  it('no problem gets stuck: two people who do not answer for it can always close it', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let problem = given(['clerk', recordIt]);
        const tryIt = (person: string, command: ProblemCommand): void => {
          const decided = decideProblem(problem, command, contextOf(person));
          if (decided.ok) problem = decided.value.reduce<Problem>(evolveProblem, problem);
        };
        for (const [person, command] of steps) tryIt(person, command);
        tryIt('second', { type: 'ReturnRequest', comment: '重来' });
        tryIt('clerk', { type: 'ReturnRequest', comment: '重来' });
        tryIt('clerk', { type: 'AddMeasure', measure: 'last', entry: measure });
        for (const id of Object.keys(problem.measures)) tryIt('clerk', { type: 'CompleteMeasure', measure: id });
        tryIt('clerk', asking);
        tryIt('second', { type: 'VerifyCloseOut' });
        expect(problem.status).toBe('closed');
      }),
      { numRuns: 300 },
    );
  });

  it('the close-out rate lies between nothing and everything', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 8 }), (histories) => {
        const problems = histories.map((steps) => {
          let problem = given(['clerk', recordIt]);
          for (const [person, command] of steps) {
            const decided = decideProblem(problem, command, contextOf(person));
            if (decided.ok) problem = decided.value.reduce<Problem>(evolveProblem, problem);
          }
          return problem;
        });
        const figures = ledgerFigures(problems, [], '2026-12-31');
        expect(figures.open + figures.requested + figures.closed).toBe(figures.found);
        expect(figures.measuresDone).toBeLessThanOrEqual(figures.measures);
        expect(figures.closeOutRate ?? 0).toBeGreaterThanOrEqual(0);
        expect(figures.closeOutRate ?? 1).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a unit that ends', () => {
  const merged: ProblemCommand = { type: 'TakeOverProblem', from: 'u1', to: 'u2', effective: '2026-06-01' };

  it('leaves its problems and measures to its successor, closed ones as well', () => {
    const closed = given(...asked, ['reviewer', { type: 'VerifyCloseOut' }], ['gangmu', merged]);
    expect(closed).toMatchObject({ unit: 'u2', status: 'closed', due: '2026-06-30', measures: { m1: { unit: 'u2' } } });
  });
  it('leaves a measure of somebody else’s problem to its successor', () => {
    const other: ProblemCommand = { ...recordIt, unit: 'u5' };
    const problem = given(
      ['clerk', other],
      ['clerk', { type: 'AddMeasure', measure: 'm1', entry: measure }],
      ['gangmu', merged],
    );
    expect(problem).toMatchObject({ unit: 'u5', measures: { m1: { unit: 'u2', due: '2026-06-01' } } });
  });
  it('changes nothing that was not its own', () => {
    expect(codeOf(given(['clerk', recordIt]), 'gangmu', { ...merged, from: 'u9' })).toBe('ledger.nothing-changed');
  });
});
