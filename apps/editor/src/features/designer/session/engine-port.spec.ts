import { describe, expect, it } from '@jest/globals';
import { ProblemResponse } from '@gangmu/contract';
import { outcomeOf } from './engine-port.js';

const answered = (status: number, params: Record<string, unknown> = {}) =>
  new ProblemResponse({ type: '', title: '', status, detail: '', code: 'x', path: '', params } as never);

describe('what a failure to save means', () => {
  it('tells another person from another window of one’s own, and says where nobody is named', () => {
    const by = { zh: '乙' };
    const held = { by, person: 'p2', since: 7 };
    expect(outcomeOf(answered(409, held), 'p1')).toEqual({ kind: 'overtaken', by: { name: by, at: 7, own: false } });
    expect(outcomeOf(answered(409, held), 'p2')).toMatchObject({ by: { own: true } });
    expect(outcomeOf(answered(409, { revision: 3 }), 'p1')).toEqual({ kind: 'overtaken', by: null });
  });

  it('is tried again where the engine is silent or struggles, and is not where it has decided', () => {
    expect(outcomeOf(new TypeError('no line'), 'p').kind).toBe('unreachable');
    expect([401, 422, 429, 503].map((status) => outcomeOf(answered(status), 'p').kind)).toEqual([
      'signed-out',
      'refused',
      'unreachable',
      'unreachable',
    ]);
  });
});
