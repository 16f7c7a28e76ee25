import { describe, expect, it } from '@jest/globals';
import { templateSchema, type Finding } from '@gangmu/core';
import { rememberedCards, marksOf } from './card-view.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'cards',
  title: { zh: '样例' },
  noun: { zh: '专项工作' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  roles: { lead: { title: { zh: '牵头单位' } } },
  phases: { first: { title: { zh: '一' } } },
  steps: {
    a: { phase: 'first', kind: 'task', title: { zh: '甲' }, lead: 'lead' },
    b: { phase: 'first', kind: 'task', title: { zh: '乙' }, lead: 'nobody', join: { atLeast: 2 } },
  },
});
const finding = (path: string, severity: Finding['severity']): Finding => ({ code: 'x', severity, path, params: {} });

describe('cards', () => {
  it('count what was found in their step, remarks left out', () => {
    const marks = marksOf([
      finding('/steps/a/deadlines/d', 'error'),
      finding('/steps/a', 'warning'),
      finding('/steps/b', 'info'),
      finding('/phases/first', 'error'),
    ]);
    expect([...marks]).toEqual([['a', { errors: 1, warnings: 1 }]]);
  });

  const source = { template, base: null, findings: [], dates: {} };

  it('stay the same objects unless something on them changed', () => {
    const cards = rememberedCards();
    const first = cards(source);
    expect(cards({ ...source })).toBe(first);
    const again = cards({ ...source, findings: [finding('/steps/a', 'error')] });
    expect(again.get('b')).toBe(first.get('b'));
    expect(again.get('a')).toEqual({ ...first.get('a'), errors: 1 });
    const { a, b } = template.steps;
    const renamed = cards({
      ...source,
      template: { ...template, steps: { a: { ...a!, title: { zh: '丙' } }, b: b! } },
    });
    expect(renamed.get('b')).toBe(first.get('b'));
    expect(renamed.get('a')).toEqual({ ...first.get('a'), title: { zh: '丙' } });
  });

  it('follow the role that leads, and the plan', () => {
    const cards = rememberedCards();
    expect(cards(source).get('a')).toMatchObject({ lead: { zh: '牵头单位' }, due: null });
    const roles = { lead: { ...template.roles['lead']!, title: { zh: '责任单位' } } };
    expect(cards({ ...source, template: { ...template, roles } }).get('a')?.lead).toEqual({ zh: '责任单位' });
    const planned = cards({ ...source, dates: { a: { open: '2026-03-02', due: '2026-04-01' } } });
    expect([planned.get('a')?.due, planned.get('b')?.due]).toEqual(['2026-04-01', undefined]);
  });

  it('tell what is one’s own from what comes from above', () => {
    const { a, b } = template.steps;
    const mine = { ...template, steps: { a: { ...a!, estimatedMinutes: 90 }, b: { ...b! }, c: { ...b! } } };
    const views = rememberedCards()({ ...source, template: mine, base: template });
    expect([...views.values()].map(({ origin }) => origin)).toEqual(['changed', 'inherited', 'local']);
  });
});
