/**
 * Five hundred items completed by one request – each succeeding or failing alone – against the very rows this wrote,
 * written once more in a single transaction. Rounds of both alternate.
 */
import type { EmbeddedPostgres } from '@gangmu/engine';
import { benchEngine, type BenchEngine } from '../kit/bench-engine.js';
import { COMPLETE, orderOf, writtenRows } from '../kit/completion.js';
import { stepOf } from '../kit/county.js';
import { launched, yesterday } from '../kit/launched.js';
import { copyToReference, referenceSchema } from '../kit/reference-schema.js';
import { type Measured, median, milliseconds, rounded } from '../kit/row.js';

const ITEMS = 500;
const WARM_UP = 4;
const ROUNDS = 15;

export async function bulk(cluster: EmbeddedPostgres): Promise<Measured[]> {
  const bench = await benchEngine(cluster, 'bulk', { units: ITEMS });
  try {
    const { campaign } = await launched(bench, yesterday());
    await referenceSchema(bench.owner);
    await copyToReference(bench.owner, ['runs', 'items', 'events', 'deadlines']);
    await bench.owner.query('ANALYZE');
    await bench.owner.query(COMPLETE);
    const { rows } = await bench.owner.query<{ id: string }>(
      'SELECT id FROM runs WHERE campaign_id = $1 ORDER BY id LIMIT $2',
      [campaign, ITEMS],
    );
    const runs = rows.map(({ id }) => id);
    const [ours, reference]: [number[], number[]] = [[], []];
    const client = await bench.owner.connect();
    try {
      for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
        const step = stepOf((round % 5) + 1, Math.floor(round / 5) + 1);
        const http = await milliseconds(() => completed(bench, runs, step));
        const next = stepOf((round % 5) + 1, Math.floor(round / 5) + 2);
        // The key of the request, and the number of the order in it.
        const payloads = await writtenRows(
          bench,
          step,
          next,
          `'${step}.' || (array_position('{${runs.join(',')}}'::text[], r.id) - 1)`,
        );
        if (payloads.length !== ITEMS) throw new Error(`${payloads.length} runs were written`);
        const sql = await milliseconds(() =>
          client.query('SELECT ref.complete(p::jsonb) FROM unnest($1::text[]) AS p', [payloads]),
        );
        if (round < WARM_UP) continue;
        ours.push((ITEMS * 1000) / http);
        reference.push((ITEMS * 1000) / sql);
      }
    } finally {
      client.release();
    }
    return [
      {
        bench: 'bulk',
        ratio: rounded(median(ours.map((rate, n) => rate / reference[n]!))),
        ours: Math.round(median(ours)),
        reference: Math.round(median(reference)),
        unit: '/s',
        target: { atLeast: 0.7 },
      },
    ];
  } finally {
    await bench.close();
  }
}

async function completed(bench: BenchEngine, runs: readonly string[], step: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${bench.port}/api/commands`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-gangmu-request': '1',
      'idempotency-key': step,
      cookie: bench.county.designer.cookie,
    },
    body: JSON.stringify({ orders: runs.map((run) => ({ run, ...orderOf(step) })) }),
  });
  const text = await answer.text();
  const { done } = answer.ok ? (JSON.parse(text) as { done: number }) : { done: 0 };
  if (done !== runs.length) throw new Error(`${done} of ${runs.length} were done: ${text.slice(0, 1000)}`);
}
