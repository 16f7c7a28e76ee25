import { EVERYWHERE, type Reach } from '@gangmu/core';
import { parseRows, readTable } from '@gangmu/documents/tables';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Organisation } from './organisation-plan.js';
import { planImport } from './plan.js';

const EMPTY: Organisation = { units: [], people: [], posts: [], held: [] };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Plans an import of CSV texts; the engine's whole way short of the database. */
async function plan(files: Record<string, string>, current = EMPTY, reach: Reach = EVERYWHERE) {
  const tables = [];
  const problems = [];
  for (const [file, text] of Object.entries(files)) {
    const read = await readTable(file, bytes(text));
    if (read.ok) tables.push({ table: read.table });
    else problems.push(read.problem);
  }
  const parsed = parseRows(tables);
  parsed.problems.unshift(...problems);
  let ids = 0;
  return planImport(current, parsed, {
    today: '2026-03-02',
    newId: () => `id${(ids += 1)}`,
    rights: { units: reach, access: reach },
  });
}
/** The organisation after a plan was applied to an empty one. */
const applied = (p: Awaited<ReturnType<typeof plan>>): Organisation => ({
  units: p.units.map((u) => u.to),
  people: p.people.map((u) => u.to),
  posts: p.posts.map((u) => u.to),
  held: p.posts.flatMap(({ to }) => (to.holderLogin === null ? [] : [{ login: to.holderLogin, post: to.code }])),
});
const TOWNSHIP: Reach = { prefixes: ['id1.id2.'], units: [], except: [] };

const UNITS =
  'code,name,name_en,parent_code,category,rank,valid_from,valid_to,members\nC,云溪县,Yunxi,,county,county,2020-01-01,,0\nT,东镇,East,C,township,,2020-01-01,,12\nV,东一村,,T,village,,2020-01-01,,30\n';
const PEOPLE = 'login,name,name_en,phone,email,unit_code\nwang.li,王丽,Wang Li,,,T\n';
const POSTS =
  'code,unit_code,title,role,scope,holder_login,valid_from\nP1,T,填报员,operator,subtree,wang.li,2026-01-01\n';

