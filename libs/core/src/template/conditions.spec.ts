import { describe, expect, it } from '@jest/globals';
import { conditionReads, conditionSteps, evaluateCondition, isStaticCondition, unitLookup } from './conditions.js';
import { type Condition, conditionSchema } from './document.js';

const unit = unitLookup({ category: 'village', level: 3, size: 24, groups: ['mobile'] });
const holds = (condition: Condition) => evaluateCondition(conditionSchema.parse(condition), unit);

describe('conditions', () => {
  it('compare facts about the unit', () => {
    expect(holds({ in: [{ var: 'unit.category' }, ['village', 'community']] })).toBe(true);
    expect(holds({ in: ['mobile', { var: 'unit.groups' }] })).toBe(true);
    expect(holds({ in: [{ var: 'unit.groups' }, ['old', 'mobile']] })).toBe(true);
    expect(holds({ and: [{ '>=': [{ var: 'unit.size' }, 20] }, { '<': [{ var: 'unit.level' }, 3] }] })).toBe(false);
    expect(holds({ or: [false, { '!=': [{ var: 'unit.category' }, 'organ'] }] })).toBe(true);
  });

  it('hold a comparison with something missing to be false, under != too', () => {
    expect(holds({ '==': [{ var: 'unit.rank' }, 'county'] })).toBe(false);
    expect(holds({ '!=': [{ var: 'unit.rank' }, 'county'] })).toBe(false);
    expect(holds({ '!': { '!=': [{ var: 'unit.rank' }, 'county'] } })).toBe(true);
    expect(holds({ in: [{ var: 'unit.__proto__' }, ['x']] })).toBe(false);
  });

  it('never order different kinds of value', () => {
    expect(holds({ '<': [{ var: 'unit.category' }, 3] })).toBe(false);
    expect(holds({ '==': [{ var: 'unit.size' }, '24'] })).toBe(false);
  });

  it('tell what they read', () => {
    const condition: Condition = {
      and: [
        { '==': [{ var: 'unit.category' }, 'x'] },
        { '!': { '>': [{ var: 'item.survey.count' }, 0] } },
        { in: [1, { var: 'item.survey.list' }] },
      ],
    };
    expect(conditionReads(condition)).toEqual(['unit.category', 'item.survey.count', 'item.survey.list']);
    expect(conditionSteps(condition)).toEqual(['survey']);
    expect(isStaticCondition(condition)).toBe(false);
    expect(isStaticCondition(true)).toBe(true);
  });
});
