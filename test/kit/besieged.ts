/** An engine that malformed and hostile input is sent to: what a refusal must look like, and that nothing came of it. */
import { CSRF_HEADER } from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchProgramme, type Programme } from './programme.js';
import { type SmallCounty, smallCounty } from './small-county.js';

/** One report with one number: what hostile templates are made from. */
export const plainWork = {
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

export interface Refusal {
  status: number;
  code?: string;
  path?: RegExp | string;
}

/** Refused with a code, its place and words, and nothing of the inside. */
export function expectRefused(answer: { status: number; text: string }, { status, code, path }: Refusal): void {
  const problem = JSON.parse(answer.text) as { code: string; path?: string; detail: string; status: number };
  expect([answer.status, problem]).toMatchObject([status, { status, ...(code === undefined ? {} : { code }) }]);
  expect(problem.code).toMatch(/^[a-z0-9.-]+$/);
  expect(problem.detail).not.toBe(problem.code);
  if (path !== undefined) expect(problem.path ?? '').toMatch(path);
  // Nothing of the inside: no stack, no statement, no file.
  expect(answer.text).not.toMatch(/node_modules|\bat \/|SELECT |INSERT |\.[jt]s:\d/);
}

/** The county under attack; its parts are there from the first test on. */
export interface Besieged {
  county: SmallCounty;
  programme: Programme;
  /** Sends bytes, for what no client of ours would send. */
  raw(
    method: string,
    path: string,
    body: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string; type: string }>;
}

/** How many rows every table has: what a refused request must leave alone. Sessions are touched by any request. */
async function contents(county: SmallCounty): Promise<Record<string, number>> {
  const database = county.engine.get(Database);
  const tables = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('sessions', 'migrations')`,
  );
  const counts = await Promise.all(
    tables.map(({ name }) => database.query<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)),
  );
  return Object.fromEntries(tables.map(({ name }, at) => [name, counts[at]![0]!.n]));
}

/** Declares the tests of `attacks` on a running programme, and after them that it is as it was. */
export function besieged(name: string, attacks: (under: Besieged) => void): void {
  const under = {
    raw: async (method, path, body, headers = {}) => {
      const response = await fetch(`${under.county.base}${path}`, {
        method,
        headers: {
          cookie: under.county.cookieOf('c-designer'),
          [CSRF_HEADER]: '1',
          'content-type': 'application/json',
          'accept-language': 'en',
          ...headers,
        },
        body,
      });
      return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
    },
  } as Besieged;
  let before: Record<string, number>;
  beforeAll(async () => {
    under.county = await smallCounty(name, { GANGMU_CLOCK: 'stepped' });
    under.programme = await launchProgramme(under.county, plainWork);
    await under.programme.until('2026-03-03');
    before = await contents(under.county);
  });
  afterAll(async () => under.county?.close());

  attacks(under);

  describe('after all of that', () => {
    it('nothing is stored', async () => {
      expect(await contents(under.county)).toEqual(before);
    });
    it('nothing has leaked into every object', () => {
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    });
    it('the engine still works', async () => {
      expect((await fetch(`${under.county.base}/api/ready`)).status).toBe(200);
      await under.programme.order('t-operator', 'T-1', { type: 'SubmitItem', item: 'plan', values: { n: 2 } });
      expect(await under.programme.item('T-1', 'plan')).toMatchObject({ status: 'done' });
    });
  });
}
