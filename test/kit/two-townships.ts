/**
 * One county with two townships, each with its own people – one per role – and villages: `own`, in which somebody works,
 * and `foreign`, of which they must learn nothing. Everything of the foreign one carries a mark.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CSRF_HEADER } from '@gangmu/contract';
import { ROLES, type Role } from '@gangmu/core';
import { createEngine, readSettings } from '@gangmu/engine';
import pg from 'pg';
import { freshDatabase } from './postgres.js';

export interface Answer {
  status: number;
  text: string;
  cookie: string | undefined;
}
export type Side = 'own' | 'foreign';
/** Ids of one side by kind of thing: `unit` (a village), `sibling` (another), `town`, `person`, `post`, `group`, … */
export type Ids = Record<string, string>;

export interface TwoTownships {
  own: Ids;
  foreign: Ids;
  superuser: pg.Pool;
  send: (
    method: string,
    url: string,
    options?: { as?: string; body?: unknown; headers?: Record<string, string> },
  ) => Promise<Answer>;
  /** The body of an answer that is a success; throws for any other. */
  ok: (method: string, url: string, as: string | undefined, body?: unknown) => Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const PASSWORD = '春风又绿江南岸-1';
/** Marks everything of the other township: it must show up nowhere. */
export const FOREIGN = 'FOREIGN';
/** What marks the things of a side. */
export const markOf = (side: Side): string => (side === 'own' ? 'IN' : FOREIGN);
/** Login of whoever has a role in a township. */
export const personOf = (role: Role, side: Side): string => `${side === 'own' ? 'in' : 'foreign'}-${role}`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Starts an engine with both townships and signs everybody in. */
export async function twoTownships(name: string): Promise<TwoTownships> {
  const database = await freshDatabase(name);
  const data = mkdtempSync(join(tmpdir(), `gangmu-${name}-`));
  const engine = await createEngine({
    ...readSettings({ GANGMU_DATA: data, GANGMU_LOG: 'error', GANGMU_EMPTY: '1' }),
    databaseUrl: database.url,
  });
  await engine.listen(0, '127.0.0.1');
  const base = (await engine.getUrl()).replace('[::1]', '127.0.0.1');
  const superuser = new pg.Pool({ connectionString: database.url, max: 2 });
  /** Cookie per person. */
  const cookies = new Map<string, string>();
  const send: TwoTownships['send'] = async (method, url, options = {}) => {
    const cookie = options.as === undefined ? undefined : cookies.get(options.as);
    const response = await fetch(base + url, {
      method,
      headers: {
        [CSRF_HEADER]: '1',
        'accept-language': 'en',
        ...(cookie === undefined ? {} : { cookie }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const cookieSet = response.headers.get('set-cookie')?.split(';')[0];
    return { status: response.status, text: await response.text(), cookie: cookieSet };
  };

  const ok: TwoTownships['ok'] = async (method, url, as, body) => {
    const answer = await send(method, url, { ...(as === undefined ? {} : { as }), body });
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
    if (as !== undefined && answer.cookie !== undefined) cookies.set(as, answer.cookie);
    return answer.text === '' ? {} : (JSON.parse(answer.text) as Record<string, unknown>);
  };
  const setUp = await send('POST', '/api/setup', {
    body: {
      county: { code: 'C', name: { zh: '云溪县' } },
      administrator: { login: 'chief', name: { zh: '主管' }, password: PASSWORD },
    },
  });
  if (setUp.status !== 201) throw new Error(`set-up: ${setUp.text}`);
  cookies.set('chief', setUp.cookie ?? '');
  const units = ['code,name,parent_code,category,inspection_group', 'C,云溪县,,county,'];
  const people = ['login,name,unit_code'];
  const posts = ['code,unit_code,title,role,scope,holder_login'];
  for (const side of ['own', 'foreign'] as const) {
    const mark = markOf(side);
    units.push(
      `${mark},${mark}镇,C,township,${mark}-G`,
      `${mark}-1,${mark}一村,${mark},village,${mark}-G`,
      `${mark}-2,${mark}二村,${mark},village,`,
    );
    for (const role of ROLES) {
      const home = role === 'inspector' ? `${mark}-2` : mark;
      people.push(`${personOf(role, side)},${mark}${role},${home}`);
      posts.push(`${mark}-${role},${mark},${mark}岗,${role},subtree,${personOf(role, side)}`);
    }
  }
  const files = { units, people, posts };
  const report = await ok('POST', '/api/organisation/import', 'chief', {
    files: Object.entries(files).map(([name, lines]) => ({ name: `${name}.csv`, content: base64(lines.join('\n')) })),
  });
  if (report['applied'] !== true) throw new Error(`import: ${JSON.stringify(report)}`);
  const everybody = (await ok('GET', '/api/people?limit=100', 'chief'))['entries'] as { id: string; login: string }[];
  const idOfLogin = new Map(everybody.map((person) => [person.login, person.id]));
  for (const side of ['own', 'foreign'] as const)
    for (const role of ROLES) {
      const login = personOf(role, side);
      const { code } = await ok('POST', `/api/people/${idOfLogin.get(login)}/reset`, 'chief');
      await ok('POST', '/api/session/redeem', login, { login, code, password: PASSWORD });
    }
  const tree = (await ok('GET', '/api/units/tree', 'chief'))['units'] as { id: string; code: string }[];
  const unitOf = new Map(tree.map((unit) => [unit.code, unit.id]));
  const allPosts = (await ok('GET', '/api/posts?limit=100', 'chief'))['entries'] as { id: string; code: string }[];
  const groups = (await ok('GET', '/api/groups', 'chief'))['groups'] as { id: string; code: string }[];
  const idsOf = (mark: string, side: Side): Ids => ({
    unit: unitOf.get(`${mark}-1`) ?? '',
    town: unitOf.get(mark) ?? '',
    sibling: unitOf.get(`${mark}-2`) ?? '',
    person: idOfLogin.get(personOf('operator', side)) ?? '',
    post: allPosts.find((post) => post.code === `${mark}-operator`)?.id ?? '',
    group: groups.find((group) => group.code === `${mark}-G`)?.id ?? '',
  });
  const own = idsOf(markOf('own'), 'own');
  const foreign = idsOf(FOREIGN, 'foreign');
  const made = await ok('POST', '/api/tokens', personOf('operator', 'foreign'), {
    name: `${FOREIGN} token`,
    permissions: ['runs:read'],
  });
  foreign['token'] = (made['token'] as { id: string }).id;
  return {
    own,
    foreign,
    superuser,
    send,
    ok,
    close: async () => {
      await engine.close();
      await superuser.end();
      await database.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
