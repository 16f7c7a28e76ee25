/** An office's own start: set-up, import, signing in, handing over, tokens, and how guessing and forging are met. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@gangmu/cli';
import { CSRF_HEADER } from '@gangmu/contract';
import { createEngine, readSettings } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type FreshDatabase, freshDatabase } from '../kit/postgres.js';

const PASSWORD = '春风又绿江南岸-1';

let database: FreshDatabase;
let data: string;
let engine: Awaited<ReturnType<typeof createEngine>>;
let base: string;
let superuser: pg.Pool;

interface Answer {
  status: number;
  body: Record<string, unknown>;
  cookie: string;
  cookieText: string;
}
async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(base + path, {
    method,
    headers: {
      [CSRF_HEADER]: '1',
      'accept-language': 'en',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const cookieText = response.headers.get('set-cookie') ?? '';
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : JSON.parse(text),
    cookie: cookieText.split(';')[0] ?? '',
    cookieText,
  };
}
const as = (cookie: string): Record<string, string> => ({ cookie });
const csv = (...lines: string[]): string => Buffer.from(lines.join('\n')).toString('base64');
const signIn = (login: string, password = PASSWORD): Promise<Answer> =>
  send('POST', '/api/session', { login, password });

let chief: string;

beforeAll(async () => {
  database = await freshDatabase('organisation');
  data = mkdtempSync(join(tmpdir(), 'gangmu-organisation-'));
  engine = await createEngine({
    ...readSettings({ GANGMU_DATA: data, GANGMU_LOG: 'error', GANGMU_EMPTY: '1', GANGMU_TRUST_PROXY: '1' }),
    databaseUrl: database.url,
  });
  await engine.listen(0, '127.0.0.1');
  base = (await engine.getUrl()).replace('[::1]', '127.0.0.1');
  superuser = new pg.Pool({ connectionString: database.url, max: 2 });
});
afterAll(async () => {
  await engine?.close();
  await superuser?.end();
  await database?.drop();
  if (data !== undefined) rmSync(data, { recursive: true, force: true });
});

/** Ids by code or login. */
async function idOf(table: 'units' | 'people' | 'posts', key: string): Promise<string> {
  const column = table === 'people' ? 'login' : 'code';
  const { rows } = await superuser.query<{ id: string }>(`SELECT id FROM ${table} WHERE ${column} = $1`, [key]);
  return rows[0]?.id ?? '';
}
const count = async (table: string): Promise<number> =>
  (await superuser.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? 0;

describe('setting up', () => {
  const county = { code: 'C', name: { zh: '云溪县', en: 'Yunxi' } };

  it('refuses a weak password and stores nothing', async () => {
    const administrator = { login: 'chief', name: { zh: '主管' }, password: '12345678' };
    const weak = await send('POST', '/api/setup', { county, administrator });
    expect([weak.status, weak.body['code'], weak.body['path']]).toEqual([
      422,
      'password.too-common',
      '/body/administrator/password',
    ]);
    expect(await count('units')).toBe(0);
  });

  it('wants the code shown at the start from whoever sits elsewhere', async () => {
    const administrator = { login: 'stranger', name: { zh: '外人' }, password: PASSWORD };
    const elsewhere = { 'x-forwarded-for': '10.0.0.9' };
    for (const code of [undefined, 'AAAA-BBBB-CCCC']) {
      const refused = await send('POST', '/api/setup', { county, administrator, code }, elsewhere);
      expect([refused.status, refused.body['code']]).toEqual([403, 'setup.code-wrong']);
    }
    expect(readFileSync(join(data, 'set-up-code'), 'utf8')).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\n$/);
    expect(await count('units')).toBe(0);
  });

  it('makes county and administrator once, even when asked twice at the same moment', async () => {
    const administrator = { login: 'Chief', name: { zh: '主管' }, password: PASSWORD };
    const [first, second] = await Promise.all([
      send('POST', '/api/setup', { county, administrator }),
      send('POST', '/api/setup', { county, administrator }),
    ]);
    expect([first.status, second.status].toSorted()).toEqual([201, 409]);
    expect(await count('units')).toBe(1);
    chief = (first.status === 201 ? first : second).cookie;
    const me = await send('GET', '/api/session', undefined, as(chief));
    expect(me.body).toMatchObject({ person: { login: 'chief' }, via: 'session', mustChangePassword: false });
    expect(me.body['permissions']).toContain('system:operate');
  });
});

