/** A completion as the engine is asked for it, and the very rows it wrote, to be written once more. */
import type { BenchEngine } from './bench-engine.js';

/** What somebody hands in. */
const commandOf = (step: string): Record<string, unknown> => ({
  type: 'SubmitItem',
  item: step,
  values: {
    'held-on': new Date().toISOString().slice(0, 10),
    attendance: { due: 40, present: 36, onLeave: 3, madeUp: 1 },
    note: '会议按计划召开，讨论了三个问题，形成两条意见。',
  },
});

/** A township's clerk files for a village, as most of it is done. */
export const orderOf = (step: string): Record<string, unknown> => ({
  command: commandOf(step),
  onBehalfOf: { word: '支部书记电话' },
});

export const requestOf = (run: string, step: string): { path: string; key: string; body: string } => ({
  path: `/api/runs/${run}/commands`,
  key: `${run}.${step}`,
  body: JSON.stringify(orderOf(step)),
});

/** Place of the write-ahead log, in bytes. */
export const position = async (bench: BenchEngine): Promise<number> => {
  const { rows } = await bench.owner.query<{ at: number }>(
    `SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS at`,
  );
  return rows[0]!.at;
};

/** What a round wrote, one text per run, as the reference takes it; `keys` is the SQL of a run's idempotency key. */
export async function writtenRows(
  bench: BenchEngine,
  ended: string,
  opened: string,
  keys = `r.id || '.' || $1`,
): Promise<string[]> {
  const { rows } = await bench.owner.query<{ payload: string }>(
    `SELECT jsonb_build_object(
        'run', r.id, 'expected', was.version, 'version', r.version, 'status', r.status, 'head', encode(r.head, 'hex'), 'state', r.state,
        'at', (SELECT max(e.at) FROM events e WHERE e.stream_kind = 'run' AND e.stream_id = r.id), 'ended', $1::text,
        'items', (SELECT jsonb_agg(i) FROM items i WHERE i.run_id = r.id AND i.step IN ($1, $2)),
        'events', (SELECT jsonb_agg(to_jsonb(e) - '{position,xid,stream_kind,stream_id,hash}'::text[] || jsonb_build_object('hash', encode(e.hash, 'hex')))
          FROM events e WHERE e.stream_kind = 'run' AND e.stream_id = r.id AND e.seq > was.version),
        'deadlines', COALESCE((SELECT jsonb_agg(d) FROM deadlines d WHERE d.run_id = r.id AND d.item_id = $2), '[]'),
        'key', to_jsonb(k))::text AS payload
      FROM runs r JOIN ref.runs was ON was.id = r.id JOIN idempotency_keys k ON k.key = ${keys} WHERE r.version > was.version ORDER BY md5(r.id)`,
    [ended, opened],
  );
  return rows.map((row) => row.payload);
}

/** One completion, one call: guarded by the version as the engine's is. */
export const COMPLETE = `
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
