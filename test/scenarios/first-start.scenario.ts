/** The first start: the sample county in an empty database, once; and sessions as time goes by. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CSRF_HEADER } from '@gangmu/contract';
import { Clock, createEngine, Database, prepareOrganisation, readSettings, type Settings } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type FreshDatabase, freshDatabase } from '../kit/postgres.js';

let database: FreshDatabase;
let data: string;
let settings: Settings;
let engine: Awaited<ReturnType<typeof createEngine>>;
let base: string;
let superuser: pg.Pool;

const prepare = () => prepareOrganisation(engine.get(Database), settings, engine.get(Clock));
const minutes = (count: number): number => count * 60_000;

async function signIn(login: string, password: string): Promise<{ status: number; cookie: string; name: unknown }> {
  const response = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { [CSRF_HEADER]: '1', 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const body = (await response.json()) as { person?: { name: unknown } };
  return {
    status: response.status,
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    name: body.person?.name,
  };
}
async function me(cookie: string): Promise<{ status: number; exchanged: string | undefined }> {
  const response = await fetch(`${base}/api/session`, { headers: { cookie } });
  await response.arrayBuffer();
  return { status: response.status, exchanged: response.headers.get('set-cookie')?.split(';')[0] };
}
/** What was remembered of the last request is looked up afresh after this long. */
const untilForgotten = async (cookie: string, expected: number): Promise<void> => {
  for (let tries = 0; tries < 100 && (await me(cookie)).status !== expected; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
};

beforeAll(async () => {
  database = await freshDatabase('first start');
  data = mkdtempSync(join(tmpdir(), 'gangmu-first-'));
  settings = { ...readSettings({ GANGMU_DATA: data, GANGMU_LOG: 'error' }), databaseUrl: database.url };
  engine = await createEngine(settings);
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

describe('the sample county', () => {
  it('is loaded into an empty database, with sign-ins made for this data folder', async () => {
    const first = await prepare();
    if (first.holds !== 'sample' || first.signIn === undefined) throw new Error(JSON.stringify(first));
    const { login, password, samplePassword } = first.signIn;
    expect((await signIn(login, password)).status).toBe(200);
    expect((await signIn('t01-clerk', samplePassword)).status).toBe(200);
    expect((await signIn(login, samplePassword)).status).toBe(401);
    const about = (await (await fetch(`${base}/api/system`)).json()) as Record<string, unknown>;
    expect(about).toMatchObject({ sample: true, empty: false });
  });

  it('is loaded once; later starts tell the same sign-in', async () => {
    const before = (await superuser.query('SELECT count(*)::int AS n FROM events')).rows[0];
    const [again, meanwhile] = await Promise.all([prepare(), prepare()]);
    expect(again).toEqual(meanwhile);
    const kept = JSON.parse(readFileSync(join(data, 'sample-sign-in.json'), 'utf8')) as unknown;
    expect(again).toEqual({ holds: 'sample', signIn: kept });
    expect((await superuser.query('SELECT count(*)::int AS n FROM events')).rows[0]).toEqual(before);
    expect(statSync(join(data, 'sample-sign-in.json')).mode & 0o077).toBe(0);
  });

  it('goes on where a killed first start left off', async () => {
    await superuser.query('DELETE FROM installation');
    const first = await prepare();
    if (first.holds !== 'sample' || first.signIn === undefined) throw new Error(JSON.stringify(first));
    expect((await signIn(first.signIn.login, first.signIn.password)).status).toBe(200);
  });
});

describe('a session', () => {
  let cookie: string;
  const shift = async (column: 'seen_at' | 'started_at' | 'rotated_at', by: number): Promise<void> => {
    await superuser.query(`UPDATE sessions SET ${column} = ${column} - $1`, [by]);
  };
  const fresh = async (): Promise<void> => {
    await superuser.query('DELETE FROM sessions');
    const { signIn: sample } = (await prepare()) as { signIn: { samplePassword: string } };
    cookie = (await signIn('t01-clerk', sample.samplePassword)).cookie;
  };

  it('exchanges its token now and then; the one before is good for what was under way, then never again', async () => {
    await fresh();
    await shift('rotated_at', minutes(16));
    const { status, exchanged } = await me(cookie);
    expect([status, exchanged === undefined || exchanged === cookie]).toEqual([200, false]);
    expect((await me(exchanged ?? '')).status).toBe(200);
    expect((await me(cookie)).status).toBe(200);
    await shift('rotated_at', minutes(2));
    await untilForgotten(cookie, 401);
    expect((await me(cookie)).status).toBe(401);
    // Whoever presents a token that was exchanged long ago may have stolen it: the whole session ends.
    await untilForgotten(exchanged ?? '', 401);
    expect((await me(exchanged ?? '')).status).toBe(401);
  });

  it('keeps its token on a live stream, whose answer carries no cookie', async () => {
    await fresh();
    await shift('rotated_at', minutes(16));
    const stream = await fetch(`${base}/api/live`, { headers: { cookie } });
    expect([stream.status, stream.headers.get('set-cookie')]).toEqual([200, null]);
    await stream.body?.cancel();
    const { rows } = await superuser.query<{ hash: Buffer }>('SELECT token_hash AS hash FROM sessions');
    const token = cookie.split('=')[1] ?? '';
    expect(rows[0]?.hash).toEqual(createHash('sha256').update(token).digest());
  });

  it.each([
    ['idle for two hours', 'seen_at' as const, minutes(120)],
    ['half a day old', 'started_at' as const, minutes(720)],
  ])('ends when it is %s', async (_, column, by) => {
    await fresh();
    await shift(column, by);
    expect((await me(cookie)).status).toBe(401);
  });

  it('is nothing without its secret', async () => {
    for (const forged of ['gangmu_session=', 'gangmu_session=x', `gangmu_session=${'A'.repeat(43)}`, 'other=1'])
      expect((await me(forged)).status).toBe(401);
  });
});
