/** Malformed and hostile input over HTTP: a coded answer that names the place, nothing stored, the engine unharmed. */
import {
  type AnyRoute,
  campaignRoutes,
  CSRF_HEADER,
  ledgerRoutes,
  organisationRoutes,
  recordRoutes,
  runRoutes,
  templateRoutes,
  unitRoutes,
} from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchProgramme, type Programme } from '../kit/programme.js';
import { type AskOptions, type SmallCounty, smallCounty } from '../kit/small-county.js';

const template = {
  format: 'gangmu-template/1',
  id: 'plain',
  title: { zh: '一项工作' },
  noun: { zh: '专项行动' },
  window: { start: '2026-03-02', end: '2026-04-30' },
  roles: { clerk: { title: { zh: '经办人' } } },
  phases: { work: { title: { zh: '推进' } } },
  steps: {
    plan: {
      phase: 'work',
      kind: 'report',
      title: { zh: '报送计划' },
      lead: 'clerk',
      evidence: { n: { type: 'number', title: { zh: '数量' }, min: 1 } },
      deadlines: { due: { anchor: { from: 'date', date: '2026-03-12' } } },
    },
  },
} as const satisfies TemplateInput;

let county: SmallCounty;
let programme: Programme;

/** How many rows every table has: what a refused request must leave alone. Sessions are touched by any request. */
async function contents(): Promise<Record<string, number>> {
  const database = county.engine.get(Database);
  const tables = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('sessions', 'migrations')`,
  );
  const counts = await Promise.all(
    tables.map(({ name }) => database.query<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)),
  );
  return Object.fromEntries(tables.map(({ name }, at) => [name, counts[at]![0]!.n]));
}

/** A body as bytes, for what no client of ours would send. */
async function raw(method: string, path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${county.base}${path}`, {
    method,
    headers: {
      cookie: county.cookieOf('c-designer'),
      [CSRF_HEADER]: '1',
      'content-type': 'application/json',
      'accept-language': 'en',
      ...headers,
    },
    body,
  });
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
}

interface Refusal {
  status: number;
  code?: string;
  path?: RegExp | string;
}

function expectRefused(answer: { status: number; text: string }, { status, code, path }: Refusal): void {
  const problem = JSON.parse(answer.text) as { code: string; path?: string; detail: string; status: number };
  expect([answer.status, problem]).toMatchObject([status, { status, ...(code === undefined ? {} : { code }) }]);
  expect(problem.code).toMatch(/^[a-z0-9.-]+$/);
  expect(problem.detail).not.toBe(problem.code);
  if (path !== undefined) expect(problem.path ?? '').toMatch(path);
  // Nothing of the inside: no stack, no statement, no file.
  expect(answer.text).not.toMatch(/node_modules|\bat \/|SELECT |INSERT |\.[jt]s:\d/);
}

let before: Record<string, number>;
beforeAll(async () => {
  county = await smallCounty('bad-input', { GANGMU_CLOCK: 'stepped' });
  programme = await launchProgramme(county, template);
  await programme.until('2026-03-03');
  before = await contents();
});
afterAll(async () => county?.close());

