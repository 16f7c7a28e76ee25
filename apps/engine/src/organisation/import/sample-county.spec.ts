/** The data the first start loads, and the broken examples beside it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { covers, EVERYWHERE, type RoleGrant, reachOf } from '@gangmu/core';
import { parseRows, readTable } from '@gangmu/documents/tables';
import { describe, expect, it } from '@jest/globals';
import type { ImportPlan, Organisation } from './organisation-plan.js';
import { planImport } from './plan.js';

const FOLDER = join('workflows', 'sample-county');
const EMPTY: Organisation = { units: [], people: [], posts: [], held: [] };

async function plan(files: string[], current = EMPTY): Promise<ImportPlan> {
  const tables = [];
  for (const file of files) {
    const read = await readTable(file, new Uint8Array(readFileSync(join(FOLDER, file))));
    if (!read.ok) throw new Error(`${file}: ${read.problem.code}`);
    tables.push({ table: read.table });
  }
  let ids = 0;
  return planImport(current, parseRows(tables), {
    today: '2026-03-02',
    newId: () => `id${(ids += 1)}`,
    rights: { units: EVERYWHERE, access: EVERYWHERE },
  });
}
const WHOLE = ['units.csv', 'people.csv', 'posts.csv'];

describe('the sample county', () => {
  it('imports without a complaint', async () => {
    const county = await plan(WHOLE);
    expect(county.problems).toEqual([]);
    expect(county.units.length).toBeGreaterThanOrEqual(323);
    expect(county.people.length).toBeGreaterThan(20);
  });

  it('lets a township clerk file for some thirty branches, and no inspector check their own unit', async () => {
    const county = await plan(WHOLE);
    const unit = new Map(county.units.map(({ to }) => [to.code, { id: to.id, path: to.path }]));
    const place = (code: string): { id: string; path: string } => unit.get(code) ?? { id: '', path: 'nowhere.' };
    const home = new Map(county.people.map(({ to }) => [to.login, to.unitCode]));
    const held = new Map<string, RoleGrant[]>();
    for (const { to } of county.posts) {
      if (to.holderLogin === null) continue;
      const grant = {
        post: to.id,
        role: to.role as RoleGrant['role'],
        unit: place(to.unitCode),
        scope: to.scope as RoleGrant['scope'],
        named: to.named.map(place),
      };
      held.set(to.holderLogin, [...(held.get(to.holderLogin) ?? []), grant]);
    }
    const reach = (login: string, permission: 'runs:file' | 'inspection:write') =>
      reachOf({ person: login, home: place(home.get(login) ?? ''), grants: held.get(login) ?? [] }, permission);
    const filing = reach('t01-clerk', 'runs:file');
    expect([...unit.values()].filter((each) => covers(filing, each)).length).toBeGreaterThanOrEqual(29);
    const inspectors = [...held].filter(([, grants]) => grants.some((grant) => grant.role === 'inspector'));
    expect(inspectors.length).toBeGreaterThan(1);
    for (const [login] of inspectors) {
      const inspecting = reach(login, 'inspection:write');
      expect([...unit.values()].some((each) => covers(inspecting, each))).toBe(true);
      expect(covers(inspecting, place(home.get(login) ?? ''))).toBe(false);
    }
  });

  it.each([
    ['units-unknown-parent.csv', 4, 'import.parent-unknown'],
    ['units-parent-cycle.csv', 3, 'import.parent-loop'],
    ['units-duplicate-code.csv', undefined, 'import.code-twice'],
    ['units-bad-dates-and-numbers.csv', 4, 'import.date-invalid'],
    ['units-missing-column.csv', 1, 'import.column-missing'],
    ['units-missing-name.csv', 4, 'import.value-missing'],
    ['people-bad-email.csv', 2, 'import.email-invalid'],
    ['people-duplicate-login.csv', 3, 'import.login-twice'],
    ['posts-unknown-role.csv', 2, 'import.role-unknown'],
    ['posts-unknown-holder-and-unit.csv', 2, 'import.person-unknown'],
  ])('finds what is wrong with %s', async (file, row, code) => {
    const county = await plan(WHOLE);
    const current = {
      units: county.units.map((u) => u.to),
      people: county.people.map((p) => p.to),
      posts: county.posts.map((p) => p.to),
      held: [],
    };
    const broken = await plan([join('invalid', file)], current);
    const found = broken.problems.find((problem) => problem.code === code);
    expect(found).toBeDefined();
    if (row !== undefined) expect(found?.row).toBe(row);
  });

  it('has no broken example that nobody checks', () => {
    expect(readdirSync(join(FOLDER, 'invalid'))).toHaveLength(10);
  });
});
