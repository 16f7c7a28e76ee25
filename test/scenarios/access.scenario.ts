/**
 * Every declared route × every role × inside and outside its scope. Two townships, each with its own people: whoever
 * works in one must learn nothing of the other – ids guessed included – and change nothing there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnyRoute, addressOf, CSRF_HEADER, routes } from '@gangmu/contract';
import { type GrantedPermission, ROLES, type Role, ROOT_ONLY, roleAllows } from '@gangmu/core';
import { createEngine, readSettings } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { plainTemplate } from '../kit/plain-template.js';
import { type FreshDatabase, freshDatabase } from '../kit/postgres.js';
import { sampleOf } from '../kit/sample-of.js';

type Engine = Awaited<ReturnType<typeof createEngine>>;
interface Answer {
  status: number;
  text: string;
  cookie: string | undefined;
}

const PASSWORD = '春风又绿江南岸-1';
/** Marks everything of the other township: it must show up nowhere. */
const FOREIGN = 'FOREIGN';

let database: FreshDatabase;
let data: string;
let engine: Engine;
let base: string;
let superuser: pg.Pool;
/** Cookie per person. */
const cookies = new Map<string, string>();
let foreign: Record<string, string>;
let own: Record<string, string>;

async function send(
  method: string,
  url: string,
  options: { as?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
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
}

async function ok(
  method: string,
  url: string,
  as: string | undefined,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const answer = await send(method, url, { ...(as === undefined ? {} : { as }), body });
  if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
  if (as !== undefined && answer.cookie !== undefined) cookies.set(as, answer.cookie);
  return answer.text === '' ? {} : (JSON.parse(answer.text) as Record<string, unknown>);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const personOf = (role: Role, side: 'own' | 'foreign'): string => `${side === 'own' ? 'in' : 'foreign'}-${role}`;

beforeAll(async () => {
  database = await freshDatabase('access');
  data = mkdtempSync(join(tmpdir(), 'gangmu-access-'));
  engine = await createEngine({
    ...readSettings({ GANGMU_DATA: data, GANGMU_LOG: 'error', GANGMU_EMPTY: '1' }),
    databaseUrl: database.url,
  });
  await engine.listen(0, '127.0.0.1');
  base = (await engine.getUrl()).replace('[::1]', '127.0.0.1');
  superuser = new pg.Pool({ connectionString: database.url, max: 2 });
  const setUp = await send('POST', '/api/setup', {
    body: {
      county: { code: 'C', name: { zh: '云溪县' } },
      administrator: { login: 'chief', name: { zh: '主管' }, password: PASSWORD },
    },
  });
  expect(setUp.status).toBe(201);
  cookies.set('chief', setUp.cookie ?? '');
  const units = ['code,name,parent_code,category,inspection_group', 'C,云溪县,,county,'];
  const people = ['login,name,unit_code'];
  const posts = ['code,unit_code,title,role,scope,holder_login'];
  for (const side of ['own', 'foreign'] as const) {
    const mark = side === 'own' ? 'IN' : FOREIGN;
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
  expect(report).toMatchObject({ applied: true, wrong: [] });
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
  const idsOf = (mark: string, side: 'own' | 'foreign'): Record<string, string> => ({
    unit: unitOf.get(`${mark}-1`) ?? '',
    town: unitOf.get(mark) ?? '',
    sibling: unitOf.get(`${mark}-2`) ?? '',
    person: idOfLogin.get(personOf('operator', side)) ?? '',
    post: allPosts.find((post) => post.code === `${mark}-operator`)?.id ?? '',
    group: groups.find((group) => group.code === `${mark}-G`)?.id ?? '',
  });
  own = idsOf('IN', 'own');
  foreign = idsOf(FOREIGN, 'foreign');
  const made = await ok('POST', '/api/tokens', personOf('operator', 'foreign'), {
    name: `${FOREIGN} token`,
    permissions: ['runs:read'],
  });
  foreign['token'] = (made['token'] as { id: string }).id;
  await addWork();
  await addDesigns();
});

afterAll(async () => {
  await engine?.close();
  await superuser?.end();
  await database?.drop();
  if (data !== undefined) rmSync(data, { recursive: true, force: true });
});

/** A quick request of each township's own, so that there are campaigns and runs on either side. */
async function addWork(): Promise<void> {
  for (const [side, ids, mark] of [
    ['own', own, 'IN'],
    ['foreign', foreign, FOREIGN],
  ] as const) {
    const route = routes.find((one) => one.id === 'campaigns.quickRequest');
    if (route?.body === undefined) continue;
    const body = sampleOf(route.body, (name) =>
      name === 'scope' || name === 'unit'
        ? ids['town']
        : name === 'name' || name === 'title'
          ? { zh: `${mark}统计` }
          : name === 'units'
            ? [ids['unit'], ids['sibling']]
            : name === 'due'
              ? Math.floor(Date.now() / 60_000) + 1_440
              : undefined,
    );
    const launched = await send('POST', route.path, { as: personOf('designer', side), body });
    if (launched.status >= 300) throw new Error(`quick request: ${launched.status} ${launched.text}`);
    for (let tries = 0; tries < 200; tries += 1) {
      const { rows } = await superuser.query<{ id: string; campaign_id: string }>(
        'SELECT id, campaign_id FROM runs WHERE unit_id = $1',
        [ids['unit']],
      );
      if (rows[0] !== undefined) {
        ids['run'] = rows[0].id;
        ids['campaign'] = rows[0].campaign_id;
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(ids['run']).toBeDefined();
    const { rows } = await superuser.query<{ id: string }>('SELECT id FROM items WHERE run_id = $1 LIMIT 1', [
      ids['run'],
    ]);
    if (rows[0] !== undefined) ids['item'] = rows[0].id;
    const entry = routes.find((one) => one.id === 'ledger.record');
    if (entry?.body !== undefined) {
      const problem = await send('POST', entry.path, {
        as: personOf('operator', side),
        body: sampleOf(
          entry.body,
          (name) => ({ campaign: ids['campaign'], unit: ids['unit'], title: `${mark} problem` })[name],
        ),
      });
      if (problem.status >= 300) throw new Error(`problem: ${problem.status} ${problem.text}`);
      const { rows: problems } = await superuser.query<{ id: string }>('SELECT id FROM problems WHERE unit_id = $1', [
        ids['unit'],
      ]);
      if (problems[0] !== undefined) ids['problem'] = problems[0].id;
    }
  }
}

/** A programme of each township's own, adapted by its village, with a deviation asked for. */
async function addDesigns(): Promise<void> {
  for (const [side, ids, mark] of [
    ['own', own, 'IN'],
    ['foreign', foreign, FOREIGN],
  ] as const) {
    const as = personOf('designer', side);
    const lease = 'tab-of-the-designer';
    const publish = async (design: string, draft: object): Promise<void> => {
      const saved = await send('PUT', `/api/designs/${design}/draft`, {
        as,
        body: { lease, ...draft },
        headers: { 'if-match': '1' },
      });
      if (saved.status !== 200) throw new Error(`draft: ${saved.status} ${saved.text}`);
      await ok('POST', `/api/designs/${design}/versions`, as, { revision: 2, reason: mark });
    };
    const document = { ...plainTemplate(), title: { zh: `${mark}方案` } };
    const { design } = await ok('POST', '/api/designs', as, { unit: ids['town'], source: { from: 'json', document } });
    const root = (design as { id: string }).id;
    await publish(root, { template: document });
    const adapted = await ok('POST', `/api/designs/${root}/adaptations`, as, { unit: ids['unit'] });
    ids['design'] = String(adapted['id']);
    await publish(ids['design'], {
      difference: { '/steps/step-c/title': { op: 'set', value: { zh: `${mark}简报` } } },
    });
    const variance = await ok('POST', `/api/designs/${root}/variances`, as, {
      unit: ids['unit'],
      path: '/steps/step-a/deadlines/due',
      reason: mark,
    });
    ids['variance'] = String(variance['id']);
  }
}

/** Names under which a request may carry an id, and what kind of thing it is the id of. */
const KIND: Record<string, string> = {
  unit: 'unit',
  parent: 'town',
  below: 'unit',
  successor: 'sibling',
  units: 'sibling',
  within: 'unit',
  named: 'unit',
  children: 'unit',
  scope: 'scope',
  person: 'person',
  to: 'person',
  holder: 'person',
  post: 'post',
  token: 'token',
  group: 'group',
  run: 'run',
  runs: 'run',
  campaign: 'campaign',
  item: 'item',
  problem: 'problem',
  design: 'design',
  variance: 'variance',
  root: 'design',
};
const NEVER = '0nothing0such0here00x';

/** Fills a request from one side's ids; what that side has none of gets an id nobody has. */
function requestOf(route: AnyRoute, ids: Record<string, string> | null): { url: string; body?: unknown } {
  const value = (name: string): string | undefined => {
    // Of designs, `from` and `to` are days or numbers of versions, and what is below is another design.
    if (route.id.startsWith('designs.') && ['from', 'to'].includes(name)) return undefined;
    const kind = route.id === 'designs.acknowledge' && name === 'below' ? 'design' : KIND[name];
    if (kind === undefined) return undefined;
    // A campaign's scope is a unit, a post's is one of three words.
    if (kind === 'scope') return route.id.startsWith('campaigns.') ? (ids?.['town'] ?? NEVER) : undefined;
    return ids?.[kind] ?? (kind === 'item' ? 'nothing-here' : NEVER);
  };
  const params = Object.fromEntries(
    [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => [name, value(name) ?? special(name)]),
  );
  const query = route.query === undefined ? {} : (sampleOf(route.query, value) as object);
  const url = addressOf(route, params, query);
  return route.body === undefined ? { url } : { url, body: sampleOf(route.body, value) };
}
/** Parameters that are no ids of things in a township. */
const special = (name: string): string =>
  name === 'hash' ? 'f'.repeat(64) : name === 'kind' ? 'run' : name === 'number' || name === 'id' ? '1' : NEVER;

/** Everything of the other township, as stored: it must be the same afterwards. */
async function foreignState(): Promise<string> {
  const within = `(SELECT id FROM units WHERE code LIKE '${FOREIGN}%')`;
  const tables: [string, string][] = [
    ['units', `id IN ${within}`],
    ['people', `unit_id IN ${within}`],
    ['posts', `unit_id IN ${within}`],
    ['post_holders', `post_id IN (SELECT id FROM posts WHERE unit_id IN ${within})`],
    ['unit_group_members', `unit_id IN ${within}`],
    ['runs', `unit_id IN ${within}`],
    ['items', `unit_id IN ${within}`],
    ['problems', `unit_id IN ${within}`],
    ['api_tokens', `person_id IN (SELECT id FROM people WHERE unit_id IN ${within}) AND revoked_at IS NOT NULL`],
    ['reset_codes', `person_id IN (SELECT id FROM people WHERE unit_id IN ${within})`],
    ['evidence_files', `run_id IN (SELECT id FROM runs WHERE unit_id IN ${within})`],
    ['designs', `unit_id IN ${within}`],
    ['design_versions', `design_id IN (SELECT id FROM designs WHERE unit_id IN ${within})`],
    ['design_drafts', `design_id IN (SELECT id FROM designs WHERE unit_id IN ${within})`],
    ['design_leases', `design_id IN (SELECT id FROM designs WHERE unit_id IN ${within})`],
    ['design_variances', `unit_id IN ${within}`],
    ['drafts', `run_id IN (SELECT id FROM runs WHERE unit_id IN ${within})`],
  ];
  const parts: string[] = [];
  for (const [table, where] of tables) {
    const { rows } = await superuser.query<{ sum: string | null }>(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM ${table} t WHERE ${where}`,
    );
    parts.push(`${table} ${rows[0]?.sum ?? 'none'}`);
  }
  return parts.join('\n');
}

/** Would end the session of whoever walks; they have tests of their own. */
const NOT_WALKED = new Set([
  'session.signOut',
  'session.changePassword',
  'system.live',
  'designs.live',
  'units.dissolve',
]);
/** Address a thing by id. */
const NAMED = /:[a-z]+/;
/** Of these there is none in either township. */
const WITHOUT_OWN = new Set([
  'templates.get',
  'runs.draft',
  'system.progress',
  'record.stream',
  'files.download',
  'designs.update',
  'designs.autosave',
]);
const walked = routes.filter((route) => route.permission !== 'public' && !NOT_WALKED.has(route.id));
const granted = (route: AnyRoute): GrantedPermission | undefined =>
  route.permission === 'public' || route.permission === 'signed-in' ? undefined : route.permission;
const mayInTown = (role: Role, permission: GrantedPermission): boolean =>
  roleAllows(role, permission) && !ROOT_ONLY.has(permission);

describe('the other township', () => {
  it('has one of everything that could be guessed', () => {
    for (const kind of new Set(Object.values(KIND)))
      if (kind !== 'scope') expect([kind, (foreign[kind] ?? '') !== '']).toEqual([kind, true]);
  });
});

describe('without signing in', () => {
  it.each(walked.map((route) => [route.id, route] as const))('%s answers 401 and nothing else', async (_, route) => {
    const { url, body } = requestOf(route, own);
    expect((await send(route.method, url, { body })).status).toBe(401);
  });
});

describe.each(ROLES)('%s of one township', (role) => {
  const me = personOf(role, 'own');
  const allowed = (route: AnyRoute): boolean => {
    const permission = granted(route);
    return permission === undefined || mayInTown(role, permission);
  };
  const named = (route: AnyRoute): boolean => NAMED.test(route.path);

  it('is refused every route the role has no permission for', async () => {
    const answered: string[] = [];
    for (const route of walked.filter((each) => !allowed(each))) {
      const { url, body } = requestOf(route, own);
      const { status } = await send(route.method, url, { as: me, body });
      if (status !== 403) answered.push(`${route.id} ${status}`);
    }
    expect(answered).toEqual([]);
  });

  it('is let to every route the role has a permission for', async () => {
    const refused: string[] = [];
    for (const route of walked.filter((each) => allowed(each) && each.method === 'GET')) {
      const { status, text } = await send('GET', requestOf(route, own).url, { as: me });
      if (status === 401 || status === 403 || status >= 500)
        refused.push(`${route.id} ${status} ${text.slice(0, 200)}`);
      // Otherwise “not found” for the other township's ids would prove nothing.
      else if (status !== 200 && NAMED.test(route.path) && !WITHOUT_OWN.has(route.id))
        refused.push(`${route.id} ${status} ${text.slice(0, 200)}`);
    }
    expect(refused).toEqual([]);
  });

  it('gets the same answer for ids of the other township as for ids nobody has, and changes nothing there', async () => {
    const before = await foreignState();
    const leaks: string[] = [];
    for (const route of walked.filter(allowed)) {
      const guessed = requestOf(route, foreign);
      const missing = requestOf(route, null);
      const answer = await send(route.method, guessed.url, { as: me, body: guessed.body });
      const nobody = await send(route.method, missing.url, { as: me, body: missing.body });
      const tell = (what: string): number =>
        leaks.push(
          `${route.id} ${what}: ${answer.status} ${answer.text.slice(0, 300)} – nobody's: ${nobody.status} ${nobody.text.slice(0, 200)}`,
        );
      if (answer.text.includes(FOREIGN)) tell('names what is foreign');
      if (answer.status !== nobody.status || shapeOf(answer.text) !== shapeOf(nobody.text)) tell('tells the two apart');
      if (answer.status >= 500) tell('fails');
      if (named(route) && answer.status < 300) tell('answers');
      // A request refused for its form proves nothing about rights.
      if (answer.status === 400) tell('is malformed');
    }
    expect(leaks).toEqual([]);
    expect(await foreignState()).toBe(before);
  });

  it('sees nothing of the other township in any list', async () => {
    const leaks: string[] = [];
    for (const route of walked.filter((each) => allowed(each) && each.method === 'GET' && !named(each))) {
      const { text } = await send('GET', route.path, { as: me });
      if (text.includes(FOREIGN)) leaks.push(`${route.id} names what is foreign: ${text.slice(0, 600)}`);
      // Steps of a template have the same item ids in every run: those tell nothing.
      for (const [kind, id] of Object.entries(foreign))
        if (kind !== 'item' && text.includes(id)) leaks.push(`${route.id} holds the id of a ${kind}`);
    }
    expect(leaks).toEqual([]);
  });
});

/** What of an answer may not differ: everything but ids, times and what merely echoes the request. */
function shapeOf(text: string): string {
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    const { code, path, status } = value;
    return JSON.stringify(code === undefined ? Object.keys(value).toSorted() : [code, path, status]);
  } catch {
    return text === '' ? '' : 'text';
  }
}

describe('inspectors', () => {
  it('have no inspection rights over their own unit', async () => {
    const me = await ok('GET', '/api/session', personOf('inspector', 'own'));
    expect(me['permissions']).toContain('inspection:write');
    expect((me['home'] as { id: string }).id).toBe(own['sibling']);
  });
});