describe('a body', () => {
  const command = (): string => `/api/runs/${programme.runs['T-1']}/commands`;
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  it.each<[string, string, Refusal]>([
    ['that is empty', '', { status: 400 }],
    ['that ends in the middle', '{"command":{"type":"SubmitItem"', { status: 400, code: 'json-malformed' }],
    ['that is no JSON', '<command/>', { status: 400, code: 'json-malformed' }],
    ['that is deeply nested', nested(5000), { status: 400, code: 'json-too-deep' }],
    ['that is endless brackets', '['.repeat(900_000), { status: 400, code: 'json-too-deep' }],
    ['that is too large', `{"command":"${'x'.repeat(1_200_000)}"}`, { status: 413, code: 'body-too-large' }],
    ['with a poisoned prototype', '{"command":{"__proto__":{"x":1}}}', { status: 400, code: 'json-forbidden-key' }],
    ['with a constructor', '{"command":{"constructor":{"prototype":{"x":1}}}}', { status: 400 }],
    ['that is a list', '[]', { status: 400, code: 'input-invalid' }],
    ['that is null', 'null', { status: 400 }],
    [
      'of an unknown command',
      '{"command":{"type":"DropRun"}}',
      { status: 400, code: 'input-invalid', path: /command/ },
    ],
    [
      'only a machine may send',
      '{"command":{"type":"AdvanceTime"}}',
      { status: 400, code: 'input-invalid', path: /command/ },
    ],
    [
      'with a field too many',
      '{"command":{"type":"WithdrawItem","item":"plan","force":true}}',
      { status: 400, code: 'input-invalid', path: /command/ },
    ],
    [
      'with a wrong type',
      '{"command":{"type":"ExtendItem","item":"plan","due":"tomorrow","reason":"x"}}',
      { status: 400, code: 'input-invalid', path: /due/ },
    ],
    [
      'with a number beyond all time',
      '{"command":{"type":"ExtendItem","item":"plan","due":1e308,"reason":"x"}}',
      { status: 400, code: 'input-invalid', path: /due/ },
    ],
    [
      'with a hostile id',
      `{"command":{"type":"WithdrawItem","item":"plan'; DROP TABLE runs; --"}}`,
      { status: 400, code: 'input-invalid', path: /item/ },
    ],
  ])('%s is refused', async (_, body, refusal) => {
    expectRefused(await raw('POST', command(), body), refusal);
  });

  it('of another media type, or compressed, is refused', async () => {
    const body = '{"command":{"type":"WithdrawItem","item":"plan"}}';
    expectRefused(await raw('POST', command(), body, { 'content-type': 'application/xml' }), { status: 415 });
    expectRefused(await raw('POST', command(), body, { 'content-type': 'nonsense' }), { status: 415 });
  });

  it('from another site is refused', async () => {
    const body = '{"command":{"type":"WithdrawItem","item":"plan"}}';
    const answer = await raw('POST', command(), body, { [CSRF_HEADER]: '' });
    expectRefused(answer, { status: 403 });
  });
});

describe('values', () => {
  it.each<[string, object]>([
    ['of evidence that does not exist', { n: 2, other: 3 }],
    ['of another type', { n: 'many' }],
    ['below the least', { n: 0 }],
    ['that name the prototype', { n: 2, toString: 1 }],
  ])('%s are refused with their place', async (_, values) => {
    const body = { command: { type: 'SubmitItem', item: 'plan', values } };
    const answer = await county.ask(runRoutes.command, {
      as: 't-operator',
      params: { run: programme.runs['T-1'] },
      body,
    });
    expect([400, 422]).toContain(answer.status);
    expectRefused(answer, { status: answer.status, path: /values/ });
  });
});