describe('importing', () => {
  const UNITS = [
    '单位编码,单位名称,英文名称,上级编码,类别,党员人数',
    'C,云溪县,Yunxi,,县,0',
    'T,东镇,East,C,乡镇,9',
    'V,东一村,,T,村,30',
    'W,东二村,,T,村,31',
  ];
  const PEOPLE = ['login,name,unit_code', 'wang.li,王丽,T', 'zhao.min,赵敏,T'];
  const POSTS = [
    'code,unit_code,title,role,scope,holder_login,valid_from',
    'P1,T,填报员,填报,subtree,wang.li,2020-01-01',
  ];
  const files = (units: string[]) => [
    { name: '单位.csv', content: csv(...units) },
    { name: 'people.csv', content: csv(...PEOPLE) },
    { name: 'posts.csv', content: csv(...POSTS) },
  ];

  it('says what would change, and writes nothing', async () => {
    const dry = await send('POST', '/api/organisation/import', { dryRun: true, files: files(UNITS) }, as(chief));
    expect(dry.body).toMatchObject({
      dryRun: true,
      applied: false,
      wrongTotal: 0,
      units: { create: 3, change: 0, same: 1 },
    });
    expect(await count('units')).toBe(1);
  });

  it('imports nothing at all when one row is wrong, and names it', async () => {
    const broken = [...UNITS.slice(0, 4), 'W,东二村,,NOPE,村,31'];
    const report = await send('POST', '/api/organisation/import', { files: files(broken) }, as(chief));
    expect(report.body).toMatchObject({ applied: false, wrongTotal: 1 });
    expect(report.body['wrong']).toMatchObject([
      { file: '单位.csv', row: 5, column: '上级编码', code: 'import.parent-unknown' },
    ]);
    expect([await count('units'), await count('people')]).toEqual([1, 1]);
  });

  it('imports when everything is right; a second time changes nothing', async () => {
    const report = await send('POST', '/api/organisation/import', { files: files(UNITS) }, as(chief));
    expect(report.body).toMatchObject({
      applied: true,
      units: { create: 3 },
      people: { create: 2 },
      posts: { create: 1 },
    });
    const again = await send('POST', '/api/organisation/import', { files: files(UNITS) }, as(chief));
    expect(again.body).toMatchObject({
      applied: true,
      units: { create: 0, change: 0, same: 4 },
      people: { same: 2 },
      posts: { same: 1 },
    });
  });

  it.each([
    ['garbage', Buffer.from([0xff, 0xff, 0xff, 0x80]).toString('base64'), 'import.encoding'],
    ['half a workbook', Buffer.from('PK\u0003\u0004rest').toString('base64'), 'import.file-unreadable'],
    ['nothing', '', 'import.empty'],
  ])('answers %s with a code', async (_, content, code) => {
    const report = await send('POST', '/api/organisation/import', { files: [{ name: 'f', content }] }, as(chief));
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
    expect((await send('POST', '/api/organisation/import', body, as(chief))).status).toBe(413);
    const large = await send('POST', '/api/organisation/import', body, {
      ...as(chief),
      'content-type': 'application/vnd.gangmu.import+json',
    });
    expect(large.body).toMatchObject({ units: { create: 18_000 }, wrongTotal: 0, truncated: true });
  });
});

