/**
 * 10,000 rungs with a durable effect, due at one instant and spread over one second. Ours go the whole way: the clock
 * moves, the queue rings, a worker claims, ends the rungs and leaves the notices. The reference is a loop of one
 * statement that does the same to the same rows and is never told, because it never stops looking. How late an effect
 * is, is the time from its rung's being due to the commit of its transaction, by PostgreSQL's own commit timestamps.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Alarms, Clock, type EmbeddedPostgres } from '@gangmu/engine';
import { benchEngine, type BenchEngine } from '../kit/bench-engine.js';
import { launched } from '../kit/launched.js';
import { copyToReference, referenceSchema } from '../kit/reference-schema.js';
import { type Measured, median, quantile, rounded } from '../kit/row.js';

const UNITS = 5000;
const RUNGS = 10_000;
const ROUNDS = 3;
/** The clock knows minutes: one second of rungs is a hundred of its minutes, each put forward after ten milliseconds. */
const SPREAD = { minutes: 100, every: 10 };
const MINUTE = 60_000;

type Schema = 'public' | 'ref';
/** Moves time to a minute; rungs of that minute are due from then on. */
type Mover = (minute: number) => void;

export async function rungs(cluster: EmbeddedPostgres): Promise<Measured[]> {
  const begun = Date.UTC(2026, 2, 2, 1);
  const bench = await benchEngine(cluster, 'rungs', { units: UNITS, clock: 'stepped', steppedStart: begun });
  try {
    const { campaign } = await launched(bench, '2026-03-02');
    await referenceSchema(bench.owner);
    await copyToReference(bench.owner, ['runs', 'deadlines']);
    const measured: Measured[] = [];
    let minute = begun / MINUTE + 10;
    for (const [name, minutes] of [
      ['rungs-instant', 1],
      ['rungs-spread', SPREAD.minutes],
    ] as const) {
      const [ours, reference]: [number[], number[]] = [[], []];
      // One more than measured: the first finds cold plans.
      for (let round = 0; round <= ROUNDS; round += 1) {
        const [mine, bare] = [
          await oursOnce(bench, campaign, minute, minutes),
          await bareOnce(bench, campaign, minute, minutes),
        ];
        minute += minutes + 10;
        if (round === 0) continue;
        ours.push(quantile(mine, 0.99));
        reference.push(quantile(bare, 0.99));
      }
      measured.push({
        bench: name,
        ratio: rounded(median(ours.map((late, n) => late / reference[n]!))),
        ours: rounded(median(ours)),
        reference: rounded(median(reference)),
        unit: 'ms (p99)',
        target: { atMost: 3 },
        p99_ms: rounded(median(ours)),
      });
    }
    return measured;
  } finally {
    await bench.close();
  }
}

/** Rungs of items that are open anyway, two for each unit's run, beside the hundred thousand that wait for later. */
async function plant(
  bench: BenchEngine,
  schema: Schema,
  campaign: string,
  minute: number,
  minutes: number,
): Promise<void> {
  await bench.owner.query(
    `INSERT INTO ${schema}.deadlines (run_id, item_id, revision, rung, repetition, campaign_id, unit_id, kind, due_at, effect, target)
      SELECT r.id, 'l' || 1 + n % 2 || '-s1', $2, 'bench', 0, r.campaign_id, r.unit_id, 'rung', $2 + n % $3, 'remind', 'unit'
        FROM (SELECT r.*, row_number() OVER (ORDER BY r.id) AS k FROM ${schema}.runs r WHERE r.campaign_id = $1) r
        JOIN generate_series(0, ${RUNGS - 1}) n ON r.k = 1 + n / 2`,
    [campaign, minute, minutes],
  );
  await bench.owner.query(`TRUNCATE ${schema}.notices; ANALYZE ${schema}.deadlines`);
}

