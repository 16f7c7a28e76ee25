import { describe, expect, it } from '@jest/globals';
import { type Condition, templateSchema } from '@gangmu/core';
import { roomFor } from './burden.js';

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

describe('whom a new step of one’s own is for', () => {
  it('is everybody where no policy is in the way, and where nobody has room left', () => {
    const open = plan({});
    expect(roomFor(open, open)).toBeUndefined();
    const shut = plan({ none: most(0, []) });
    expect(roomFor(shut, shut)).toBeUndefined();
  });

  it('is those whom policy leaves room for one', () => {
    const base = plan({ villages: most(0, ['village']), towns: most(1, ['town']) });
    const when: Condition = { in: [{ var: 'unit.category' }, ['town']] };
    expect(roomFor(base, base)).toEqual(when);
    const own = { ...base.steps['a']!, hangsAt: { at: 'phase' as const, phase: 'first' }, when };
    expect(roomFor(base, { ...base, steps: { ...base.steps, own } })).toBeUndefined();
  });
});
