import { describe, expect, it } from '@jest/globals';
import { parseTemplate, readTsv, rowsFrom } from '@gangmu/core';
import { templateFromTable } from './template-from-table.js';

const given = { id: 'from-table', title: '作风整治', start: '2026-03-02', end: '2026-06-30' };
const TABLE = `序号\t工作任务\t牵头科室\t配合科室\t完成时限
一、动员部署\t\t\t\t
1\t召开动员会\t办公室、组织科\t宣传科\t3月10日前
2\t制定方案\t办公室\t\t尽快
二、整改落实\t\t\t\t
3\t整改销号\t纪检监察室\t\t6月底前
`;

describe('a design out of a table', () => {
  it('has the phases and roles that its rows name, and says what could not be read', () => {
    const { rows } = rowsFrom(readTsv(TABLE));
    const made = templateFromTable(rows, { ...given, categories: [{ id: 'village', title: { zh: '村' } }] });
    if (made === null) throw new Error('nothing made');
    const { template, findings } = made;
    expect(template.categories).toEqual({ village: { title: { zh: '村' } } });
    expect(Object.values(template.phases).map(({ title }) => title.zh)).toEqual(['动员部署', '整改落实']);
    expect(Object.values(template.roles).map(({ title }) => title.zh)).toEqual([
      '办公室',
      '组织科',
      '纪检监察室',
      '宣传科',
    ]);
    const steps = Object.values(template.steps);
    expect(steps.map(({ title }) => title.zh)).toEqual(['召开动员会', '制定方案', '整改销号']);
    expect(steps[0]?.supporting).toHaveLength(2);
    expect(Object.values(steps[2]?.deadlines ?? {})[0]?.anchor).toEqual({ from: 'date', date: '2026-06-30' });
    expect(findings.map(({ code }) => code)).toEqual(['table.unreadable-date']);
    expect(parseTemplate(template).ok).toBe(true);
  });
  it('asks for what the table says is handed in', () => {
    const { rows } = rowsFrom(readTsv('任务\t牵头\t成果形式\n动员会\t办公室\t签到表、照片、按要求\n'));
    const made = templateFromTable(rows, given);
    const [step] = Object.values(made?.template.steps ?? {});
    expect(Object.values(step?.evidence ?? {}).map(({ title }) => title.zh)).toEqual(['完成日期', '签到表', '照片']);
    expect(made?.findings.map(({ code }) => code)).toEqual([
      'table.evidence-taken',
      'table.evidence-taken',
      'table.evidence-unread',
    ]);
  });
  it('is nothing where the plan could not even be empty', () =>
    expect(templateFromTable([], { ...given, id: 'no id' })).toBeNull());
});