describe('an address or a header', () => {
  const designer = (route: AnyRoute, options: AskOptions, refusal: Refusal) => async (): Promise<void> =>
    expectRefused(await county.ask(route, { as: 'c-designer', ...options }), refusal);

  it('with an unknown id is not found', designer(runRoutes.get, { params: { run: '0'.repeat(21) } }, { status: 404 }));
  // What could not be the address of anything is not found either: nobody learns which shapes ids have.
  it('with a malformed id is not found', designer(runRoutes.get, { params: { run: "x' OR 1=1 --" } }, { status: 404 }));
  it(
    'with a climbing id is not found',
    designer(runRoutes.get, { params: { run: '../../etc/passwd' } }, { status: 404 }),
  );
  it('with an endless id is refused', async () => {
    const response = await fetch(`${county.base}/api/runs/${'a'.repeat(5000)}`, {
      headers: { cookie: county.cookieOf('c-designer') },
    });
    expect([400, 404, 414]).toContain(response.status);
  });
  it('with broken encoding is refused', async () => {
    const response = await fetch(`${county.base}/api/runs/%E0%A4%A`, {
      headers: { cookie: county.cookieOf('c-designer') },
    });
    expectRefused({ status: response.status, text: await response.text() }, { status: 400 });
  });
  it('with a cursor of somebody’s making is refused', async () => {
    for (const cursor of [
      'nonsense',
      'eyJhIjoxfQ',
      '%00',
      "' OR 1=1",
      Buffer.from('[1e999,{}]').toString('base64url'),
    ]) {
      for (const [route, params] of [
        [runRoutes.mine, {}],
        [campaignRoutes.units, { campaign: programme.campaign }],
        [runRoutes.history, { run: programme.runs['T-1'] }],
        [unitRoutes.list, {}],
      ] as const) {
        const answer = await county.ask(route, { as: 'c-designer', params, query: { cursor } });
        expect([route.id, cursor, answer.status]).toEqual([route.id, cursor, 400]);
        expectRefused(answer, { status: 400, path: /cursor/ });
      }
    }
  });
  it('with a limit of nothing or of everything is refused', async () => {
    for (const limit of ['0', '-1', '1e9', 'all', '1.5'])
      await designer(runRoutes.mine, { query: { limit } }, { status: 400, code: 'input-invalid', path: /limit/ })();
  });
  it('with an If-Match that is none is refused', async () => {
    for (const value of ['yes', '"', '"-1"', '*', '"1", "2"', `"${'9'.repeat(30)}"`]) {
      const answer = await programme.command(
        't-operator',
        'T-1',
        { type: 'WithdrawItem', item: 'plan' },
        { 'if-match': value },
      );
      expect([value, answer.status]).toEqual([value, 400]);
      expectRefused(answer, { status: 400, code: 'if-match-malformed', path: '/headers/if-match' });
    }
  });
  it('with an idempotency key that is none is refused', async () => {
    for (const key of ['with space', 'x'.repeat(101)]) {
      const answer = await programme.command(
        't-operator',
        'T-1',
        { type: 'WithdrawItem', item: 'plan' },
        { 'idempotency-key': key },
      );
      expectRefused(answer, { status: 400, code: 'idempotency-key-malformed', path: '/headers/idempotency-key' });
    }
  });
  it('with an unknown language is answered in one that is known', async () => {
    for (const language of ['xx-YY', '*', ';;;q=', 'zh-'.repeat(500), '__proto__']) {
      const answer = await county.ask(runRoutes.get, {
        as: 'c-designer',
        params: { run: '0'.repeat(21) },
        headers: { 'accept-language': language },
      });
      expectRefused(answer, { status: 404 });
    }
  });
});

describe('a date or a time zone', () => {
  const launch = (over: object) => ({
    as: 'c-designer',
    body: {
      template: '0'.repeat(64),
      name: { zh: '演练' },
      scope: county.units['C'],
      start: '2026-03-02',
      end: '2026-04-30',
      ...over,
    },
  });

  it('that is no day is refused where it stands', async () => {
    for (const start of ['2026-02-30', '2026-13-01', '02/03/2026', '2026-3-2', '', '２０２６-03-02', 'today'])
      expectRefused(await county.ask(campaignRoutes.launch, launch({ start })), {
        status: 400,
        code: 'input-invalid',
        path: /start/,
      });
  });
  it('in the wrong order, or of an unknown template, is refused', async () => {
    for (const over of [{ start: '2026-05-01', end: '2026-04-01' }, {}]) {
      const answer = await county.ask(campaignRoutes.launch, launch(over));
      expect([400, 404, 422]).toContain(answer.status);
      expectRefused(answer, { status: answer.status });
    }
  });
  it('that no calendar knows keeps a template from being published', async () => {
    for (const timeZone of ['Mars/Olympus', '', '+25:00', '__proto__', 'Asia/Shanghai; DROP TABLE']) {
      const answer = await county.ask(templateRoutes.publish, {
        as: 'c-designer',
        body: { template: { ...template, timeZone } },
      });
      expect([timeZone, answer.status >= 400 && answer.status < 500]).toEqual([timeZone, true]);
      expect(answer.text).toMatch(/timeZone/);
    }
  });
});

