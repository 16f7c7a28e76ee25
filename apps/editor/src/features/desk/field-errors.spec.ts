import { describe, expect, it } from '@jest/globals';
import { ProblemResponse } from '@gangmu/contract';
import { fieldOf, sortRefusal } from './field-errors.js';

const problem = (path: string, detail: string) =>
  new ProblemResponse({
    type: 'about:blank',
    title: '',
    status: 422,
    code: 'evidence.number.min',
    path,
    params: {},
    detail,
    instance: '',
  });

describe('field errors', () => {
  it('finds the field a pointer leads to', () => {
    expect(fieldOf('/values/heads/due')).toEqual(['heads', 'due']);
    expect(fieldOf('/body/command/values/sessions/2/day')).toEqual(['sessions', 2, 'day']);
    expect(fieldOf('/values')).toBeUndefined();
    expect(fieldOf('/item')).toBeUndefined();
  });

  it('puts a refusal beside its field, and what has none above the form', () => {
    expect(sortRefusal(problem('/values/heads/due', 'too small'), '')).toEqual({
      fields: [{ name: ['heads', 'due'], errors: ['too small'] }],
      whole: [],
    });
    expect(sortRefusal(problem('', 'closed'), '')).toEqual({ fields: [], whole: ['closed'] });
    expect(sortRefusal(new TypeError('fetch failed'), 'unreachable')).toEqual({ fields: [], whole: ['unreachable'] });
  });
});
