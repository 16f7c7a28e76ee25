import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An item that had no deadline keeps the first it is given as its original one. */
export class OriginalDue1763800700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COMMIT_RUNS);
  }

  /** The function before it wrote less; what it wrote it wrote the same. */
  async down(): Promise<void> {}
}

/** As before, but for `original_due` of an item that is written again. */
const COMMIT_RUNS = `
  CREATE OR REPLACE FUNCTION commit_runs(batch jsonb) RETURNS text[] LANGUAGE plpgsql AS $$
  DECLARE
    written text[];
  BEGIN
    IF jsonb_array_length(batch->'runs') > 1 THEN
      PERFORM 1 FROM runs
        WHERE id IN (SELECT r->>'id' FROM jsonb_array_elements(batch->'runs') r)
        ORDER BY id FOR NO KEY UPDATE;
    END IF;

    WITH given AS (
      SELECT * FROM jsonb_to_recordset(batch->'runs') AS g(
        id text, expected integer, version integer, status text, head text, held_since integer, ended_at bigint, state jsonb)
    ), changed AS (
      UPDATE runs r SET version = g.version, status = g.status, head = decode(g.head, 'hex'),
          held_since = g.held_since, ended_at = g.ended_at, state = COALESCE(g.state, r.state)
        FROM given g WHERE r.id = g.id AND r.version = g.expected
        RETURNING r.id
    )
    SELECT COALESCE(array_agg(id), '{}') INTO written FROM changed;
    IF cardinality(written) = 0 THEN RETURN written; END IF;

    INSERT INTO items (run_id, id, campaign_id, unit_id, step, occurrence, status, holder, since, opened_at, due,
        original_due, closes, revision, returns, attempts, held_on, submitted_at, ended_at, body)
      SELECT i.run_id, i.id, i.campaign_id, i.unit_id, i.step, i.occurrence, i.status, i.holder, i.since, i.opened_at,
          i.due, i.original_due, i.closes, i.revision, i.returns, i.attempts, i.held_on, i.submitted_at, i.ended_at, i.body
        FROM jsonb_populate_recordset(NULL::items, batch->'items') i WHERE i.run_id = ANY (written)
      ON CONFLICT (run_id, id) DO UPDATE SET status = EXCLUDED.status, holder = EXCLUDED.holder, since = EXCLUDED.since,
        due = EXCLUDED.due, original_due = EXCLUDED.original_due, closes = EXCLUDED.closes, revision = EXCLUDED.revision, returns = EXCLUDED.returns,
        attempts = EXCLUDED.attempts, held_on = EXCLUDED.held_on, submitted_at = EXCLUDED.submitted_at,
        ended_at = EXCLUDED.ended_at, body = EXCLUDED.body;

    INSERT INTO events (stream_kind, stream_id, seq, campaign_id, at, type, body, hash)
      SELECT 'run', e.run_id, e.seq, e.campaign_id, e.at, e.type, e.body, decode(e.hash, 'hex')
        FROM jsonb_to_recordset(batch->'events') AS e(
          run_id text, seq integer, campaign_id text, at bigint, type text, body text, hash text)
        WHERE e.run_id = ANY (written);

    IF batch ? 'personal' THEN
      INSERT INTO personal_values (hash, salt, value)
        SELECT p.hash, p.salt, p.value
          FROM jsonb_to_recordset(batch->'personal') AS p(run_id text, hash text, salt text, value jsonb)
          WHERE p.run_id = ANY (written);
    END IF;

    IF batch ? 'cancelled' THEN
      -- An opening that was due has been carried out by this very command; a rung that was due was overtaken by it.
      UPDATE deadlines d SET ended_at = c.at,
          status = CASE WHEN d.kind <> 'rung' AND d.due_at * 60000::bigint <= c.at THEN 'effected' ELSE 'cancelled' END
        FROM jsonb_to_recordset(batch->'cancelled') AS c(run_id text, item_id text, at bigint)
        WHERE d.run_id = c.run_id AND d.item_id = c.item_id AND d.status = 'pending' AND c.run_id = ANY (written);
    END IF;

    IF batch ? 'deadlines' THEN
      INSERT INTO deadlines (run_id, item_id, revision, rung, repetition, campaign_id, unit_id, kind, due_at, effect, target)
        SELECT d.run_id, d.item_id, d.revision, d.rung, d.repetition, d.campaign_id, d.unit_id, d.kind, d.due_at, d.effect,
            d.target
          FROM jsonb_populate_recordset(NULL::deadlines, batch->'deadlines') d WHERE d.run_id = ANY (written)
        -- Openings come and go with what they wait for; a rung never comes back under the same revision.
        ON CONFLICT (run_id, item_id, revision, rung, repetition) DO UPDATE SET status = 'pending', ended_at = NULL
          WHERE deadlines.kind <> 'rung' AND deadlines.status = 'cancelled';
    END IF;

    IF batch ? 'outbox' THEN
      INSERT INTO outbox (sender, kind, payload, made_at)
        SELECT o.sender, o.kind, o.payload, o.made_at
          FROM jsonb_to_recordset(batch->'outbox') AS o(run_id text, sender text, kind text, payload jsonb, made_at bigint)
          WHERE o.run_id = ANY (written);
    END IF;

    IF batch ? 'handed_in' THEN
      DELETE FROM drafts d USING jsonb_to_recordset(batch->'handed_in') AS h(run_id text, item_id text)
        WHERE d.run_id = h.run_id AND d.item_id = h.item_id AND h.run_id = ANY (written);
    END IF;

    IF batch ? 'keys' THEN
      INSERT INTO idempotency_keys (person_id, key, request, status, answer, at)
        SELECT k.person_id, k.key, k.request, k.status, k.answer, k.at
          FROM jsonb_to_recordset(batch->'keys') AS k(
            run_id text, person_id text, key text, request text, status integer, answer jsonb, at bigint)
          WHERE k.run_id = ANY (written);
    END IF;

    RETURN written;
  END $$;
`;