describe('planning an import', () => {
  it('creates a tree with people and posts, and finds nothing to do the second time', async () => {
    const first = await plan({ 'units.csv': UNITS, 'people.csv': PEOPLE, 'posts.csv': POSTS });
    expect(first.problems).toEqual([]);
    expect(first.units.map((u) => [u.kind, u.to.code, u.to.path])).toEqual([
      ['create', 'C', 'id1.'],
      ['create', 'T', 'id1.id2.'],
      ['create', 'V', 'id1.id2.id3.'],
    ]);
    const second = await plan({ 'units.csv': UNITS, 'people.csv': PEOPLE, 'posts.csv': POSTS }, applied(first));
    expect(second.problems).toEqual([]);
    expect([second.units, second.people, second.posts]).toEqual([[], [], []]);
    expect(second.same).toEqual({ units: 3, people: 1, posts: 1 });
  });

  it('reads Chinese headings in GBK-free text, full-width digits and Chinese dates', async () => {
    const p = await plan({
      '单位.csv': '单位编码,单位名称,上级编码,类别,启用日期,党员人数\nＣ１,云溪县,,县,2020年1月2日,１２\n',
    });
    expect(p.problems).toEqual([]);
    expect(p.units[0]?.to).toMatchObject({ code: 'C1', category: 'county', validFrom: '2020-01-02', members: 12 });
  });

  it('says what a change would change, and leaves what the file has no column for', async () => {
    const before = applied(await plan({ 'u.csv': UNITS }));
    const p = await plan({ 'u.csv': 'code,name,parent_code,category\nV,东二村,C,village\n' }, before);
    expect(p.problems).toEqual([]);
    expect(p.units[0]?.fields).toEqual({
      nameZh: { from: '东一村', to: '东二村' },
      parentCode: { from: 'T', to: 'C' },
    });
    expect(p.units[0]?.to).toMatchObject({ members: 30, path: 'id1.id3.' });
  });

  it.each([
    ['a code twice', 'C,县,,county\nC,县,,county', 3, 'import.code-twice'],
    ['an unknown parent', 'C,县,,county\nT,镇,X,township', 3, 'import.parent-unknown'],
    ['a second root', 'C,县,,county\nD,县,,county', 3, 'import.second-root'],
    ['a loop', 'C,县,,county\nA,甲,B,village\nB,乙,A,village', 3, 'import.parent-loop'],
    ['a missing name', 'C,,,county', 2, 'import.value-missing'],
    ['a category that is none', 'C,县,,什么', 2, 'import.category-unknown'],
    ['a code with blanks', 'C C,县,,county', 2, 'import.code-invalid'],
  ])('names %s', async (_, rows, row, code) => {
    const p = await plan({ 'u.csv': `code,name,parent_code,category\n${rows}\n` });
    expect(p.problems.map((x) => [x.file, x.row, x.code])).toContainEqual(['u.csv', row, code]);
  });

  it.each([
    ['units', 'code,name,parent_code,category,valid_from\nC,县,,county,2026-02-30', 'import.date-invalid'],
    [
      'units',
      'code,name,parent_code,category,valid_from,valid_to\nC,县,,county,2026-02-03,2026-02-01',
      'import.dates-reversed',
    ],
    ['units', 'code,name,parent_code,category,members\nC,县,,county,-3', 'import.number-invalid'],
    ['people', 'login,name,unit_code\nx y,王,C', 'import.login-invalid'],
    ['people', 'login,name,unit_code\nwang,王,NOPE', 'import.unit-unknown'],
    ['people', 'login,name,unit_code,email\nwang,王,NOPE,at', 'import.email-invalid'],
    ['posts', 'code,unit_code,title,role\nP,C,岗,king', 'import.role-unknown'],
    ['posts', 'code,unit_code,title,role,scope\nP,T,岗,operator,V;NOPE', 'import.scope-unknown'],
    ['posts', 'code,unit_code,title,role,holder_login\nP,T,岗,operator,nobody', 'import.person-unknown'],
    ['file', 'a,b\n1,2', 'import.kind-unknown'],
    ['file', 'code,name,category,members\nC,县,county,1', 'import.column-missing'],
    ['file', '', 'import.empty'],
    ['file', 'code,name\n', 'import.empty'],
    ['file', 'code,code,name,parent_code,category\nC,C,县,,county', 'import.column-twice'],
  ])('answers bad %s files with a code: %#', async (_, text, code) => {
    const current = applied(await plan({ 'u.csv': UNITS }));
    const p = await plan(
      { 'f.csv': text },
      code === 'import.unit-unknown' || text.startsWith('login') || text.includes('role') ? current : EMPTY,
    );
    expect(p.problems.map((x) => x.code)).toContain(code);
  });

  it('keeps an importer within their own units', async () => {
    const current = applied(await plan({ 'u.csv': UNITS, 'p.csv': PEOPLE }));
    const inside = await plan({ 'u.csv': 'code,name,parent_code,category\nV2,东三村,T,village\n' }, current, TOWNSHIP);
    expect(inside.problems).toEqual([]);
    const outside = await plan({ 'u.csv': 'code,name,parent_code,category\nX,另一村,C,village\n' }, current, TOWNSHIP);
    expect(outside.problems.map((x) => x.code)).toEqual(['import.out-of-reach']);
    const stealing = await plan({ 'u.csv': 'code,name,parent_code,category\nC,云溪县,T,county\n' }, current, TOWNSHIP);
    expect(stealing.problems.length).toBeGreaterThan(0);
    const climbing = await plan(
      { 'p.csv': 'code,unit_code,title,role,scope\nP9,T,岗,administrator,C\n' },
      current,
      TOWNSHIP,
    );
    expect(climbing.problems.map((x) => x.code)).toEqual(['import.beyond-own-reach']);
  });

  it('says where what moves stood, with the former superior where that stands by then', async () => {
    const before = applied(await plan({ 'u.csv': `${UNITS}E,西镇,,C,township,,2020-01-01,,9\n` }));
    const p = await plan(
      { 'u.csv': 'code,name,parent_code,category\nT,东镇,E,township\nV,东一村,C,village\n' },
      before,
    );
    expect(p.problems).toEqual([]);
    expect(p.units.map(({ to, from }) => [to.code, from, to.path])).toEqual([
      ['T', 'id1.id2.', 'id1.id4.id2.'],
      ['V', 'id1.id4.id2.id3.', 'id1.id3.'],
    ]);
    const same = await plan({ 'u.csv': 'code,name,parent_code,category\nV,东二村,T,village\n' }, before);
    expect(same.units.map(({ from }) => from)).toEqual([undefined]);
  });

  it.each([
    ['the root below another', 'N,新县,,,county,,2020-01-01,,0\nC,云溪县,,N,county,,2020-01-01,,0', 'unit.root-stays'],
    ['an end of the root', 'C,云溪县,Yunxi,,county,county,2020-01-01,2026-12-31,0', 'unit.root-stays'],
    ['a unit that has ended, moved', 'X,旧村,,C,village,,2020-01-01,2025-12-31,5', 'unit.ended'],
    ['a unit below one that has ended', 'N,新村,,X,village,,2026-01-01,,5', 'unit.ended'],
    ['a unit moved below one that has ended', 'V,东一村,,X,village,,2020-01-01,,30', 'unit.ended'],
    ['a unit moved below one to come', 'V,东一村,,F,village,,2020-01-01,,30', 'unit.effective-too-early'],
  ])('refuses what changing units one by one refuses: %s', async (_, row, code) => {
    const [head = ''] = UNITS.split('\n');
    const more = 'X,旧村,,T,village,,2020-01-01,2025-12-31,5\nF,未来镇,,C,township,,2027-01-01,,5\n';
    const current = applied(await plan({ 'u.csv': UNITS + more }));
    const p = await plan({ 'u.csv': `${head}\n${row}\n` }, current);
    expect(p.problems.map((problem) => problem.code)).toContain(code);
  });

  it('names an end before the beginning that the file leaves out', async () => {
    const current = applied(await plan({ 'u.csv': UNITS }));
    const text = 'code,name,parent_code,category,valid_to\nV,东一村,T,village,2019-12-31\n';
    const p = await plan({ 'u.csv': text }, current);
    expect(p.problems.map((problem) => problem.code)).toEqual(['import.dates-reversed']);
  });

  it('gives posts to the importer’s own people only, and changes nobody who reaches further', async () => {
    const people = `${PEOPLE}chief,县长,,,,C\nboth,双岗,,,,T\n`;
    const posts = `${POSTS}P2,C,管理员,administrator,subtree,both,2026-01-01\n`;
    const current = applied(await plan({ 'u.csv': UNITS, 'p.csv': people, 'o.csv': posts }));
    const codes = async (text: string): Promise<string[]> =>
      (await plan({ 'f.csv': text }, current, TOWNSHIP)).problems.map((problem) => problem.code);
    const post = 'code,unit_code,title,role,scope,holder_login\n';
    expect(await codes(`${post}P1,T,填报员,operator,subtree,chief\n`)).toEqual(['import.person-unknown']);
    expect(await codes(`${post}P3,T,审核员,reviewer,unit,chief\n`)).toEqual(['import.person-unknown']);
    expect(await codes(`${post}P3,T,审核员,reviewer,unit,wang.li\n`)).toEqual([]);
    const person = 'login,name,unit_code,phone\n';
    expect(await codes(`${person}both,双岗,T,13900000000\n`)).toEqual(['person.reaches-further']);
    expect(await codes(`${person}wang.li,王丽,T,13900000000\n`)).toEqual([]);
  });

  it('never throws, and stores nothing questionable, whatever a file holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ maxLength: 200, unit: 'binary' }),
        async (raw, text) => {
          for (const content of [
            raw,
            bytes(`code,name,parent_code,category\n${text}`),
            Uint8Array.from([0x50, 0x4b, ...raw]),
          ]) {
            const read = await readTable('f', content);
            const parsed = parseRows(read.ok ? [{ table: read.table }] : []);
            const p = planImport(EMPTY, parsed, {
              today: '2026-03-02',
              newId: () => 'x',
              rights: { units: EVERYWHERE, access: EVERYWHERE },
            });
            if (p.problems.length === 0)
              for (const unit of p.units) expect(unit.to.code).toMatch(/^[\p{L}\p{N}._/-]{1,40}$/u);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('finds every unit of a shuffled tree its place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 40 }), fc.infiniteStream(fc.nat()), async (size, chance) => {
        const next = (): number => chance.next().value as number;
        const rows = Array.from({ length: size }, (_, i) => `U${i},n${i},${i === 0 ? '' : `U${next() % i}`},village`);
        const shuffled = rows
          .map((row) => ({ row, key: next() }))
          .toSorted((a, b) => a.key - b.key)
          .map((x) => x.row);
        const p = await plan({ 'u.csv': `code,name,parent_code,category\n${shuffled.join('\n')}\n` });
        expect(p.problems).toEqual([]);
        const byCode = new Map(p.units.map((u) => [u.to.code, u.to]));
        for (const { to } of p.units)
          expect(to.path).toBe(`${to.parentCode === null ? '' : byCode.get(to.parentCode)?.path}${to.id}.`);
      }),
      { numRuns: 50 },
    );
  });
});
