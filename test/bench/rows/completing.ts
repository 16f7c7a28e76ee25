/**
 * Completing an item over HTTP, 32 clients, everything on, against the very rows this wrote, written once more by one
 * function call each from 8 clients. Rounds of both alternate; each round completes one item of every run.
 */
import type { EmbeddedPostgres } from '@gangmu/engine';
import pg from 'pg';
import { benchEngine, type BenchEngine } from '../kit/bench-engine.js';
import { stepOf } from '../kit/county.js';
import { launched, yesterday } from '../kit/launched.js';
import { LoadProcess } from '../kit/load.js';
import { copyToReference, referenceSchema } from '../kit/reference-schema.js';
import { type Measured, median, milliseconds, quantile, rounded } from '../kit/row.js';

const UNITS = 1920;
const WARM_UP = 3;
const ROUNDS = 9;
const REFERENCE_CLIENTS = 8;

export async function completing(cluster: EmbeddedPostgres): Promise<Measured[]> {
  const bench = await benchEngine(cluster, 'completing', { units: UNITS });
  const load = new LoadProcess();
  const clients = Array.from({ length: REFERENCE_CLIENTS }, () => new pg.Client(cluster.urlOf('completing')));
  try {
    const { campaign } = await launched(bench, yesterday());
    await referenceSchema(bench.owner);
    await copyToReference(bench.owner, ['runs', 'items', 'events', 'deadlines']);
    await bench.owner.query('ANALYZE');
    await bench.owner.query(COMPLETE);
    await Promise.all(clients.map((client) => client.connect()));
    const runs = await runsByTownship(bench, campaign);
    const [ours, reference, latencies]: [number[], number[], number[]] = [[], [], []];
    let wal = { ours: 0, reference: 0 };
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const step = stepOf((round % 5) + 1, Math.floor(round / 5) + 1);
      const requests = bench.county.clerks.map(({ cookie, township }) => ({
        cookie,
        requests: (runs.get(township) ?? []).map((run) => requestOf(run, step)),
      }));
      const before = await position(bench);
      const result = await load.run({ port: bench.port, clients: requests });
      const between = await position(bench);
      const payloads = await writtenRows(bench, step, stepOf((round % 5) + 1, Math.floor(round / 5) + 2));
      if (payloads.length !== result.latencies.length) throw new Error(`${payloads.length} runs were written`);
      const mark = await position(bench);
      const ms = await milliseconds(() => replay(clients, payloads));
      const after = await position(bench);
      if (round < WARM_UP) continue;
      ours.push((payloads.length * 1000) / result.ms);
      reference.push((payloads.length * 1000) / ms);
      latencies.push(...result.latencies);
      wal = { ours: wal.ours + between - before, reference: wal.reference + after - mark };
    }
    const ratio = median(ours.map((rate, n) => rate / reference[n]!));
    return [
      {
        bench: 'completing',
        ratio: rounded(ratio),
        ours: Math.round(median(ours)),
        reference: Math.round(median(reference)),
        unit: '/s',
        target: { atLeast: 0.35 },
        p50_ms: rounded(quantile(latencies, 0.5)),
        p99_ms: rounded(quantile(latencies, 0.99)),
        wal_ratio: rounded(wal.ours / wal.reference),
      },
    ];
  } finally {
    load.close();
    await Promise.all(clients.map((client) => client.end()));
    await bench.close();
  }
}

const position = async (bench: BenchEngine): Promise<number> => {
  const { rows } = await bench.owner.query<{ at: number }>(
    `SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS at`,
  );
  return rows[0]!.at;
};

/** Runs by the number of the township whose clerk files for them. */
async function runsByTownship(bench: BenchEngine, campaign: string): Promise<Map<number, string[]>> {
  const { rows } = await bench.owner.query<{ id: string; township: number }>(
    `SELECT r.id, substring(u.path FROM 'township(\\d+)')::int AS township FROM runs r JOIN units u ON u.id = r.unit_id
      WHERE r.campaign_id = $1 ORDER BY md5(r.id)`,
    [campaign],
  );
  const runs = new Map<number, string[]>();
  for (const { id, township } of rows) runs.set(township, [...(runs.get(township) ?? []), id]);
  return runs;
}

