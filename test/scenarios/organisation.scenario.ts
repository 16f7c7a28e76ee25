/** An office's own start: set-up, import over HTTP and from the command line, and changes of the tree. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gangmu } from '../kit/command-line.js';
import { type Answer, as, COUNTY, csv, emptyOffice, importFiles, type Office, PASSWORD, UNITS } from '../kit/office.js';

let office: Office;
let chief: string;

beforeAll(async () => {
  office = await emptyOffice('organisation');
});
afterAll(() => office?.close());

describe('setting up', () => {
  it('refuses a weak password and stores nothing', async () => {
    const administrator = { login: 'chief', name: { zh: '主管' }, password: '12345678' };
    const weak = await office.send('POST', '/api/setup', { county: COUNTY, administrator });
    expect([weak.status, weak.body['code'], weak.body['path']]).toEqual([
      422,
      'password.too-common',
      '/body/administrator/password',
    ]);
    expect(await office.count('units')).toBe(0);
  });

  it('wants the code shown at the start from whoever sits elsewhere', async () => {
    const administrator = { login: 'stranger', name: { zh: '外人' }, password: PASSWORD };
    const elsewheres: Record<string, string>[] = [
      { 'x-forwarded-for': '10.0.0.9' },
      // Said by the client, with what the proxy has seen after it; or a proxy nobody told the engine of.
      { 'x-forwarded-for': '127.0.0.1, 10.0.0.9' },
      { 'x-forwarded-for': '127.0.0.1' },
      { 'x-real-ip': '127.0.0.1' },
      { via: '1.1 proxy' },
    ];
    for (const elsewhere of elsewheres)
      for (const code of [undefined, 'AAAA-BBBB-CCCC']) {
        const refused = await office.send('POST', '/api/setup', { county: COUNTY, administrator, code }, elsewhere);
        expect([refused.status, refused.body['code']]).toEqual([403, 'setup.code-wrong']);
      }
    expect(readFileSync(join(office.data, 'set-up-code'), 'utf8')).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\n$/);
    expect(await office.count('units')).toBe(0);
  });

  it('makes county and administrator once, even when asked twice at the same moment', async () => {
    const administrator = { login: 'Chief', name: { zh: '主管' }, password: PASSWORD };
    const [first, second] = await Promise.all([
      office.send('POST', '/api/setup', { county: COUNTY, administrator }),
      office.send('POST', '/api/setup', { county: COUNTY, administrator }),
    ]);
    expect([first.status, second.status].toSorted()).toEqual([201, 409]);
    expect(await office.count('units')).toBe(1);
    chief = (first.status === 201 ? first : second).cookie;
    const me = await office.send('GET', '/api/session', undefined, as(chief));
    expect(me.body).toMatchObject({ person: { login: 'chief' }, via: 'session', mustChangePassword: false });
    expect(me.body['permissions']).toContain('system:operate');
  });
});

describe('importing', () => {
  it('says what would change, and writes nothing', async () => {
    const dry = await office.send(
      'POST',
      '/api/organisation/import',
      { dryRun: true, files: importFiles() },
      as(chief),
    );
    expect(dry.body).toMatchObject({
      dryRun: true,
      applied: false,
      wrongTotal: 0,
      units: { create: 3, change: 0, same: 1 },
    });
    expect(await office.count('units')).toBe(1);
  });

  it('imports nothing at all when one row is wrong, and names it', async () => {
    const broken = [...UNITS.slice(0, 4), 'W,东二村,,NOPE,村,31'];
    const report = await office.send('POST', '/api/organisation/import', { files: importFiles(broken) }, as(chief));
    expect(report.body).toMatchObject({ applied: false, wrongTotal: 1 });
    expect(report.body['wrong']).toMatchObject([
      { file: '单位.csv', row: 5, column: '上级编码', code: 'import.parent-unknown' },
    ]);
    expect([await office.count('units'), await office.count('people')]).toEqual([1, 1]);
  });

  it('imports when everything is right; a second time changes nothing', async () => {
    const report = await office.send('POST', '/api/organisation/import', { files: importFiles() }, as(chief));
    expect(report.body).toMatchObject({
      applied: true,
      units: { create: 3 },
      people: { create: 2 },
      posts: { create: 1 },
    });
    const again = await office.send('POST', '/api/organisation/import', { files: importFiles() }, as(chief));
    expect(again.body).toMatchObject({
      applied: true,
      units: { create: 0, change: 0, same: 4 },
      people: { same: 2 },
      posts: { same: 1 },
    });
  });

  it('shows the tree, on demand with the territory each unit is in that day', async () => {
    const tree = async (query: string) => {
      const { body } = await office.send('GET', `/api/units/tree${query}`, undefined, as(chief));
      return body['units'] as { id: string; code: string; territory?: { name: object } }[];
    };
    const village = (await tree('')).find(({ code }) => code === 'V')?.id ?? '';
    const join = { kind: 'territory', code: '东片', from: '2020-01-01' };
    expect((await office.send('PUT', `/api/units/${village}/groups`, join, as(chief))).status).toBe(200);
    expect((await tree('')).every((unit) => unit.territory === undefined)).toBe(true);
    const placed = async (query: string) =>
      (await tree(query)).map(({ code, territory }) => [code, territory?.name ?? null]);
    expect(await placed('?with=territory')).toEqual([
      ['C', null],
      ['T', null],
      ['V', { zh: '东片' }],
      ['W', null],
    ]);
    const facts = await office.send('GET', '/api/units/tree?with=facts', undefined, as(chief));
    expect((facts.body['units'] as { code: string }[]).find(({ code }) => code === 'V')).toMatchObject({
      territory: { name: { zh: '东片' } },
      facts: { size: expect.any(Number), groups: ['东片'] },
    });
    expect(await placed('?with=territory&on=2019-12-31')).not.toContainEqual(['V', { zh: '东片' }]);
  });

  it.each([
    ['garbage', Buffer.from([0xff, 0xff, 0xff, 0x80]).toString('base64'), 'import.encoding'],
    ['half a workbook', Buffer.from('PK\u0003\u0004rest').toString('base64'), 'import.file-unreadable'],
    ['nothing', '', 'import.empty'],
  ])('answers %s with a code', async (_, content, code) => {
    const report = await office.send(
      'POST',
      '/api/organisation/import',
      { files: [{ name: 'f', content }] },
      as(chief),
    );
    expect([report.status, (report.body['wrong'] as { code: string }[])[0]?.code]).toEqual([200, code]);
  });

  it('takes large files under their own media type only', async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => `N${i},新村${i}号党支部第一小组,,T,village,${i % 90}`);
    const body = JSON.stringify({
      dryRun: true,
      files: [
        {
          name: 'u.csv',
          content: csv(
            'code,name,name_en,parent_code,category,members',
            ...rows,
            ...rows.map((row) => `X${row}`),
            ...rows.map((row) => `Y${row}`),
          ),
        },
      ],
    });
    expect(body.length).toBeGreaterThan(1024 * 1024);
    expect((await office.send('POST', '/api/organisation/import', body, as(chief))).status).toBe(413);
    const large = await office.send('POST', '/api/organisation/import', body, {
      ...as(chief),
      'content-type': 'application/vnd.gangmu.import+json',
    });
    expect(large.body).toMatchObject({ units: { create: 18_000 }, wrongTotal: 0, truncated: true });
  });
});

describe('gangmu org import', () => {
  let token: string;
  const orgImport = (...args: string[]) => gangmu('org', 'import', ...args, '--url', office.base, '--token', token);
  const file = (name: string, text: string): string => {
    writeFileSync(join(office.data, name), text);
    return join(office.data, name);
  };

  beforeAll(async () => {
    const made = await office.send(
      'POST',
      '/api/tokens',
      { name: 'cli', permissions: ['units:write', 'access:write'] },
      as(chief),
    );
    token = String(made.body['secret']);
  });

  it('shows what would change, with exit code 0', async () => {
    const units = file('units.csv', 'code,name,parent_code,category\nV,东一村委,T,village\n');
    const { code, text } = await orgImport(units, '--dry-run');
    expect(code).toBe(0);
    expect(text).toMatch(/units: 0 new, 1 changed[\s\S]*V: nameZh 东一村 → 东一村委[\s\S]*Dry run/);
  });
  it('names the wrong rows, with exit code 1', async () => {
    const units = file('units.csv', 'code,name,parent_code,category\nV,,T,village\n');
    const { code, text } = await orgImport(units);
    expect(code).toBe(1);
    expect(text).toMatch(/✗ units\.csv row 2 "name": Must not be empty[\s\S]*nothing was written/);
    const machine = await orgImport(units, '--json');
    expect(machine.code).toBe(1);
    expect(JSON.parse(machine.text)).toMatchObject({ applied: false, wrongTotal: 1 });
  });
  it('says what to do when there is no file, no server or no right, with exit code 2', async () => {
    const missing = await orgImport(join(office.data, 'missing.csv'));
    expect(missing).toEqual({ code: 2, text: expect.stringContaining('Cannot read') });
    token = '';
    const stranger = await orgImport(file('units.csv', 'x'));
    expect(stranger).toEqual({ code: 2, text: expect.stringContaining('API token') });
  });
});

describe('units', () => {
  it('merge: the successor takes over, and both names are found', async () => {
    const [v, w] = [await office.idOf('units', 'V'), await office.idOf('units', 'W')];
    const effective = '2026-01-01';
    const far = await office.send('POST', `/api/units/${v}/merge`, { units: [w], effective: '2100-01-01' }, as(chief));
    expect(far.body['code']).toBe('unit.effective-too-far');
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const merged = await office.send(
      'POST',
      `/api/units/${v}/merge`,
      { units: [w], effective: today, reason: '村级合并' },
      as(chief),
    );
    expect(merged.body).toMatchObject({ unit: { members: 61, formerNames: ['东二村'] } });
    const { body } = await office.send('GET', `/api/units?q=${encodeURIComponent('东二')}`, undefined, as(chief));
    expect((body['entries'] as { code: string }[]).map((unit) => unit.code)).toEqual(['V', 'W']);
    const detail = await office.send('GET', `/api/units/${w}`, undefined, as(chief));
    expect(detail.body).toMatchObject({ successors: [{ id: v, effective: today }] });
    expect(effective < today).toBe(true);
  });

  it.each([
    ['a move below itself', 'move', 'T', { parent: 'V' }, 'unit.move-below-itself'],
    ['moving the root', 'move', 'C', { parent: 'T' }, 'unit.root-stays'],
    ['dissolving what has units below it', 'dissolve', 'T', {}, 'unit.successor-needed'],
  ])('refuse %s', async (_, what, code, body, refusal) => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const named = 'parent' in body ? { parent: await office.idOf('units', body.parent) } : {};
    const answer = await office.send(
      'POST',
      `/api/units/${await office.idOf('units', code)}/${what}`,
      { ...named, effective: today },
      as(chief),
    );
    expect([answer.status, answer.body['code']]).toEqual([422, refusal]);
  });

  it('page through without skipping, and refuse a cursor that is none', async () => {
    const seen: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { body }: Answer = await office.send(
        'GET',
        `/api/units?limit=1${next === '' ? '' : `&cursor=${next}`}`,
        undefined,
        as(chief),
      );
      seen.push(...(body['entries'] as { code: string }[]).map((unit) => unit.code));
      next = body['next'] as string | undefined;
    }
    expect(seen).toEqual(['C', 'T', 'V', 'W']);
    expect((await office.send('GET', '/api/units?cursor=garbage', undefined, as(chief))).status).toBe(400);
  });
});