/** Moves through the minutes; answers when each began, in milliseconds of the machine's clock. */
async function passMinutes(minute: number, minutes: number, move: Mover): Promise<Map<number, number>> {
  const begun = new Map<number, number>();
  const first = Date.now();
  for (let n = 0; n < minutes; n += 1) {
    const pause = first + n * SPREAD.every - Date.now();
    if (pause > 0) await delay(pause);
    begun.set(minute + n, Date.now());
    move(minute + n);
  }
  return begun;
}

async function oursOnce(bench: BenchEngine, campaign: string, minute: number, minutes: number): Promise<number[]> {
  await plant(bench, 'public', campaign, minute, minutes);
  const alarms = bench.engine.get(Alarms);
  // The stepped clock stores each step; a real one writes nothing, so here it is put forward in memory.
  const clock = bench.engine.get(Clock);
  const begun = await passMinutes(minute, minutes, (now) => {
    clock.now = () => now * MINUTE;
    alarms.ring();
  });
  while ((await waitingRungs(bench, 'public', minute + minutes)) > 0) await delay(50);
  return lateness(bench, 'public', begun);
}

async function bareOnce(bench: BenchEngine, campaign: string, minute: number, minutes: number): Promise<number[]> {
  await plant(bench, 'ref', campaign, minute, minutes);
  let now = minute - 1;
  let ended = 0;
  const client = await bench.owner.connect();
  const loop = async (): Promise<void> => {
    while (ended < RUNGS) {
      const { rows } = await client.query<{ ended: number }>({
        name: 'bare_claim',
        text: CLAIM,
        values: [now, Date.now()],
      });
      ended += rows[0]!.ended;
      if (rows[0]!.ended === 0) await delay(1);
    }
  };
  const looping = loop().finally(() => client.release());
  const begun = await passMinutes(minute, minutes, (next) => {
    now = next;
  });
  await looping;
  return lateness(bench, 'ref', begun);
}

async function waitingRungs(bench: BenchEngine, schema: Schema, before: number): Promise<number> {
  const { rows } = await bench.owner.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM ${schema}.deadlines WHERE status = 'pending' AND kind = 'rung' AND due_at < $1`,
    [before],
  );
  return rows[0]!.waiting;
}

async function lateness(bench: BenchEngine, schema: Schema, begun: ReadonlyMap<number, number>): Promise<number[]> {
  const { rows } = await bench.owner.query<{ at: number; minute: number }>(
    `SELECT extract(epoch FROM pg_xact_commit_timestamp(n.xmin))::float8 * 1000 AS at, d.due_at AS minute
      FROM ${schema}.notices n JOIN ${schema}.deadlines d ON d.run_id = n.run_id AND d.item_id = n.item_id AND d.rung = 'bench'
      WHERE d.revision = $1`,
    [Math.min(...begun.keys())],
  );
  if (rows.length !== RUNGS) throw new Error(`${rows.length} of ${RUNGS} rungs left a notice`);
  return rows.map(({ at, minute }) => at - begun.get(minute)!);
}

const CLAIM = `
  WITH due AS (
    SELECT run_id, item_id, revision, rung, repetition FROM ref.deadlines
      WHERE status = 'pending' AND kind = 'rung' AND due_at <= $1 ORDER BY due_at LIMIT 1000 FOR UPDATE SKIP LOCKED
  ), ended AS (
    UPDATE ref.deadlines d SET status = 'effected', ended_at = $2 FROM due
      WHERE d.run_id = due.run_id AND d.item_id = due.item_id AND d.revision = due.revision AND d.rung = due.rung AND d.repetition = due.repetition
      RETURNING d.run_id, d.item_id, d.rung, d.repetition, d.campaign_id, d.unit_id, d.effect
  ), told AS (
    INSERT INTO ref.notices (campaign_id, unit_id, to_unit, to_role, kind, run_id, item_id, params, at)
      SELECT campaign_id, unit_id, unit_id, 'operator', effect, run_id, item_id, jsonb_build_object('rung', rung, 'repetition', repetition), $2
        FROM ended
  )
  SELECT count(*)::int AS ended FROM ended`;