const requestOf = (run: string, step: string): { path: string; key: string; body: string } => ({
  path: `/api/runs/${run}/commands`,
  key: `${run}.${step}`,
  body: JSON.stringify({
    command: {
      type: 'SubmitItem',
      item: step,
      values: {
        'held-on': new Date().toISOString().slice(0, 10),
        attendance: { due: 40, present: 36, onLeave: 3, madeUp: 1 },
        note: '会议按计划召开，讨论了三个问题，形成两条意见。',
      },
    },
  }),
});

/** What the round wrote, one text per run, as the reference takes it. */
async function writtenRows(bench: BenchEngine, ended: string, opened: string): Promise<string[]> {
  const { rows } = await bench.owner.query<{ payload: string }>(
    `SELECT jsonb_build_object(
        'run', r.id, 'expected', was.version, 'version', r.version, 'status', r.status, 'head', encode(r.head, 'hex'), 'state', r.state,
        'at', (SELECT max(e.at) FROM events e WHERE e.stream_kind = 'run' AND e.stream_id = r.id), 'ended', $1::text,
        'items', (SELECT jsonb_agg(i) FROM items i WHERE i.run_id = r.id AND i.step IN ($1, $2)),
        'events', (SELECT jsonb_agg(to_jsonb(e) - '{position,xid,stream_kind,stream_id,hash}'::text[] || jsonb_build_object('hash', encode(e.hash, 'hex')))
          FROM events e WHERE e.stream_kind = 'run' AND e.stream_id = r.id AND e.seq > was.version),
        'deadlines', COALESCE((SELECT jsonb_agg(d) FROM deadlines d WHERE d.run_id = r.id AND d.item_id = $2), '[]'),
        'key', to_jsonb(k))::text AS payload
      FROM runs r JOIN ref.runs was ON was.id = r.id JOIN idempotency_keys k ON k.key = r.id || '.' || $1 WHERE r.version > was.version ORDER BY md5(r.id)`,
    [ended, opened],
  );
  return rows.map((row) => row.payload);
}

async function replay(clients: readonly pg.Client[], payloads: readonly string[]): Promise<void> {
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (let payload = payloads[next++]; payload !== undefined; payload = payloads[next++]) {
        await client.query({ name: 'complete', text: 'SELECT ref.complete($1::jsonb)', values: [payload] });
      }
    }),
  );
}

/** One completion, one call: guarded by the version as the engine's is. */
const COMPLETE = `
  CREATE FUNCTION ref.complete(c jsonb) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE ref.runs SET version = (c->>'version')::integer, status = c->>'status', head = decode(c->>'head', 'hex'), state = c->'state'
      WHERE id = c->>'run' AND version = (c->>'expected')::integer;
    IF NOT FOUND THEN RAISE EXCEPTION 'overtaken'; END IF;
    INSERT INTO ref.items SELECT * FROM jsonb_populate_recordset(NULL::ref.items, c->'items')
      ON CONFLICT (run_id, id) DO UPDATE SET status = EXCLUDED.status, holder = EXCLUDED.holder, since = EXCLUDED.since,
        due = EXCLUDED.due, closes = EXCLUDED.closes, revision = EXCLUDED.revision, returns = EXCLUDED.returns,
        attempts = EXCLUDED.attempts, held_on = EXCLUDED.held_on, submitted_at = EXCLUDED.submitted_at,
        ended_at = EXCLUDED.ended_at, body = EXCLUDED.body;
    INSERT INTO ref.events (stream_kind, stream_id, seq, campaign_id, at, type, body, hash)
      SELECT 'run', c->>'run', e.seq, e.campaign_id, e.at, e.type, e.body, decode(e.hash, 'hex')
        FROM jsonb_to_recordset(c->'events') AS e(seq integer, campaign_id text, at bigint, type text, body text, hash text);
    UPDATE ref.deadlines SET status = 'cancelled', ended_at = (c->>'at')::bigint
      WHERE run_id = c->>'run' AND item_id = c->>'ended' AND status = 'pending';
    INSERT INTO ref.deadlines SELECT * FROM jsonb_populate_recordset(NULL::ref.deadlines, c->'deadlines');
    INSERT INTO ref.idempotency_keys SELECT * FROM jsonb_populate_record(NULL::ref.idempotency_keys, c->'key');
  END $$;
`;
