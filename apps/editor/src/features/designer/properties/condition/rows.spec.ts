import { describe, expect, it } from '@jest/globals';
import { type Condition, evaluateCondition, type Operand } from '@gangmu/core';
import fc from 'fast-check';
import { comparisonsOf, fittingValue, groupOf, newLine, toCondition, wantsList, withoutRow } from './rows.js';
import type { Variable } from './variables.js';

const variable = fc.constantFrom('unit.category', 'unit.level', 'unit.groups', 'item.survey.members');
const value: fc.Arbitrary<Operand> = fc.oneof(
  fc.constantFrom('township', 'village', 'T-1'),
  fc.integer({ min: 0, max: 4 }),
  fc.array(fc.constantFrom('township', 'T-1', 2), { maxLength: 3 }),
);
const comparison: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'in'), variable, value, fc.boolean())
  .map(([how, name, operand, turned]) => {
    const pair = turned ? [operand, { var: name }] : [{ var: name }, operand];
    return { [how]: pair } as unknown as Condition;
  });
const condition = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.boolean(),
    fc.array(tie('condition'), { maxLength: 3 }).map((and): Condition => ({ and })),
    fc.array(tie('condition'), { maxLength: 3 }).map((or): Condition => ({ or })),
    tie('condition').map((inner): Condition => ({ '!': inner })),
  ),
})).condition;

const facts = fc.record({
  'unit.category': fc.constantFrom('township', 'village'),
  'unit.level': fc.integer({ min: 0, max: 4 }),
  'unit.groups': fc.subarray(['T-1', 'T-2']),
  'item.survey.members': fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
});

describe('rows of a condition', () => {
  it('mean what the condition means, whatever it was written with', () => {
    fc.assert(
      fc.property(condition, facts, (written, known) => {
        const lookup = (path: string) => known[path as keyof typeof known];
        const again = toCondition(groupOf(written)) ?? true;
        expect(evaluateCondition(again, lookup)).toBe(evaluateCondition(written, lookup));
      }),
      { numRuns: 3000 },
    );
  });

  it('shows a single comparison as a group of one line, and puts it back as it was', () => {
    const written: Condition = { in: [{ var: 'unit.category' }, ['township']] };
    expect(groupOf(written).rows).toHaveLength(1);
    expect(toCondition(groupOf(written))).toEqual(written);
  });

  it('asks nothing once the last line is gone', () => {
    expect(toCondition(withoutRow(groupOf({ '!': { '==': [{ var: 'unit.level' }, 1] } }), 0))).toBeUndefined();
  });

  it('begins a line with something that can be compared', () => {
    const variables: Variable[] = [
      { path: 'unit.category', label: '', group: '', sort: 'one-of', values: [{ value: 'village', label: '村' }] },
      { path: 'unit.size', label: '', group: '', sort: 'number' },
      { path: 'unit.groups', label: '', group: '', sort: 'list' },
    ];
    for (const each of variables) {
      const line = newLine(each);
      expect(comparisonsOf(each.sort)).toContain(line.how);
      expect(Array.isArray(line.value)).toBe(wantsList(line.how));
    }
  });

  it('keeps what was chosen as far as another comparison can use it', () => {
    const category: Variable = { path: 'unit.category', label: '', group: '', sort: 'one-of', values: [] };
    expect(fittingValue(category, 'in', 'village')).toEqual(['village']);
    expect(fittingValue(category, '==', ['village', 'township'])).toBe('village');
  });
});
