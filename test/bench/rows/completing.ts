/**
 * Completing an item over HTTP, 32 clients, everything on, against the very rows this wrote, written once more by one
 * function call each from 8 clients. Rounds of both alternate; each round completes one item of every run.
 */
import type { EmbeddedPostgres } from '@gangmu/engine';
import pg from 'pg';
import { benchEngine, type BenchEngine } from '../kit/bench-engine.js';
import { COMPLETE, position, requestOf, writtenRows } from '../kit/completion.js';
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
      },
      {
        bench: 'completing-wal',
        ratio: rounded(wal.ours / wal.reference),
        ours: Math.round(wal.ours / latencies.length),
        reference: Math.round(wal.reference / latencies.length),
        unit: 'bytes',
        target: { atMost: 1.5 },
      },
    ];
  } finally {
    load.close();
    await Promise.all(clients.map((client) => client.end()));
    await bench.close();
  }
}

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
