import { describe, expect, it } from '@jest/globals';
import { templateSchema } from './document.js';
import { templateOf } from '../run/run.given.js';
import { shiftDates } from './shift-dates.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'plan',
  title: { zh: '方案' },
  noun: { zh: '学习教育' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  roles: { lead: { title: { zh: '牵头' } } },
  phases: { one: { title: { zh: '一' }, opening: { notBefore: { anchor: { from: 'date', date: '2026-03-09' } } } } },
  steps: {
    a: {
      phase: 'one',
      kind: 'task',
      title: { zh: '甲' },
      lead: 'lead',
      deadlines: {
        fixed: { anchor: { from: 'date', date: '2026-04-01' } },
        free: { anchor: { from: 'campaign-start' }, offset: 3 },
      },
    },
  },
});

describe('shifting a plan in time', () => {
  it('moves window and dates, and nothing that counts from them', () => {
    const shifted = shiftDates(template, 28);
    expect(shifted.window).toEqual({ start: '2026-03-30', end: '2026-09-28' });
    expect(shifted.phases['one']?.opening?.notBefore?.anchor).toEqual({ from: 'date', date: '2026-04-06' });
    expect(shifted.steps['a']?.deadlines['fixed']?.anchor).toEqual({ from: 'date', date: '2026-04-29' });
    expect(shifted.steps['a']?.deadlines['free']).toEqual(template.steps['a']?.deadlines['free']);
  });

  it('leaves the original alone, and back again is the same', () => {
    expect(shiftDates(shiftDates(template, 28), -28)).toEqual(template);
    expect(template.window.start).toBe('2026-03-02');
  });
});

describe('own rest days', () => {
  it('move along', () => {
    const template = templateOf({ steps: { fair: { restDays: ['2026-05-01'] } } });
    expect(shiftDates(template, 7).steps['fair']?.restDays).toEqual(['2026-05-08']);
  });
});
