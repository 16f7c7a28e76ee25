import { describe, expect, it } from '@jest/globals';
import { templateSchema } from '@gangmu/core';
import { blankRows, overlaid } from './not-applicable.js';

const step = (when?: unknown) => ({
  phase: 'one',
  kind: 'task',
  title: { zh: '任务' },
  lead: 'lead',
  ...(when === undefined ? {} : { when }),
});
const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'plan',
  title: { zh: '方案' },
  noun: { zh: '学习教育' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  roles: { lead: { title: { zh: '牵头' } } },
  phases: { one: { title: { zh: '一' } } },
  steps: {
    all: step(),
    villages: step({ in: [{ var: 'unit.category' }, ['village']] }),
    grouped: step({ in: ['g1', { var: 'unit.groups' }] }),
  },
});

describe('steps that do not apply', () => {
  const blank = blankRows(template, ['all', 'villages', 'grouped']);
  it('are told from those still to come', () => {
    expect(blank({ category: 'village' })).toBe('...');
    expect(blank({ category: 'township' })).toBe('.K.');
  });
  it('never hide what has happened', () => {
    expect(overlaid('D.O', '.K.')).toBe('DKO');
    expect(overlaid('DDO', '.K.')).toBe('DDO');
    expect(overlaid(undefined, '.K.')).toBe('.K.');
  });
});
