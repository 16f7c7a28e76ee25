/**
 * 5,000 units waiting: what an idle engine asks of the database, and what it holds in memory, against one with none.
 * The reference of the ratio is the target itself, 10 transactions a second.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedPostgres } from '@gangmu/engine';
import pg from 'pg';
import { benchEngine } from '../kit/bench-engine.js';
import { launched, yesterday } from '../kit/launched.js';
import { type Measured, rounded } from '../kit/row.js';

const UNITS = 5000;
const SECONDS = 20;
const MOST = 10;

export async function waiting(cluster: EmbeddedPostgres): Promise<Measured[]> {
  const county = await benchEngine(cluster, 'waiting', { units: UNITS });
  await launched(county, yesterday());
  await county.close();
  // Both are started anew: what the launch itself had left in memory is not what waiting costs.
  await (await benchEngine(cluster, 'waiting_none', { units: 1 })).close();
  const none = await idle(cluster, 'waiting_none');
  const many = await idle(cluster, 'waiting');
  return [
    {
      bench: 'waiting',
      ratio: rounded(many.transactions / MOST),
      ours: rounded(many.transactions),
      reference: MOST,
      unit: 'tx/s',
      target: { atMost: 1 },
      without_units: rounded(none.transactions),
      growth_mb: rounded(Math.max(0, many.bytes - none.bytes) / 1024 / 1024),
    },
  ];
}

/** Transactions per second of an idle engine, and what is left on its heap after a collection. */
async function idle(cluster: EmbeddedPostgres, name: string): Promise<{ transactions: number; bytes: number }> {
  const bench = await benchEngine(cluster, name, { units: 0 });
  // Asked from another database, so that the asking does not count.
  const observer = new pg.Client(cluster.url);
  await observer.connect();
  try {
    await delay(3000);
    const before = await transactions(observer, name);
    const begun = performance.now();
    await delay(SECONDS * 1000);
    const after = await transactions(observer, name);
    const seconds = (performance.now() - begun) / 1000;
    // Twice: what the first finds ready to be finalised is only freed by the second.
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return { transactions: (after - before) / seconds, bytes: heapUsed + external };
  } finally {
    await observer.end();
    await bench.close();
  }
}

async function transactions(observer: pg.Client, name: string): Promise<number> {
  const { rows } = await observer.query<{ done: number }>(
    'SELECT xact_commit + xact_rollback AS done FROM pg_stat_database WHERE datname = $1',
    [name],
  );
  return rows[0]!.done;
}
