import { describe, expect, it } from '@jest/globals';
import { templateSchema } from '@gangmu/core';
import { findPhases, findSteps } from './find-steps.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'find',
  title: { zh: '样例' },
  noun: { zh: '专项工作' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  roles: { office: { title: { zh: '办公室', en: 'Office' } } },
  phases: { p1: { title: { zh: '部署', en: 'Mobilise' }, order: 1 }, p2: { title: { zh: '调研' }, order: 2 } },
  steps: {
    report: { phase: 'p2', kind: 'report', title: { zh: '调研报告', en: 'Research report' }, lead: 'office' },
    kickoff: { phase: 'p1', kind: 'meeting', title: { zh: '动员会' }, lead: 'office' },
  },
});
const ids = (text: string): string[] => findSteps(template, text, 'zh').map(({ id }) => id);

describe('finding phases', () => {
  it('looks at number and title in both languages, once something is asked', () => {
    const phases = (text: string): string[] => findPhases(template, text).map(({ id }) => id);
    expect([phases('mobilise'), phases('调研'), phases('2'), phases(''), phases('没有')]).toEqual([
      ['p1'],
      ['p2'],
      ['p2'],
      [],
      [],
    ]);
  });
});

describe('finding steps', () => {
  it('gives all of them in reading order when nothing is asked', () => expect(ids('')).toEqual(['kickoff', 'report']));
  it('looks at title in both languages, number, kind and role', () => {
    expect(ids('research')).toEqual(['report']);
    expect(ids('2.1')).toEqual(['report']);
    expect(ids('会议')).toEqual(['kickoff']);
    expect(ids('办公室 报告')).toEqual(['report']);
    expect(ids('没有')).toEqual([]);
  });
  it('gives those first that are called so', () => {
    const named = {
      ...template,
      steps: { ...template.steps, other: { ...template.steps['report']!, order: -1, title: { zh: '其他' } } },
    };
    expect(findSteps(named, '调研', 'zh').map(({ id }) => id)).toEqual(['report', 'other']);
  });
});