describe('signing in', () => {
  it('takes a one-time code from the unit above, once', async () => {
    const person = await idOf('people', 'wang.li');
    const reset = await send('POST', `/api/people/${person}/reset`, undefined, as(chief));
    const code = String(reset.body['code']);
    const weak = await send('POST', '/api/session/redeem', { login: 'wang.li', code, password: 'short' });
    expect(weak.body['code']).toBe('password.too-short');
    const redeemed = await send('POST', '/api/session/redeem', {
      login: ' WANG.LI',
      code: code.toLowerCase().replaceAll('-', ' '),
      password: PASSWORD,
    });
    expect(redeemed.status).toBe(200);
    expect(redeemed.body['posts']).toMatchObject([{ role: 'operator', scope: 'subtree' }]);
    expect((await send('POST', '/api/session/redeem', { login: 'wang.li', code, password: PASSWORD })).status).toBe(
      401,
    );
  });

  it('sets a cookie no script reads and no other site sends', async () => {
    const { cookieText } = await signIn('wang.li');
    expect(cookieText).toMatch(/^gangmu_session=[\w-]{43};.*HttpOnly; SameSite=Lax/);
  });

  it('answers unknown logins like wrong passwords', async () => {
    const [unknown, wrong] = [await signIn('nobody.here', 'x'), await signIn('zhao.min', 'x')];
    expect([unknown.status, unknown.body['code'], unknown.body['detail']]).toEqual([
      wrong.status,
      wrong.body['code'],
      wrong.body['detail'],
    ]);
    expect(unknown.status).toBe(401);
  });

  it('refuses what another page sends with the cookie', async () => {
    const { cookie } = await signIn('wang.li');
    const forged = await fetch(`${base}/api/session`, {
      method: 'DELETE',
      headers: { cookie, origin: 'http://elsewhere.example' },
    });
    expect([forged.status, ((await forged.json()) as { code: string }).code]).toEqual([403, 'request-forged']);
    expect((await send('GET', '/api/session', undefined, as(cookie))).status).toBe(200);
  });

  it('ends for good with signing out', async () => {
    const { cookie } = await signIn('wang.li');
    expect((await send('DELETE', '/api/session', undefined, as(cookie))).status).toBe(200);
    expect((await send('GET', '/api/session', undefined, as(cookie))).status).toBe(401);
  });

  it('ends every other session when the password changes', async () => {
    const [here, there] = [(await signIn('wang.li')).cookie, (await signIn('wang.li')).cookie];
    const wrong = await send('PUT', '/api/session/password', { current: 'x', next: `${PASSWORD}2` }, as(here));
    expect(wrong.body['code']).toBe('password.current-wrong');
    expect(
      (await send('PUT', '/api/session/password', { current: PASSWORD, next: `${PASSWORD}2` }, as(here))).status,
    ).toBe(200);
    expect((await send('GET', '/api/session', undefined, as(here))).status).toBe(200);
    expect((await send('GET', '/api/session', undefined, as(there))).status).toBe(401);
    expect(
      (await send('PUT', '/api/session/password', { current: `${PASSWORD}2`, next: PASSWORD }, as(here))).status,
    ).toBe(200);
  });

  it('slows guessing down, also for whoever knows the password by then', async () => {
    for (let i = 0; i < 7; i += 1) await signIn('zhao.min', `guess ${i}`);
    const paused = await signIn('zhao.min', PASSWORD);
    expect([paused.status, paused.body['code']]).toEqual([429, 'sign-in.wait']);
    expect((await signIn('wang.li')).status).toBe(200);
  });

  it('keeps passwords, sessions and codes as hashes only', async () => {
    const { cookie } = await signIn('wang.li');
    const { rows } = await superuser.query<{ everything: string }>(
      `SELECT (SELECT string_agg(p::text, '') FROM people p) || (SELECT string_agg(s::text, '') FROM sessions s)
        || (SELECT string_agg(e.body, '') FROM events e) AS everything`,
    );
    const stored = rows[0]?.everything ?? '';
    expect(stored).toContain('$argon2id$');
    expect(stored).not.toContain(PASSWORD);
    expect(stored).not.toContain(cookie.split('=')[1]);
  });
});

