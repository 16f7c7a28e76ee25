import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conditionAmong, conditionWithout } from './condition-without.js';
import { conditionReads, evaluateCondition } from './conditions.js';
import type { Condition } from './document.js';

const village: Condition = { in: [{ var: 'unit.category' }, ['village']] };
const read = (step: string): Condition => ({ '>': [{ var: `item.${step}.n` }, 3] });
const gone = (path: string): boolean => path.startsWith('item.a.');

describe('a condition without what it read', () => {
  it.each<[string, Condition, Condition]>([
    ['one of several ways', { or: [village, read('a')] }, village],
    ['one of many ways', { or: [village, read('a'), read('b')] }, { or: [village, read('b')] }],
    ['what had to hold besides', { and: [village, read('a')] }, false],
    ['what must not be', { and: [village, { '!': read('a') }] }, village],
    ['all of it', read('a'), false],
    ['a way of several parts', { or: [village, { and: [read('a'), read('b')] }] }, village],
    ['nothing', { and: [village, read('b')] }, { and: [village, read('b')] }],
  ])('loses %s', (_name, before, after) => expect(conditionWithout(before, gone)).toEqual(after));

  it('decides as the whole does where that is missing', () => {
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Condition>(true, false, village, read('a'), read('b')),
        fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((and): Condition => ({ and })),
        fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((or): Condition => ({ or })),
        tie('condition').map((not): Condition => ({ '!': not })),
      ),
    }));
    fc.assert(
      fc.property(condition, fc.boolean(), fc.option(fc.nat(6), { nil: undefined }), (whole, isVillage, n) => {
        const rest = conditionWithout(whole, gone);
        expect(conditionReads(rest).some(gone)).toBe(false);
        const lookup = (path: string) =>
          path === 'unit.category' ? (isVillage ? 'village' : 'town') : path.startsWith('item.b.') ? n : undefined;
        expect(evaluateCondition(rest, lookup)).toBe(evaluateCondition(whole, lookup));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a condition among the categories there are', () => {
  const isKnown = (category: string): boolean => category !== 'school';
  const school: Condition = { '==': [{ var: 'unit.category' }, 'school'] };
  it.each<[string, Condition, Condition]>([
    ['one of a list', { in: [{ var: 'unit.category' }, ['school', 'village']] }, village],
    ['one of several ways', { or: [school, read('a')] }, read('a')],
    ['whom it leaves out', { and: [{ '!=': [{ var: 'unit.category' }, 'school'] }, read('a')] }, read('a')],
    ['all of it', { and: [school, read('a')] }, false],
    ['nothing', { or: [village, read('a')] }, { or: [village, read('a')] }],
  ])('loses %s', (_name, before, after) => expect(conditionAmong(before, isKnown)).toEqual(after));
});
