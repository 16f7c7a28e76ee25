/** The record over HTTP: sealed, exported, checked without the server; and what the runtime role cannot do to it. */
import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { campaignRoutes, recordRoutes, runRoutes } from '@gangmu/contract';
import { type CampaignEvent, type Hash, recordedCoverage, type Verdict, verifyExport } from '@gangmu/core';
import { appendEvents, Database, RecordKeeper } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const checkSignature = (key: Hash, bytes: Uint8Array, signature: string): boolean =>
  verify(
    null,
    bytes,
    createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key, 'hex').toString('base64url') },
      format: 'jwk',
    }),
    Buffer.from(signature, 'hex'),
  );

let county: SmallCounty;
let superuser: pg.Pool;
let key: Hash;

beforeAll(async () => {
  county = await smallCounty('record');
  superuser = new pg.Pool({ connectionString: county.database.url, max: 2 });
  key = String((await county.must(recordRoutes.key))['key']);
  await county.must(campaignRoutes.quickRequest, {
    as: 'c-designer',
    body: {
      title: { zh: '临时统计' },
      scope: county.units['C'],
      due: Math.floor(Date.now() / 60_000) + 1440,
      fields: [{ title: { zh: '人数' }, type: 'number' }],
    },
  });
  for (let tries = 0; tries < 400; tries += 1) {
    const { rows } = await superuser.query(`SELECT 1 FROM campaigns WHERE status = 'running'`);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the quick request did not start');
});
afterAll(async () => {
  await superuser?.end();
  await county?.close();
});

const exported = async (personal: 'included' | 'withheld' = 'included'): Promise<string> => {
  const answer = await county.ask(recordRoutes.export, { as: 'c-auditor', query: { personal } });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/x-ndjson');
  return answer.text;
};
const check = (text: string, more: object = {}): Promise<Verdict> =>
  verifyExport([Buffer.from(text)], { keys: [key], checkSignature, ...more });
const database = (): Database => county.engine.get(Database);
const record = (id: string, event: { type: string }): Promise<unknown> =>
  database().transaction((sql) => appendEvents(sql, { kind: 'round', id }, { at: Date.now(), by: {} }, [event]));

describe('an export', () => {
  it('is intact, and covers everything that is in the database', async () => {
    const { rows } = await superuser.query<{ events: number }>('SELECT count(*)::int AS events FROM events');
    expect(rows[0]?.events).toBeGreaterThan(20);
    expect(await check(await exported())).toMatchObject({ status: 'intact', events: rows[0]?.events });
    expect(await check(await exported('withheld'))).toMatchObject({ status: 'intact', personal: { included: 0 } });
  });
});

describe('the chain of a campaign', () => {
  const campaignOf = async (): Promise<string> =>
    (await superuser.query<{ id: string }>('SELECT id FROM campaigns')).rows[0]!.id;
  /** Its events, in the order of the export. */
  const chain = async (campaign: string): Promise<(CampaignEvent & { at?: number })[]> =>
    (await exported())
      .split('\n')
      .filter((line) => line.includes(`"stream":"campaign/${campaign}"`))
      .map((line) => JSON.parse(line) as { event: { event?: CampaignEvent } })
      .flatMap(({ event }) => (event.event === undefined ? [] : [event.event]));
  const told = async (campaign: string) => {
    const { coverage } = (await county.must(campaignRoutes.figures, { as: 'c-designer', params: { campaign } })) as {
      coverage: { inScope: number; running: number; exempt: number; flagged: number; coverage: number };
    };
    return coverage;
  };
  /** What the screen says is what anybody can count from the export. */
  const expectSame = async (campaign: string): Promise<void> => {
    const { flagged, share, ...counted } = recordedCoverage(await chain(campaign));
    expect({ ...counted, coverage: share, flagged: flagged.length }).toEqual(await told(campaign));
  };

  it('tells how it was launched, and who was in scope', async () => {
    const campaign = await campaignOf();
    const events = await chain(campaign);
    expect(events.map(({ type }) => type)).toEqual(['CampaignLaunched', 'UnitsScoped', 'UnitsStarted']);
    expect(events[0]).toMatchObject({ kind: 'quick-request', title: { zh: '临时统计' }, scope: county.units['C'] });
    await expectSame(campaign);
  });

  it('follows an exemption, its undoing and a cancelled run; coverage is recomputed from the export alone', async () => {
    const campaign = await campaignOf();
    const unit = county.units['T-1'];
    const at = { as: 'c-designer', params: { campaign, unit } };
    const runOf = async (): Promise<{ run: string; state: string; reason: string | null }> => {
      const { entries } = await county.must(campaignRoutes.units, { as: 'c-designer', params: { campaign } });
      return (entries as { unit: string; run: string; state: string; reason: string | null }[]).find(
        (each) => each.unit === unit,
      )!;
    };
    const { run } = await runOf();
    const file = (in_: string) =>
      county.ask(runRoutes.command, {
        as: 't-operator',
        params: { run: in_ },
        body: {
          command: { type: 'SubmitItem', item: 'answer', values: { 'field-1': 7 } },
          onBehalfOf: { word: '支部书记电话' },
        },
      });
    await county.must(campaignRoutes.exempt, { ...at, body: { reason: '误操作' } });
    expect(await told(campaign)).toMatchObject({ inScope: 4, running: 3, exempt: 1, flagged: 0 });
    await expectSame(campaign);
    expect((await file(run)).status).toBe(422);

    const { run: again } = await county.must(campaignRoutes.join, at);
    expect(again).not.toBe(run);
    expect(await county.must(campaignRoutes.join, at)).toEqual({ run: again });
    expect((await file(String(again))).status).toBe(200);
    expect(await told(campaign)).toMatchObject({ inScope: 4, running: 4, exempt: 0 });
    await expectSame(campaign);

    await county.must(runRoutes.command, {
      as: 'c-designer',
      params: { run: again },
      body: { command: { type: 'CancelRun', reason: '单位名单有误' } },
    });
    expect(await runOf()).toMatchObject({ state: 'flagged', reason: 'run-cancelled' });
    expect(await told(campaign)).toMatchObject({ running: 3, flagged: 1, coverage: 0.75 });
    await expectSame(campaign);

    const figures = async () => county.must(campaignRoutes.figures, { as: 'c-designer', params: { campaign } });
    expect(await figures()).toMatchObject({ done: 1 });
    const { run: third } = await county.must(campaignRoutes.join, at);
    // What was handed in stays handed in, and counts once.
    expect((await file(String(third))).status).toBe(422);
    expect(await figures()).toMatchObject({ done: 1, coverage: { running: 4, flagged: 0 } });
    await expectSame(campaign);
    expect(await check(await exported())).toMatchObject({ status: 'intact' });
  });

  it('ends with the campaign: then nobody is exempted or started any more', async () => {
    const campaign = await campaignOf();
    const close = { as: 'c-designer', params: { campaign }, query: { anyway: 'true' } };
    await county.must(campaignRoutes.close, close);
    await county.must(campaignRoutes.close, close);
    const events = await chain(campaign);
    expect(events.filter(({ type }) => type === 'CampaignClosed')).toHaveLength(1);
    const at = { as: 'c-designer', params: { campaign, unit: county.units['T-2'] } };
    expect(await county.ask(campaignRoutes.exempt, { ...at, body: { reason: '无党员' } })).toMatchObject({
      status: 422,
      json: { code: 'campaign-closed' },
    });
    await expectSame(campaign);
  });

  it('has nothing of a request that was repeated', async () => {
    const asked = {
      as: 'c-designer',
      headers: { 'idempotency-key': 'asked-once' },
      body: {
        title: { zh: '再次统计' },
        scope: county.units['T'],
        due: Math.floor(Date.now() / 60_000) + 1440,
        fields: [{ title: { zh: '人数' }, type: 'number' }],
      },
    };
    const first = await county.must(campaignRoutes.quickRequest, asked);
    const count = async () => (await superuser.query('SELECT count(*)::int AS n FROM templates')).rows[0].n as number;
    const before = await count();
    expect(await county.must(campaignRoutes.quickRequest, asked)).toEqual(first);
    expect(await count()).toBe(before);
  });
});

describe('the runtime role', () => {
  it.each([
    'UPDATE events SET body = body',
    'DELETE FROM events',
    'TRUNCATE events',
    'ALTER TABLE events ADD COLUMN extra int',
    'ALTER TABLE events OWNER TO gangmu_runtime',
    'DROP TABLE events',
    'UPDATE manifests SET body = body',
    'DELETE FROM manifests',
    'DELETE FROM manifest_heads',
    'UPDATE migrations SET name = name',
    'CREATE TABLE public.mine (x int)',
  ])('may not: %s', async (statement) => {
    await expect(database().query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('manifests', () => {
  it('are chained, copied outside the database once, and made once a day', async () => {
    const keeper = county.engine.get(RecordKeeper);
    const before = (await keeper.list(undefined, 500)).length;
    await keeper.sealIfDue();
    await keeper.sealIfDue();
    expect(await keeper.list(undefined, 500)).toHaveLength(Math.max(before, 1));
    await Promise.all([keeper.seal(), keeper.seal(), keeper.seal()]);
    const all = await keeper.list(undefined, 500);
    expect(all.map((each) => each.manifest.number)).toEqual(all.map((_, n) => all.length - n));
    for (const [n, each] of all.slice(0, -1).entries()) expect(each.manifest.previous).toBe(all[n + 1]?.hash);
    const folder = join(county.data, 'manifests');
    expect(readdirSync(folder)).toHaveLength(all.length);
    const copy = JSON.parse(readFileSync(join(folder, 'manifest-000001.json'), 'utf8')) as { signature: string };
    expect(copy.signature).toBe(all.at(-1)?.signature);
  });

  it('are listed in pages for whoever may read the record', async () => {
    const first = await county.must(recordRoutes.manifests, { as: 'c-auditor', query: { limit: 2 } });
    expect(first['entries']).toHaveLength(2);
    const next = await county.must(recordRoutes.manifests, {
      as: 'c-auditor',
      query: { limit: 2, cursor: first['next'] },
    });
    expect(next['entries']).not.toEqual(first['entries']);
    expect(await county.ask(recordRoutes.manifests, { as: 'c-auditor', query: { cursor: 'nonsense' } })).toMatchObject({
      status: 400,
    });
  });

  it('are signed with a key only its owner can read', () => {
    expect(statSync(join(county.data, 'signing-key.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(county.data, 'signing-key.pub'), 'utf8').trim()).toBe(key);
  });
});

describe('rights', () => {
  it('need a post at the root: a township learns nothing of the record', async () => {
    for (const route of [recordRoutes.export, recordRoutes.manifests])
      expect(await county.ask(route, { as: 't-auditor' })).toMatchObject({ status: 403 });
    for (const login of ['t-operator', 'c-operator'])
      expect(await county.ask(recordRoutes.export, { as: login })).toMatchObject({ status: 403 });
    expect(await county.ask(recordRoutes.export)).toMatchObject({ status: 401 });
    const body = { hashes: ['0'.repeat(64)], reason: 'x' };
    expect(await county.ask(recordRoutes.erase, { as: 'c-auditor', body })).toMatchObject({ status: 403 });
  });
});

describe('a personal value', () => {
  it('is erased for good, and the chain still holds', async () => {
    await record('persons', { type: 'Noted', name: '王某某' } as { type: string });
    const stream = { as: 'c-auditor', params: { kind: 'round', id: 'persons' } };
    const [event] = (await county.must(recordRoutes.stream, stream))['entries'] as {
      event: { name: string };
      personal: { hash: Hash }[];
    }[];
    expect(event?.event.name).toBe('王某某');
    const hash = event?.personal[0]?.hash;
    const erase = { as: 'chief', body: { hashes: [hash], reason: '本人依法申请' } };
    expect(await county.must(recordRoutes.erase, erase)).toEqual({ erased: 1 });
    expect(await county.must(recordRoutes.erase, erase)).toEqual({ erased: 0 });
    const [after] = (await county.must(recordRoutes.stream, stream))['entries'] as unknown[];
    expect(after).toMatchObject({ event: { name: null }, personal: [{ erased: true }] });
    const { rows } = await superuser.query('SELECT 1 FROM personal_values WHERE hash = $1', [hash]);
    expect(rows).toHaveLength(0);
    expect(await check(await exported())).toMatchObject({ status: 'intact', personal: { erased: 1 } });
  });
});

/** Last: from here on the record is broken for good. */
describe('tampering', () => {
  it('shows what was changed behind the engine, by whoever owns the tables', async () => {
    await record('tampered', { type: 'RoundPlanned' });
    await record('tampered', { type: 'RoundHeld' });
    await superuser.query(
      `UPDATE events SET body = replace(body, 'RoundPlanned', 'RoundDropped') WHERE stream_id = 'tampered' AND seq = 1`,
    );
    expect(await check(await exported())).toMatchObject({
      status: 'broken',
      first: { code: 'record.event-changed', stream: 'round/tampered', seq: 1 },
    });
    await superuser.query(`DELETE FROM events WHERE stream_id = 'tampered' AND seq = 1`);
    expect(await check(await exported())).toMatchObject({
      first: { code: 'record.event-missing', stream: 'round/tampered', seq: 1 },
    });
    // A stream that vanished whole is missed by the next manifest, which still has to account for its head.
    await superuser.query(`DELETE FROM events WHERE stream_id = 'tampered'`);
    expect(await check(await exported())).toMatchObject({ first: { code: 'record.manifest-heads-differ' } });
  });
});
