/** The live stream: resumes without skipping – also a commit that came late – and works at whichever process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, Database, readSettings } from '@gangmu/engine';
import { campaignRoutes, systemRoutes, templateRoutes } from '@gangmu/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

interface Message {
  id: string | undefined;
  event: string;
  data: Record<string, unknown>;
}

/** Reads server-sent events until `enough` says so. */
async function listen(
  url: string,
  headers: Record<string, string>,
  enough: (messages: Message[]) => boolean,
  opened: () => Promise<void> = async () => {},
): Promise<Message[]> {
  const controller = new AbortController();
  const response = await fetch(url, { headers, signal: controller.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
  const messages: Message[] = [];
  let rest = '';
  let begun = false;
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
      messages.push({ id: field('id'), event: field('event') ?? '', data: JSON.parse(field('data') ?? '{}') });
    }
    if (!begun) {
      begun = true;
      await opened();
    }
    if (enough(messages)) break;
  }
  controller.abort();
  return messages;
}

describe('the live stream', () => {
  let county: SmallCounty;
  let second: Awaited<ReturnType<typeof createEngine>>;
  let folder: string;
  let campaign: string;
  let cookie: string;
  let run: { id: string; version: number };
  const addresses: string[] = [];

  beforeAll(async () => {
    county = await smallCounty('live');
    folder = mkdtempSync(join(tmpdir(), 'gangmu-live-'));
    second = await createEngine(
      readSettings({ GANGMU_DATA: folder, GANGMU_LOG: 'error', DATABASE_URL: county.database.url, GANGMU_ROLE: 'api' }),
    );
    await second.listen(0, '127.0.0.1');
    addresses.push(await county.engine.getUrl(), await second.getUrl());
    const title = { zh: '小', en: 'Small' };
    const template = {
      format: 'gangmu-template/1',
      id: 'small',
      title,
      noun: title,
      window: { start: '2026-03-02', end: '2026-04-30' },
      roles: { clerk: { title } },
      phases: { one: { title } },
      steps: {
        task: {
          phase: 'one',
          kind: 'task',
          title,
          lead: 'clerk',
          evidence: { n: { type: 'number', title } },
          deadlines: { due: { anchor: { from: 'campaign-end' }, offset: -1, roll: 'previous-working-day' } },
        },
      },
    };
    const { hash } = await county.must(templateRoutes.publish, { as: 'c-designer', body: { template } });
    const today = new Date();
    const day = (offset: number) => new Date(today.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
    const body = { template: hash, name: title, scope: county.units['C'], start: day(-2), end: day(90) };
    const launched = await county.must(campaignRoutes.launch, { as: 'c-designer', body });
    campaign = launched['campaign'] as string;
    for (;;) {
      const job = await county.must(systemRoutes.progress, { as: 'c-designer', params: { job: launched['job'] } });
      if (job['status'] === 'failed') throw new Error(JSON.stringify(job));
      if (job['status'] === 'done') break;
    }
    const { pool } = county.engine.get(Database);
    const { rows } = await pool.query('SELECT id, version FROM runs WHERE unit_id = $1', [county.units['T-1']]);
    run = rows[0];
    const signedIn = await fetch(`${addresses[0]}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gangmu-request': '1' },
      body: JSON.stringify({ login: 't-operator', password: '春风又绿江南岸-1' }),
    });
    cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  });
  afterAll(async () => {
    await second?.close();
    await county?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const event = (n: number) =>
    `INSERT INTO events (stream_kind, stream_id, seq, campaign_id, at, type, body, hash)
      VALUES ('run', '${run.id}', ${run.version + n}, '${campaign}', 0, 'Test${n}', '{}', decode(repeat('00', 32), 'hex'))`;
  const stream = (n: number, query = '') => `${addresses[n]}/api/live?campaign=${campaign}${query}`;
  const typesOf = (messages: Message[]) =>
    messages.filter((message) => message.event === 'change').flatMap((message) => message.data['types'] as string[]);

  it('hears at one process what was committed through another', async () => {
    const { pool } = county.engine.get(Database);
    const heard = await listen(
      stream(1),
      { cookie },
      // What the launch wrote last may still be on its way to this process.
      (messages) => typesOf(messages).includes('Test1'),
      async () => void (await pool.query(event(1))),
    );
    expect(heard[0]).toMatchObject({ event: 'ready' });
    expect(heard.at(-1)?.data).toMatchObject({ campaign, run: run.id, unit: county.units['T-1'], types: ['Test1'] });
  });

  it('does not skip what took its place early and was committed late', async () => {
    const { pool } = county.engine.get(Database);
    const slow = await pool.connect();
    try {
      await slow.query('BEGIN');
      await slow.query(event(2));
      await pool.query(event(3));
      const from = (await listen(stream(0), { cookie }, () => true))[0]?.id ?? '';
      await slow.query('COMMIT');
      const heard = await listen(
        stream(1),
        { cookie, 'last-event-id': from },
        (messages) => new Set(typesOf(messages)).size >= 2,
      );
      expect(new Set(typesOf(heard))).toEqual(new Set(['Test2', 'Test3']));
    } finally {
      slow.release();
    }
  });

  it('resumes after a gap where it was', async () => {
    const { pool } = county.engine.get(Database);
    const [ready] = await listen(stream(0), { cookie }, () => true);
    await pool.query(event(4));
    const first = await listen(stream(0), { cookie, 'last-event-id': ready?.id ?? '' }, (m) =>
      typesOf(m).includes('Test4'),
    );
    await pool.query(event(5));
    const then = await listen(stream(1, `&after=${first.at(-1)?.id}`), { cookie }, (m) => typesOf(m).length > 0);
    expect(typesOf(then)).toEqual(['Test5']);
  });

  it('refuses garbage as a place, and whoever is not signed in', async () => {
    for (const after of ['x', '1', '1-', '9'.repeat(30), '-1-2']) {
      const response = await fetch(stream(0, `&after=${after}`), { headers: { cookie } });
      expect([after, response.status]).toEqual([after, 400]);
    }
    expect((await fetch(stream(0))).status).toBe(401);
  });
});
