import { describe, expect, it } from '@jest/globals';
import type { ScopeUnit } from '@gangmu/contract';
import { templateSchema } from '@gangmu/core';
import { assembleMatrix, filterUnits, NO_FILTER, phaseSpans, tally } from './model.js';

const step = (phase: string, order: number) => ({
  phase,
  kind: 'task',
  title: { zh: '任务' },
  lead: 'secretary',
  order,
});
const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'campaign',
  title: { zh: '专项' },
  noun: { zh: '专项' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  categories: { village: { title: { zh: '村' } }, organ: { title: { zh: '机关' } } },
  phases: { later: { title: { zh: '后' }, order: 2 }, first: { title: { zh: '先' }, order: 1 } },
  steps: { c: step('later', 1), b: step('first', 2), a: step('first', 1) },
});

const unit = (id: string, parent: string | null, name: string, category = 'village'): ScopeUnit => ({
  unit: id,
  code: `code-${id}`,
  name: { zh: name, en: `Unit ${id}` },
  category,
  parent,
  parentName: null,
  state: id === 'v2' ? 'flagged' : 'running',
  run: id === 'v2' ? null : `run-${id}`,
  reason: null,
  successor: null,
  unheldRole: null,
});
const scope = [
  unit('county', null, '县', 'organ'),
  unit('town', 'county', '河口镇', 'organ'),
  unit('v1', 'town', '东村'),
  unit('v2', 'town', '西村'),
  unit('v1a', 'v1', '东村一组'),
];
const packed = {
  steps: ['c', 'a', 'b'],
  units: [
    { unit: 'county', run: 'run-county', cells: '.DL' },
    { unit: 'town', run: 'run-town', cells: 'KDS' },
    { unit: 'v1', run: 'run-v1', cells: '?WR' },
  ],
};
const matrix = assembleMatrix(template, scope, packed);

describe('matrix', () => {
  it('orders the columns by phase and step, whatever order the cells came in', () => {
    expect(matrix.steps.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(matrix.units[0]?.cells).toEqual(['done', 'late', 'waiting']);
    expect(phaseSpans(matrix).map(({ id, from, columns }) => [id, from, columns])).toEqual([
      ['first', 0, 2],
      ['later', 2, 1],
    ]);
  });

  it('shows what it does not know, or has no cells for, as not opened', () => {
    expect(matrix.units[2]?.cells).toEqual(['waived', 'returned', 'waiting']);
    expect(matrix.units[4]).toMatchObject({ run: null, state: 'flagged', cells: ['waiting', 'waiting', 'waiting'] });
  });

  it('puts units under their township, however deep', () => {
    expect(matrix.units.map(({ area }) => area)).toEqual(['county', 'town', 'town', 'town', 'town']);
    expect(matrix.areas.map(({ id }) => id)).toEqual(['county', 'town']);
  });

  it('filters by name in both languages, code, category, area and state', () => {
    const ids = (filter: Partial<typeof NO_FILTER>) =>
      filterUnits(matrix.units, { ...NO_FILTER, ...filter }).map(({ unit: id }) => id);
    expect(ids({})).toHaveLength(5);
    expect(ids({ text: ' 东村 ' })).toEqual(['v1', 'v1a']);
    expect(ids({ text: 'UNIT V2' })).toEqual(['v2']);
    expect(ids({ text: 'code-town' })).toEqual(['town']);
    expect(ids({ category: 'organ', area: 'town' })).toEqual(['town']);
    expect(ids({ state: 'late' })).toEqual(['county']);
  });

  it('tallies what a phone shows', () => {
    expect(tally(['done', 'waived', 'late', 'late', 'skipped', 'waiting'])).toEqual({
      finished: 2,
      total: 4,
      attention: [{ state: 'late', count: 2 }],
    });
  });
});
