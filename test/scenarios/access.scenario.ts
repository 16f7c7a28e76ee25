/**
 * Every declared route × every role × inside and outside its scope. Two townships, each with its own people: whoever
 * works in one must learn nothing of the other – ids guessed included – and change nothing there.
 */
import { type AnyRoute, addressOf, routes } from '@gangmu/contract';
import { type GrantedPermission, ROLES, type Role, ROOT_ONLY, roleAllows } from '@gangmu/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleOf } from '../kit/sample-of.js';
import { addDesigns, addWork, foreignState } from '../kit/township-work.js';
import { FOREIGN, type Ids, personOf, type TwoTownships, twoTownships } from '../kit/two-townships.js';

let townships: TwoTownships;
beforeAll(async () => {
  townships = await twoTownships('access');
  await addWork(townships);
  await addDesigns(townships);
});
afterAll(async () => townships?.close());

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
  activity: 'activity',
  problem: 'problem',
  design: 'design',
  variance: 'variance',
  root: 'design',
};
const NEVER = '0nothing0such0here00x';

/** Fills a request from one side's ids; what that side has none of gets an id nobody has. */
function requestOf(route: AnyRoute, ids: Ids | null): { url: string; body?: unknown } {
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
  'designs.varianceAnswerer',
]);
const walked = routes.filter((route) => route.permission !== 'public' && !NOT_WALKED.has(route.id));
const granted = (route: AnyRoute): GrantedPermission | undefined =>
  route.permission === 'public' || route.permission === 'signed-in' ? undefined : route.permission;
const mayInTown = (role: Role, permission: GrantedPermission): boolean =>
  roleAllows(role, permission) && !ROOT_ONLY.has(permission);

describe('the other township', () => {
  it('has one of everything that could be guessed', () => {
    for (const kind of new Set(Object.values(KIND)))
      if (kind !== 'scope') expect([kind, (townships.foreign[kind] ?? '') !== '']).toEqual([kind, true]);
  });
});

describe('without signing in', () => {
  it.each(walked.map((route) => [route.id, route] as const))('%s answers 401 and nothing else', async (_, route) => {
    const { url, body } = requestOf(route, townships.own);
    expect((await townships.send(route.method, url, { body })).status).toBe(401);
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
      const { url, body } = requestOf(route, townships.own);
      const { status } = await townships.send(route.method, url, { as: me, body });
      if (status !== 403) answered.push(`${route.id} ${status}`);
    }
    expect(answered).toEqual([]);
  });

  it('is let to every route the role has a permission for', async () => {
    const refused: string[] = [];
    for (const route of walked.filter((each) => allowed(each) && each.method === 'GET')) {
      const { status, text } = await townships.send('GET', requestOf(route, townships.own).url, { as: me });
      if (status === 401 || status === 403 || status >= 500)
        refused.push(`${route.id} ${status} ${text.slice(0, 200)}`);
      // Otherwise “not found” for the other township's ids would prove nothing.
      else if (status !== 200 && NAMED.test(route.path) && !WITHOUT_OWN.has(route.id))
        refused.push(`${route.id} ${status} ${text.slice(0, 200)}`);
    }
    expect(refused).toEqual([]);
  });

  it('gets the same answer for ids of the other township as for ids nobody has, and changes nothing there', async () => {
    const before = await foreignState(townships);
    const leaks: string[] = [];
    for (const route of walked.filter(allowed)) {
      const guessed = requestOf(route, townships.foreign);
      const missing = requestOf(route, null);
      const answer = await townships.send(route.method, guessed.url, { as: me, body: guessed.body });
      const nobody = await townships.send(route.method, missing.url, { as: me, body: missing.body });
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
    expect(await foreignState(townships)).toBe(before);
  });

  it('sees nothing of the other township in any list', async () => {
    const leaks: string[] = [];
    for (const route of walked.filter((each) => allowed(each) && each.method === 'GET' && !named(each))) {
      const { text } = await townships.send('GET', route.path, { as: me });
      if (text.includes(FOREIGN)) leaks.push(`${route.id} names what is foreign: ${text.slice(0, 600)}`);
      // Steps of a template have the same item ids in every run: those tell nothing.
      for (const [kind, id] of Object.entries(townships.foreign))
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
    const me = await townships.ok('GET', '/api/session', personOf('inspector', 'own'));
    expect(me['permissions']).toContain('inspection:write');
    expect((me['home'] as { id: string }).id).toBe(townships.own['sibling']);
  });
});
