/**
 * Launching 5,000 units × 40 steps over HTTP, from the request to the last unit running, against one INSERT … SELECT
 * per table of the very same rows. Both alternate; each launch is a campaign of its own.
 */
import type { EmbeddedPostgres } from '@gangmu/engine';
import { benchEngine, type BenchEngine } from '../kit/bench-engine.js';
import { launched, yesterday } from '../kit/launched.js';
import { copyToReference, referenceSchema } from '../kit/reference-schema.js';
import { type Measured, median, milliseconds, rounded } from '../kit/row.js';

const UNITS = 5000;
const ROUNDS = 4;
const TABLES = ['campaign_units', 'runs', 'items', 'events', 'deadlines'];

export async function launching(cluster: EmbeddedPostgres): Promise<Measured[]> {
  const bench = await benchEngine(cluster, 'launching', { units: UNITS });
  try {
    const [ours, reference]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { campaign, ms } = await launched(bench, yesterday());
      await referenceSchema(bench.owner);
      const bare = await milliseconds(() => inOneTransaction(bench, campaign));
      // The first of each pays for cold plans and a young database.
      if (round > 0) {
        ours.push(ms);
        reference.push(bare);
      }
    }
    return [
      {
        bench: 'launching',
        ratio: rounded(median(ours.map((ms, n) => ms / reference[n]!))),
        ours: Math.round(median(ours)),
        reference: Math.round(median(reference)),
        unit: 'ms',
        target: { atMost: 3 },
      },
    ];
  } finally {
    await bench.close();
  }
}

async function inOneTransaction(bench: BenchEngine, campaign: string): Promise<void> {
  const client = await bench.owner.connect();
  try {
    await client.query('BEGIN');
    await copyToReference(client, TABLES, campaign);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