describe('a hostile template', () => {
  const publish = (document: unknown) => raw('POST', '/api/templates', JSON.stringify({ template: document }));
  const steps = (count: number): Record<string, object> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `s${n}`,
        { phase: 'work', kind: 'task', title: { zh: 'x' }, lead: 'clerk' },
      ]),
    );

  it.each<[string, () => unknown]>([
    ['nothing', () => null],
    ['a number', () => 7],
    ['of another format', () => ({ ...template, format: 'gangmu-template/99' })],
    ['with ids that look like numbers', () => ({ ...template, steps: { 1: template.steps.plan } })],
    ['with an id of the prototype', () => ({ ...template, steps: { constructor: template.steps.plan } })],
    ['that leads in a circle', () => ({ ...template, edges: { a: { from: 'plan', to: 'plan' } } })],
    ['of an unknown kind', () => ({ ...template, steps: { plan: { ...template.steps.plan, kind: 'toString' } } })],
    [
      'with a deadline on no day',
      () => ({
        ...template,
        steps: {
          plan: { ...template.steps.plan, deadlines: { due: { anchor: { from: 'date', date: '2026-02-31' } } } },
        },
      }),
    ],
    [
      'with a condition that is a program',
      () => ({
        ...template,
        steps: {
          plan: { ...template.steps.plan, when: { method: ['constructor', 'constructor', ['return process']] } },
        },
      }),
    ],
  ])('%s is refused', async (_, document) => {
    const answer = await publish(document());
    expect([400, 422]).toContain(answer.status);
    expectRefused(answer, { status: answer.status });
  });

  it('with __proto__ in its text is refused as it comes in', async () => {
    const text = JSON.stringify({ template }).replace('"plan":', '"__proto__":');
    expectRefused(await raw('POST', '/api/templates', text), { status: 400, code: 'json-forbidden-key' });
  });

  it('of very many steps is refused early', async () => {
    const begun = performance.now();
    const many = await publish({ ...template, steps: steps(5000) });
    expect([400, 413, 422]).toContain(many.status);
    expectRefused(many, { status: many.status });
    const endless = await publish({ ...template, steps: steps(200_000) });
    expectRefused(endless, { status: 413, code: 'body-too-large' });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('with a condition nested beyond reason is refused', async () => {
    let when: object = { '==': [1, 1] };
    for (let depth = 0; depth < 2000; depth += 1) when = { '!': when };
    const answer = await publish({ ...template, steps: { plan: { ...template.steps.plan, when } } });
    expect([400, 422]).toContain(answer.status);
    expectRefused(answer, { status: answer.status });
  });
});

describe('a file', () => {
  const upload = (name: string, content: string) =>
    county.ask(organisationRoutes.import, { as: 'chief', body: { files: [{ name, content }] } });
  it.each<[string, string, string]>([
    ['no base64', 'units.csv', '***'],
    ['an xlsx that is none', 'units.xlsx', Buffer.from('PK\u0003\u0004 not a workbook').toString('base64')],
    ['a csv of another shape', 'units.csv', Buffer.from('a,b\n1,2').toString('base64')],
    [
      'a csv with a cycle',
      'units.csv',
      Buffer.from('code,name,parent_code,category\nX,甲,Y,village\nY,乙,X,village').toString('base64'),
    ],
    ['a name that climbs', '../../units.csv', Buffer.from('code\nX').toString('base64')],
  ])('that is %s imports nothing', async (_, name, content) => {
    const answer = await upload(name, content);
    if (answer.status !== 200) return expectRefused(answer, { status: 400 });
    // What can be opened is answered row by row.
    const { applied, wrong } = answer.json as {
      applied: boolean;
      wrong: { file: string; code: string; detail: string }[];
    };
    expect([applied, wrong.length > 0]).toEqual([false, true]);
    for (const one of wrong) expect([one.file === name, one.detail !== one.code]).toEqual([true, true]);
  });
});

describe('a problem of the ledger, a stream of the record', () => {
  it('is refused where it does not exist or is malformed', async () => {
    expectRefused(await county.ask(ledgerRoutes.get, { as: 'c-designer', params: { problem: 'nothing' } }), {
      status: 404,
    });
    expectRefused(
      await county.ask(ledgerRoutes.record, {
        as: 'c-operator',
        body: { campaign: programme.campaign, unit: county.units['C'], entry: { title: '' } },
      }),
      { status: 400, path: /entry/ },
    );
    const answer = await county.ask(recordRoutes.stream, { as: 'c-auditor', params: { kind: '../run', id: 'x' } });
    expect([400, 404]).toContain(answer.status);
  });
});

describe('after all of that', () => {
  it('nothing is stored', async () => {
    expect(await contents()).toEqual(before);
  });
  it('nothing has leaked into every object', () => {
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
  it('the engine still works', async () => {
    expect((await fetch(`${county.base}/api/ready`)).status).toBe(200);
    await programme.order('t-operator', 'T-1', { type: 'SubmitItem', item: 'plan', values: { n: 2 } });
    expect(await programme.item('T-1', 'plan')).toMatchObject({ status: 'done' });
  });
});
