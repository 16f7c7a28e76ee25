import { describe, expect, it } from '@jest/globals';
import type { Condition } from './document.js';
import { templateSchema } from './document.js';
import { roomForLocal, sparing } from './local-room.js';

const plan = (policies: Record<string, unknown>) =>
  templateSchema.parse({
    format: 'gangmu-template/1',
    id: 'room',
    title: { zh: '样例' },
    noun: { zh: '专项工作' },
    window: { start: '2026-03-02', end: '2026-08-31' },
    categories: { town: { title: { zh: '乡镇' } }, village: { title: { zh: '村' } } },
    roles: { lead: { title: { zh: '牵头' } } },
    phases: { first: { title: { zh: '一' }, extension: { max: 3 } } },
    steps: { a: { phase: 'first', kind: 'task', title: { zh: '甲' }, lead: 'lead' } },
    policies,
  });
const most = (max: number, categories: string[]) => ({
  title: { zh: '不加码' },
  reason: { zh: '减负' },
  categories,
  rule: { type: 'max-local-steps', max },
});
const only = (...categories: string[]): Condition => ({ in: [{ var: 'unit.category' }, categories] });

describe('whom a new step of one’s own is for', () => {
  it('is everybody where no policy is in the way, and where nobody has room left', () => {
    expect(roomForLocal(plan({}))).toBeUndefined();
    expect(roomForLocal(plan({ none: most(0, []) }))).toBeUndefined();
  });

  it('is those whom policy leaves room for one', () => {
    const base = plan({ villages: most(0, ['village']), towns: most(1, ['town']) });
    expect(roomForLocal(base)).toEqual(only('town'));
    const a = base.steps['a'];
    if (a === undefined) throw new Error('the plan has no step');
    const own = { ...a, hangsAt: { at: 'phase' as const, phase: 'first' }, when: only('town') };
    expect(roomForLocal({ ...base, steps: { ...base.steps, own } })).toBeUndefined();
  });
});

describe('sparing a category', () => {
  const all = ['town', 'village', 'school'];
  it.each<[string, Condition | undefined, Condition | undefined]>([
    ['of all', undefined, only('town', 'school')],
    ['of some', only('town', 'village'), only('town')],
    ['of itself alone', { '==': [{ var: 'unit.category' }, 'village'] }, undefined],
    [
      'of those that something else is asked of',
      { '>': [{ var: 'unit.size' }, 20] },
      { and: [{ '>': [{ var: 'unit.size' }, 20] }, { '!=': [{ var: 'unit.category' }, 'village'] }] },
    ],
  ])('%s', (_name, when, left) => expect(sparing(when, 'village', all)).toEqual(left));
});