describe('handing over', () => {
  it('moves the role with the post, at once', async () => {
    const [wang, zhao, post] = [
      await idOf('people', 'wang.li'),
      await idOf('people', 'zhao.min'),
      await idOf('posts', 'P1'),
    ];
    const { cookie } = await signIn('wang.li');
    expect((await send('GET', '/api/mine', undefined, as(cookie))).status).toBe(200);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const handed = await send(
      'POST',
      `/api/posts/${post}/handover`,
      { to: zhao, from: today, note: '岗位调整' },
      as(chief),
    );
    expect(handed.body).toMatchObject({ holder: { id: zhao, from: today } });
    expect((await send('GET', '/api/mine', undefined, as(cookie))).status).toBe(403);
    const { body } = await send('GET', `/api/posts/${post}/history`, undefined, as(chief));
    expect((body['holders'] as { person: { id: string } }[]).map((holder) => holder.person.id)).toEqual([wang, zhao]);
    const back = await send('POST', `/api/posts/${post}/handover`, { to: wang, from: '2020-01-01' }, as(chief));
    expect(back.body['code']).toBe('post.handover-too-early');
  });
});

describe('tokens', () => {
  it('carry less than their owner, and nothing once revoked', async () => {
    const made = await send(
      'POST',
      '/api/tokens',
      { name: '统计', permissions: ['units:read'], within: [await idOf('units', 'T')] },
      as(chief),
    );
    expect(made.status).toBe(201);
    const bearer = { authorization: `Bearer ${String(made.body['secret'])}` };
    const { body } = await send('GET', '/api/units', undefined, bearer);
    expect((body['entries'] as { code: string }[]).map((unit) => unit.code)).toEqual(['T', 'V', 'W']);
    expect((await send('GET', '/api/people', undefined, bearer)).status).toBe(403);
    expect((await send('POST', '/api/tokens', { name: 'x', permissions: ['units:read'] }, bearer)).body['code']).toBe(
      'session-needed',
    );
    const { id } = made.body['token'] as { id: string };
    expect((await send('DELETE', `/api/tokens/${id}`, undefined, as(chief))).status).toBe(200);
    expect((await send('GET', '/api/units', undefined, bearer)).status).toBe(401);
  });
});

describe('gangmu org import', () => {
  let token: string;
  let lines: string[];
  const gangmu = async (...args: string[]): Promise<number> => {
    lines = [];
    const say = (line: unknown): void => void lines.push(String(line));
    const [log, error] = [
      jest.spyOn(console, 'log').mockImplementation(say),
      jest.spyOn(console, 'error').mockImplementation(say),
    ];
    try {
      return await main(['org', 'import', ...args, '--url', base, '--token', token, '--lang', 'en']);
    } finally {
      log.mockRestore();
      error.mockRestore();
      process.exitCode = 0;
    }
  };
  const file = (name: string, text: string): string => {
    writeFileSync(join(data, name), text);
    return join(data, name);
  };

  beforeAll(async () => {
    const made = await send(
      'POST',
      '/api/tokens',
      { name: 'cli', permissions: ['units:write', 'access:write'] },
      as(chief),
    );
    token = String(made.body['secret']);
  });

  it('shows what would change, with exit code 0', async () => {
    const units = file('units.csv', 'code,name,parent_code,category\nV,东一村委,T,village\n');
    expect(await gangmu(units, '--dry-run')).toBe(0);
    expect(lines.join('\n')).toMatch(/units: 0 new, 1 changed[\s\S]*V: nameZh 东一村 → 东一村委[\s\S]*Dry run/);
  });
  it('names the wrong rows, with exit code 1', async () => {
    const units = file('units.csv', 'code,name,parent_code,category\nV,,T,village\n');
    expect(await gangmu(units)).toBe(1);
    expect(lines.join('\n')).toMatch(/✗ units\.csv row 2 "name": Must not be empty[\s\S]*nothing was written/);
    expect(await gangmu(units, '--json')).toBe(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ applied: false, wrongTotal: 1 });
  });
  it('says what to do when there is no file, no server or no right, with exit code 2', async () => {
    expect(await gangmu(join(data, 'missing.csv'))).toBe(2);
    expect(lines.join('')).toContain('Cannot read');
    token = '';
    expect(await gangmu(file('units.csv', 'x'))).toBe(2);
    expect(lines.join('')).toContain('API token');
  });
});

