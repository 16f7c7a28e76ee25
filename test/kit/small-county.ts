/** An engine with a county of a handful of units and people, for scenarios that need no more. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, type AnyRoute, CSRF_HEADER, OCTETS } from '@gangmu/contract';
import { ROLES } from '@gangmu/core';
import { createEngine, readSettings } from '@gangmu/engine';
import { type FreshDatabase, freshDatabase } from './postgres.js';

type Engine = Awaited<ReturnType<typeof createEngine>>;
type Json = Record<string, unknown>;

export interface Asked {
  status: number;
  text: string;
  /** The body where it is JSON. */
  json: Json;
  headers: Record<string, unknown>;
}
export interface AskOptions {
  /** Login of who asks; nobody when missing. */
  as?: string;
  params?: object;
  query?: object;
  body?: unknown;
  /** Sent as it is instead of a JSON body. */
  raw?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  headers?: Record<string, string>;
}

export interface SmallCounty {
  /** The one that runs now: another after `restart`. */
  readonly engine: Engine;
  /** Its address, for requests that no route allows. */
  readonly base: string;
  database: FreshDatabase;
  /** Data folder of the engine. */
  data: string;
  /** Ids of units by code: C (the county), T (a township), T-1, T-2 (its villages). */
  units: Record<string, string>;
  /** Ids of people by login: `chief`, and per role one at the county (`c-reviewer`) and one at the township (`t-reviewer`). */
  people: Record<string, string>;
  ask(route: AnyRoute, options?: AskOptions): Promise<Asked>;
  /** The same, but throws for anything that is not a success. */
  must(route: AnyRoute, options?: AskOptions): Promise<Json>;
  /** Stops the engine and starts another on the same database and folder; everybody stays signed in. */
  restart(): Promise<void>;
  /** The session cookie of somebody, for requests that no route allows. */
  cookieOf(login: string): string;
  close(): Promise<void>;
}

const PASSWORD = '春风又绿江南岸-1';
const base64 = (lines: string[]): string => Buffer.from(lines.join('\n')).toString('base64');

const importFiles = (): { name: string; content: string }[] => {
  const units = [
    'code,name,name_en,parent_code,category',
    'C,云溪县,Yunxi,,county',
    'T,东镇,East Town,C,township',
    'T-1,东一村,East One,T,village',
    'T-2,东二村,East Two,T,village',
  ];
  const people = ['login,name,unit_code'];
  const posts = ['code,unit_code,title,role,scope,holder_login'];
  for (const [prefix, unit] of [
    ['c', 'C'],
    ['t', 'T'],
  ] as const)
    for (const role of ROLES) {
      people.push(`${prefix}-${role},${prefix}${role},${unit}`);
      posts.push(`${unit}-${role},${unit},岗,${role},subtree,${prefix}-${role}`);
    }
  return Object.entries({ units, people, posts }).map(([name, lines]) => ({
    name: `${name}.csv`,
    content: base64(lines),
  }));
};

/** Starts an engine on a database of its own, sets the county up and signs everybody in. */
export async function smallCounty(name: string, settings: Record<string, string> = {}): Promise<SmallCounty> {
  const database = await freshDatabase(name);
  const data = mkdtempSync(join(tmpdir(), `gangmu-${name}-`));
  const start = async (): Promise<Engine> => {
    const started = await createEngine(
      readSettings({
        GANGMU_DATA: data,
        GANGMU_LOG: 'error',
        GANGMU_EMPTY: '1',
        DATABASE_URL: database.url,
        ...settings,
      }),
    );
    await started.listen(0, '127.0.0.1');
    return started;
  };
  let engine = await start();
  let base = await engine.getUrl();
  const cookies = new Map<string, string>();

  const send = async (method: string, url: string, options: AskOptions = {}): Promise<Asked> => {
    const cookie = options.as === undefined ? undefined : cookies.get(options.as);
    const response = await fetch(`${base}${url}`, {
      method,
      headers: {
        [CSRF_HEADER]: '1',
        'accept-language': 'en',
        ...(cookie === undefined ? {} : { cookie }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.raw === undefined ? {} : { 'content-type': OCTETS }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.raw === undefined ? {} : { body: options.raw, duplex: 'half' as const }),
    });
    const given = response.headers.getSetCookie()[0]?.split(';')[0];
    if (options.as !== undefined && given !== undefined) cookies.set(options.as, given);
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const json = /^application\/(problem\+)?json/.test(type) ? (JSON.parse(text) as Json) : {};
    return { status: response.status, text, json, headers: Object.fromEntries(response.headers) };
  };
  const well = (asked: Asked, what: string): Json => {
    if (asked.status >= 300) throw new Error(`${what}: ${asked.status} ${asked.text}`);
    return asked.json;
  };
  const mustSend = async (method: string, url: string, options: AskOptions = {}): Promise<Json> =>
    well(await send(method, url, options), `${method} ${url}`);
  const ask = (route: AnyRoute, options: AskOptions = {}): Promise<Asked> =>
    send(route.method, addressOf(route, options.params, options.query), options);

  await mustSend('POST', '/api/setup', {
    as: 'chief',
    body: {
      county: { code: 'C', name: { zh: '云溪县' } },
      administrator: { login: 'chief', name: { zh: '主管' }, password: PASSWORD },
    },
  });
  await mustSend('POST', '/api/organisation/import', { as: 'chief', body: { files: importFiles() } });
  const listed = (await mustSend('GET', '/api/people?limit=100', { as: 'chief' }))['entries'] as {
    id: string;
    login: string;
  }[];
  const people = Object.fromEntries(listed.map((person) => [person.login, person.id]));
  for (const login of Object.keys(people).filter((each) => each !== 'chief')) {
    const { code } = await mustSend('POST', `/api/people/${people[login]}/reset`, { as: 'chief' });
    await mustSend('POST', '/api/session/redeem', { as: login, body: { login, code, password: PASSWORD } });
  }
  const tree = (await mustSend('GET', '/api/units/tree', { as: 'chief' }))['units'] as { id: string; code: string }[];
  return {
    get engine() {
      return engine;
    },
    get base() {
      return base;
    },
    database,
    data,
    units: Object.fromEntries(tree.map((unit) => [unit.code, unit.id])),
    people,
    ask,
    must: async (route, options) => well(await ask(route, options), route.id),
    restart: async () => {
      await engine.close();
      engine = await start();
      base = await engine.getUrl();
    },
    cookieOf: (login) => cookies.get(login) ?? '',
    close: async () => {
      await engine.close();
      await database.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
