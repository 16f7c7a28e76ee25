import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conditionImplies } from './condition-implies.js';
import { type ConditionLookup, type ConditionValue, evaluateCondition } from './conditions.js';
import type { Condition, Operand } from './document.js';

const category = (...ids: string[]): Condition => ({ in: [{ var: 'unit.category' }, ids] });
const groups = (...ids: string[]): Condition => ({ in: [{ var: 'unit.groups' }, ids] });
const size = (op: '<' | '>=' | '>', n: number): Condition => ({ [op]: [{ var: 'unit.size' }, n] }) as Condition;

const names = ['unit.category', 'unit.size', 'unit.groups', 'item.s.n', 'item.s.c'];
const operand = fc.oneof<fc.Arbitrary<Operand>[]>(
  fc.constantFrom(...names.map((name) => ({ var: name }))),
  fc.constantFrom<Operand>('a', 'b', 1, 2, true, ['a'], ['a', 'b'], [1, 'b'], []),
);
const condition = fc.letrec<{ it: Condition }>((tie) => ({
  it: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'in'), operand, operand)
      .map(([op, a, b]) => ({ [op]: [a, b] }) as unknown as Condition),
    fc.boolean(),
    fc.array(tie('it'), { maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('it'), { maxLength: 3 }).map((or) => ({ or })),
    tie('it').map((not) => ({ '!': not })),
  ),
})).it;
const anything = fc.constantFrom<(ConditionValue | undefined)[]>(
  undefined,
  'a',
  'b',
  'c',
  '',
  0,
  1,
  1.5,
  2,
  3,
  true,
  false,
  [],
  ['a'],
  ['b'],
  ['a', 'b'],
  ['c', 1],
);
const facts = fc.record({
  'unit.category': fc.constantFrom('a', 'b', 'c', ''),
  'unit.size': fc.constantFrom(0, 1, 1.5, 2, 3),
  'unit.groups': fc.constantFrom<ConditionValue[]>([], ['a'], ['b'], ['a', 'b'], ['c']),
  'item.s.n': anything,
  'item.s.c': anything,
});

describe('conditionImplies', () => {
  it.each<[string, Condition | undefined, Condition | undefined]>([
    ['more categories', category('a'), category('a', 'b')],
    ['no condition at all', category('a'), undefined],
    ['another way of writing it', { or: [category('a'), category('b')] }, category('b', 'a')],
    ['a further alternative', size('<', 10), { or: [size('<', 10), { '==': [{ var: 'item.s.n' }, 'yes'] }] }],
    ['a lower bound', size('>=', 10), size('>', 9)],
    ['one condition fewer', { and: [category('a'), size('<', 5)] }, size('<', 5)],
    ['more groups', groups('x'), groups('x', 'y')],
    ['a tautology', true, { or: [size('<', 5), size('>=', 5)] }],
    [
      'comparisons of two variables, taken as they are',
      { '<': [{ var: 'item.a.n' }, { var: 'item.b.n' }] },
      { or: [category('z'), { '<': [{ var: 'item.a.n' }, { var: 'item.b.n' }] }] },
    ],
  ])('holds for %s', (_name, a, b) => expect(conditionImplies(a, b)).toBe(true));

  it.each<[string, Condition | undefined, Condition | undefined]>([
    ['fewer categories', category('a', 'b'), category('a')],
    ['a condition where there was none', undefined, category('a')],
    ['every category there is today', true, category('a', 'b')],
    ['one condition more', size('<', 5), { and: [size('<', 5), category('a')] }],
    ['other groups', groups('x', 'y'), groups('x')],
    ['what may be missing', true, { or: [{ '<': [{ var: 'item.s.n' }, 5] }, { '>=': [{ var: 'item.s.n' }, 5] }] }],
  ])('does not hold for %s', (_name, a, b) => expect(conditionImplies(a, b)).toBe(false));

  it('never claims what some unit contradicts', () => {
    fc.assert(
      fc.property(condition, condition, facts, (a, b, known) => {
        const lookup = (path: string) => known[path as keyof typeof known] as ReturnType<ConditionLookup>;
        if (conditionImplies(a, b) && evaluateCondition(a, lookup)) expect(evaluateCondition(b, lookup)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('is reflexive and transitive', () => {
    fc.assert(
      fc.property(condition, condition, condition, (a, x, y) => {
        const b: Condition = { or: [a, x] };
        const c: Condition = { or: [y, b] };
        for (const one of [a, b, c]) expect(conditionImplies(one, one)).toBe(true);
        expect(conditionImplies(a, b) && conditionImplies(b, c) && conditionImplies(a, c)).toBe(true);
        if (conditionImplies(a, x) && conditionImplies(x, y)) expect(conditionImplies(a, y)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
