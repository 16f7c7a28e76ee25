import { readdirSync, readFileSync } from 'node:fs';
import { EVERYWHERE } from '@gangmu/core';
import { describe, expect, it } from '@jest/globals';
import { parseRows } from './parse-rows.js';
import { planImport } from './plan.js';
import { readTable } from './read-table.js';

const folder = new URL('../../../../../workflows/sample-county/', import.meta.url);

/** Plans the import of sample files into an empty office. */
async function plan(...files: string[]) {
  const tables = [];
  for (const file of files) {
    const read = await readTable(file, readFileSync(new URL(file, folder)));
    if (!read.ok) throw new Error(JSON.stringify(read.problem));
    tables.push({ table: read.table });
  }
  let ids = 0;
  return planImport({ units: [], people: [], posts: [] }, parseRows(tables), {
    today: '2026-03-02',
    newId: () => `id${(ids += 1)}`,
    rights: { units: EVERYWHERE, access: EVERYWHERE },
  });
}

describe('the sample county', () => {
  it('imports without a problem', async () => {
    const p = await plan('units.csv', 'people.csv', 'posts.csv');
    expect(p.problems).toEqual([]);
    const units = p.units.map(({ to }) => to);
    const leaves = units.filter(({ category }) => !['county', 'county-organ', 'township'].includes(category));
    expect(leaves.length).toBeGreaterThanOrEqual(300);
    expect(new Set(leaves.map(({ category }) => category)).size).toBeGreaterThanOrEqual(5);
    expect(units.filter(({ category }) => category === 'county-organ')).toHaveLength(12);
    expect(units.filter(({ category }) => category === 'township')).toHaveLength(10);
  });

  it.each(readdirSync(new URL('invalid/', folder)))('refuses invalid/%s and says where', async (file) => {
    const p = await plan(...(file.startsWith('units') ? [] : ['units.csv']), `invalid/${file}`);
    expect(p.problems.map((problem) => problem.file)).toContain(`invalid/${file}`);
  });
});
