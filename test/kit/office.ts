/** An office's own engine on an empty database, spoken to in plain HTTP: for scenarios about what no client sends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CSRF_HEADER } from '@gangmu/contract';
import { createEngine, readSettings } from '@gangmu/engine';
import pg from 'pg';
import { freshDatabase } from './postgres.js';

export const PASSWORD = '春风又绿江南岸-1';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  cookie: string;
  cookieText: string;
}

export interface Office {
  base: string;
  /** Data folder of the engine. */
  data: string;
  superuser: pg.Pool;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  signIn(login: string, password?: string): Promise<Answer>;
  /** Ids by code or login. */
  idOf(table: 'units' | 'people' | 'posts', key: string): Promise<string>;
  count(table: string): Promise<number>;
  close(): Promise<void>;
}

/** Headers of whoever holds a session cookie. */
export const as = (cookie: string): Record<string, string> => ({ cookie });
export const csv = (...lines: string[]): string => Buffer.from(lines.join('\n')).toString('base64');

export const COUNTY = { code: 'C', name: { zh: '云溪县', en: 'Yunxi' } };
export const UNITS = [
  '单位编码,单位名称,英文名称,上级编码,类别,党员人数',
  'C,云溪县,Yunxi,,县,0',
  'T,东镇,East,C,乡镇,9',
  'V,东一村,,T,村,30',
  'W,东二村,,T,村,31',
];
/** A township, two villages, two people and a post, as an office would import them. */
export const importFiles = (units: readonly string[] = UNITS): { name: string; content: string }[] => [
  { name: '单位.csv', content: csv(...units) },
  { name: 'people.csv', content: csv('login,name,unit_code', 'wang.li,王丽,T', 'zhao.min,赵敏,T') },
  {
    name: 'posts.csv',
    content: csv(
      'code,unit_code,title,role,scope,holder_login,valid_from',
      'P1,T,填报员,填报,subtree,wang.li,2020-01-01',
    ),
  },
];

/** Starts an engine that nobody has set up yet. */
export async function emptyOffice(name: string): Promise<Office> {
  const database = await freshDatabase(name);
  const data = mkdtempSync(join(tmpdir(), `gangmu-${name}-`));
  const engine = await createEngine({
    ...readSettings({ GANGMU_DATA: data, GANGMU_LOG: 'error', GANGMU_EMPTY: '1', GANGMU_TRUST_PROXY: '1' }),
    databaseUrl: database.url,
  });
  await engine.listen(0, '127.0.0.1');
  const base = (await engine.getUrl()).replace('[::1]', '127.0.0.1');
  const superuser = new pg.Pool({ connectionString: database.url, max: 2 });
  const send: Office['send'] = async (method, path, body, headers = {}) => {
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
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      cookie: cookieText.split(';')[0] ?? '',
      cookieText,
    };
  };
  return {
    base,
    data,
    superuser,
    send,
    signIn: (login, password = PASSWORD) => send('POST', '/api/session', { login, password }),
    idOf: async (table, key) => {
      const column = table === 'people' ? 'login' : 'code';
      const { rows } = await superuser.query<{ id: string }>(`SELECT id FROM ${table} WHERE ${column} = $1`, [key]);
      return rows[0]?.id ?? '';
    },
    count: async (table) =>
      (await superuser.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? 0,
    close: async () => {
      await engine.close();
      await superuser.end();
      await database.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The same, set up and imported; answers with the administrator's session cookie. */
export async function settledOffice(name: string): Promise<{ office: Office; chief: string }> {
  const office = await emptyOffice(name);
  const administrator = { login: 'chief', name: { zh: '主管' }, password: PASSWORD };
  const { cookie: chief } = await office.send('POST', '/api/setup', { county: COUNTY, administrator });
  const { status } = await office.send('POST', '/api/organisation/import', { files: importFiles() }, as(chief));
  if (status !== 200) throw new Error(`the import was refused: ${status}`);
  return { office, chief };
}