describe('units', () => {
  it('merge: the successor takes over, and both names are found', async () => {
    const [v, w] = [await idOf('units', 'V'), await idOf('units', 'W')];
    const effective = '2026-01-01';
    const early = await send('POST', `/api/units/${v}/merge`, { units: [w], effective: '2100-01-01' }, as(chief));
    expect(early.body['code']).toBe('unit.effective-in-future');
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const merged = await send(
      'POST',
      `/api/units/${v}/merge`,
      { units: [w], effective: today, reason: '村级合并' },
      as(chief),
    );
    expect(merged.body).toMatchObject({ unit: { members: 61, formerNames: ['东二村'] } });
    const { body } = await send('GET', `/api/units?q=${encodeURIComponent('东二')}`, undefined, as(chief));
    expect((body['entries'] as { code: string }[]).map((unit) => unit.code)).toEqual(['V', 'W']);
    const detail = await send('GET', `/api/units/${w}`, undefined, as(chief));
    expect(detail.body).toMatchObject({ successors: [{ id: v, effective: today }] });
    expect(effective < today).toBe(true);
  });

  it.each([
    ['a move below itself', 'move', 'T', { parent: 'V' }, 'unit.move-below-itself'],
    ['moving the root', 'move', 'C', { parent: 'T' }, 'unit.root-stays'],
    ['dissolving what has units below it', 'dissolve', 'T', {}, 'unit.successor-needed'],
  ])('refuse %s', async (_, what, code, body, refusal) => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const named = 'parent' in body ? { parent: await idOf('units', body.parent) } : {};
    const answer = await send(
      'POST',
      `/api/units/${await idOf('units', code)}/${what}`,
      { ...named, effective: today },
      as(chief),
    );
    expect([answer.status, answer.body['code']]).toEqual([422, refusal]);
  });

  it('page through without skipping, and refuse a cursor that is none', async () => {
    const seen: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { body }: Answer = await send(
        'GET',
        `/api/units?limit=1${next === '' ? '' : `&cursor=${next}`}`,
        undefined,
        as(chief),
      );
      seen.push(...(body['entries'] as { code: string }[]).map((unit) => unit.code));
      next = body['next'] as string | undefined;
    }
    expect(seen).toEqual(['C', 'T', 'V', 'W']);
    expect((await send('GET', '/api/units?cursor=garbage', undefined, as(chief))).status).toBe(400);
  });
});

describe('the record of access', () => {
  it('holds what happened, chained, and no names', async () => {
    const { rows } = await superuser.query<{ type: string; body: string }>(
      `SELECT type, body FROM events WHERE stream_kind = 'access' ORDER BY seq`,
    );
    const types = new Set(rows.map((row) => row.type));
    for (const type of [
      'SetUp',
      'SignedIn',
      'SignInFailed',
      'SignedOut',
      'PasswordChanged',
      'ResetIssued',
      'PostHandedOver',
      'TokenMade',
      'TokenRevoked',
      'OrganisationImported',
      'UnitsChanged',
    ])
      expect(types).toContain(type);
    expect(rows.map((row) => row.body).join('')).not.toMatch(/王丽|wang\.li/);
  });
});
