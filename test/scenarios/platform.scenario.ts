/** The engine as one meets it over HTTP before any feature: it starts, describes itself and refuses bad input in words. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEngine, Database, readSettings } from '@gangmu/engine';
import { freshDatabase, type FreshDatabase } from '../kit/postgres.js';

interface Description {
  openapi: string;
  paths: Record<
    string,
    Record<string, { operationId: string; summary: string; tags: string[]; parameters: { name: string; in: string }[] }>
  >;
}
type Engine = Awaited<ReturnType<typeof createEngine>>;

describe('platform', () => {
  let database: FreshDatabase;
  let data: string;
  let engine: Engine;
  let base: string;

  beforeAll(async () => {
    database = await freshDatabase('platform');
    data = mkdtempSync(join(tmpdir(), 'gangmu-platform-'));
    engine = await createEngine(
      readSettings({ DATABASE_URL: database.url, GANGMU_DATA: data, GANGMU_LOG: 'error', GANGMU_CLOCK: 'stepped' }),
    );
    await engine.listen(0, '127.0.0.1');
    base = await engine.getUrl();
  });
  afterAll(async () => {
    await engine?.close();
    await database?.drop();
    rmSync(data, { recursive: true, force: true });
  });

  const ask = (path: string, init?: RequestInit) => fetch(`${base}${path}`, init);
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

  it('is alive, ready, and says what it is', async () => {
    expect(await (await ask('/api/health')).json()).toEqual({ status: 'ok' });
    expect(await (await ask('/api/ready')).json()).toMatchObject({
      status: 'ok',
      checks: { database: 'ok', schema: 'current' },
    });
    expect(await (await ask('/api/system')).json()).toMatchObject({
      name: 'gangmu',
      empty: true,
      sample: false,
      steppedClock: true,
    });
  });

  it('describes its routes as OpenAPI 3.1, as a linter agrees', async () => {
    const description = (await (await ask('/api/openapi.json')).json()) as Description;
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths)).toContain('/api/runs/{run}/commands');
    const { valid, errors } = await new Validator().validate(structuredClone(description) as never);
    expect([valid, errors ?? []]).toEqual([true, []]);
    const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).toHaveLength(new Set(ids).size);
    for (const { path, operationId, parameters, summary, tags } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect([operationId, declared.toSorted()]).toEqual([operationId, named.toSorted()]);
      expect([operationId, summary !== '', tags.length > 0]).toEqual([operationId, true, true]);
    }
  });

  it.each([
    ['no route there', 'GET', '/api/nothing', undefined, 404, 'not-found'],
    ['nobody signed in', 'GET', '/api/campaigns', undefined, 401, 'sign-in-needed'],
    ['broken JSON', 'POST', '/api/session', '{"login":', 400, 'json-malformed'],
    ['a poisoned prototype', 'POST', '/api/session', '{"__proto__":{"a":1}}', 400, 'json-forbidden-key'],
    ['endless nesting', 'POST', '/api/session', '['.repeat(5000), 400, 'json-too-deep'],
    ['NUL', 'POST', '/api/session', '{"login":"a\\u0000b","password":"x"}', 400, 'json-nul-character'],
    ['half a character', 'POST', '/api/session', '{"login":"a\\ud800","password":"x"}', 400, 'json-half-character'],
    ['a wrong shape', 'POST', '/api/session', '{"login":5}', 400, 'input-invalid'],
    ['too much', 'POST', '/api/session', `{"login":"${'x'.repeat(1_100_000)}"}`, 413, 'body-too-large'],
  ])('answers %s with a code, a place and words', async (_, method, path, body, status, code) => {
    const response = body === undefined ? await ask(path, { method }) : await post(path, body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as { code: string; detail: string; instance: string };
    expect(problem).toMatchObject({ code, status, instance: path });
    expect(problem.detail).not.toBe(code);
  });

  it('speaks the reader’s language', async () => {
    const detail = async (language: string) =>
      ((await (await ask('/api/campaigns', { headers: { 'accept-language': language } })).json()) as { detail: string })
        .detail;
    expect(await detail('zh-CN,zh;q=0.9,en;q=0.8')).toBe('请先登录。');
    expect(await detail('en-GB,en;q=0.9')).toBe('Please sign in first.');
  });

  it('refuses other media types', async () => {
    const response = await ask('/api/session', {
      method: 'POST',
      body: 'a=b',
      headers: { 'content-type': 'text/plain' },
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      415,
      'media-type-unsupported',
    ]);
  });

  it('cannot change what is recorded, whoever asks', async () => {
    const { pool } = engine.get(Database);
    await expect(pool.query('UPDATE events SET at = 0')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('DELETE FROM events')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('TRUNCATE events')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('ALTER TABLE events DISABLE TRIGGER ALL')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('DELETE FROM manifests')).rejects.toMatchObject({ code: '42501' });
  });

  it('is still well after all of that', async () => {
    expect((await ask('/api/ready')).status).toBe(200);
  });
});
