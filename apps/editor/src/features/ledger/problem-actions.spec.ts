import { describe, expect, it } from '@jest/globals';
import { actionsFor, PROBLEM_ACTIONS, type ProblemAnswer } from './problem-actions.js';

const problem = (more: Partial<ProblemAnswer>): ProblemAnswer =>
  ({ status: 'open', class: 'by-deadline', measureCount: 1, measuresDone: 0, unit: 'u', ...more }) as ProblemAnswer;
const offered = (more: Partial<ProblemAnswer>, ...permissions: string[]): string[] =>
  actionsFor(problem(more), permissions).map(({ id }) => id);

describe('what may be done with a problem', () => {
  it('asks for close-out only when every measure is done, or none is needed', () => {
    expect(offered({}, 'ledger:write')).toEqual(['measure', 'progress', 'withdraw']);
    expect(offered({ measuresDone: 1 }, 'ledger:write')).toContain('request');
    expect(offered({ measureCount: 0 }, 'ledger:write')).not.toContain('request');
    expect(offered({ measureCount: 0, class: 'at-once' }, 'ledger:write')).toContain('request');
  });

  it('keeps verifying to those who may verify', () => {
    expect(offered({ status: 'requested' }, 'ledger:write')).toEqual(['take-back']);
    expect(offered({ status: 'requested' }, 'ledger:verify')).toEqual(['verify', 'return']);
    expect(offered({ status: 'closed' }, 'ledger:verify')).toEqual(['reopen']);
    expect(offered({ status: 'closed' }, 'ledger:read')).toEqual([]);
  });

  it('leaves out what was left empty', () => {
    const measure = PROBLEM_ACTIONS.find(({ id }) => id === 'measure');
    expect(measure?.asked({ text: '每周巡查', person: '王丽' }, problem({}))).toEqual({
      type: 'AddMeasure',
      entry: { text: '每周巡查', person: { name: '王丽' }, unit: 'u', due: null },
    });
    const verify = PROBLEM_ACTIONS.find(({ id }) => id === 'verify');
    expect(verify?.asked({}, problem({}))).toEqual({ type: 'VerifyCloseOut' });
  });
});
