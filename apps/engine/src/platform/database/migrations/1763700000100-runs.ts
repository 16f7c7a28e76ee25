import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Templates, campaigns, runs and their items, deadlines, and what leaves by the outbox. Every row of a campaign
 * carries campaign and unit as leading keys so that the large tables can be partitioned later.
 */
export class Runs1763700000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE templates (
        hash text PRIMARY KEY,
        template_id text NOT NULL,
        title jsonb NOT NULL,
        body jsonb NOT NULL,
        document text,
        reason text,
        published_by text,
        published_at bigint NOT NULL
      );
      CREATE INDEX templates_id ON templates (template_id, published_at DESC);

      CREATE TABLE campaigns (
        id text PRIMARY KEY,
        name jsonb NOT NULL,
        kind text NOT NULL DEFAULT 'programme' CHECK (kind IN ('programme', 'quick-request')),
        template_hash text NOT NULL REFERENCES templates (hash),
        scope_unit text NOT NULL,
        calendar text NOT NULL,
        calendar_version text NOT NULL,
        time_zone text NOT NULL,
        start_date date NOT NULL,
        end_date date NOT NULL,
        start_minute integer NOT NULL,
        end_minute integer NOT NULL,
        status text NOT NULL CHECK (status IN ('launching', 'running', 'closed')),
        launched_by text NOT NULL,
        launched_at bigint NOT NULL,
        closed_at bigint
      );
      CREATE INDEX campaigns_template ON campaigns (template_hash);
      CREATE INDEX campaigns_scope ON campaigns (scope_unit);

      -- One row per unit in scope: nobody is silently missing. Flagged units have a name until somebody decides.
      CREATE TABLE campaign_units (
        campaign_id text NOT NULL REFERENCES campaigns (id),
        unit_id text NOT NULL,
        state text NOT NULL CHECK (state IN ('running', 'exempt', 'flagged')),
        run_id text,
        reason text,
        decided_by text,
        changed_at bigint NOT NULL,
        PRIMARY KEY (campaign_id, unit_id)
      );
      CREATE INDEX campaign_units_flagged ON campaign_units (campaign_id) WHERE state = 'flagged';
      CREATE INDEX campaign_units_unit ON campaign_units (unit_id);

      CREATE TABLE runs (
        id text PRIMARY KEY,
        campaign_id text NOT NULL REFERENCES campaigns (id),
        unit_id text NOT NULL,
        template_hash text NOT NULL REFERENCES templates (hash),
        status text NOT NULL,
        version integer NOT NULL,
        head bytea NOT NULL,
        start_minute integer NOT NULL,
        end_minute integer NOT NULL,
        held_since integer,
        ended_at bigint,
        -- everything of RunState that is not a row of its own: phases, steps, registers, unit facts
        state jsonb NOT NULL
      );
      CREATE UNIQUE INDEX runs_unit ON runs (campaign_id, unit_id);
      CREATE INDEX runs_of_unit ON runs (unit_id);
      CREATE INDEX runs_template ON runs (template_hash);

      -- Rows are made when an item opens. Columns are what screens filter, sort and count by; body is the rest.
      CREATE TABLE items (
        run_id text NOT NULL REFERENCES runs (id),
        id text NOT NULL,
        campaign_id text NOT NULL,
        unit_id text NOT NULL,
        step text NOT NULL,
        occurrence text NOT NULL,
        status text NOT NULL,
        holder text,
        since integer,
        opened_at integer NOT NULL,
        due integer,
        original_due integer,
        closes integer,
        revision integer NOT NULL,
        returns integer NOT NULL,
        attempts integer NOT NULL,
        held_on date,
        submitted_at bigint,
        ended_at bigint,
        body jsonb NOT NULL,
        PRIMARY KEY (run_id, id)
      );
      CREATE INDEX items_matrix ON items (campaign_id, unit_id, step);
      CREATE INDEX items_mine ON items (unit_id, due) WHERE status IN ('open', 'returned', 'submitted');
      CREATE INDEX items_late ON items (campaign_id, due) WHERE status IN ('open', 'returned', 'submitted');

      -- The truth about what is due. Each rung ends once: effected, cancelled or passed.
      CREATE TABLE deadlines (
        run_id text NOT NULL REFERENCES runs (id),
        item_id text NOT NULL,
        revision integer NOT NULL,
        rung text NOT NULL,
        repetition integer NOT NULL,
        campaign_id text NOT NULL,
        unit_id text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('rung', 'opening', 'close')),
        due_at integer NOT NULL,
        effect text,
        target text,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'effected', 'cancelled', 'passed')),
        ended_at bigint,
        PRIMARY KEY (run_id, item_id, revision, rung, repetition)
      );
      CREATE INDEX deadlines_due ON deadlines (due_at) WHERE status = 'pending';
      CREATE INDEX deadlines_campaign ON deadlines (campaign_id, status);

      CREATE TABLE notices (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        campaign_id text NOT NULL,
        unit_id text NOT NULL,
        -- the unit whose people it is for, and which of them
        to_unit text NOT NULL,
        to_role text NOT NULL,
        kind text NOT NULL,
        run_id text,
        item_id text,
        params jsonb NOT NULL DEFAULT '{}',
        at bigint NOT NULL,
        read_at bigint
      );
      CREATE INDEX notices_inbox ON notices (to_unit, to_role, id DESC);
      CREATE INDEX notices_campaign ON notices (campaign_id);

      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- messages of one sender are delivered in order
        sender text NOT NULL,
        kind text NOT NULL,
        payload jsonb NOT NULL,
        made_at bigint NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        not_before bigint NOT NULL DEFAULT 0
      );
      CREATE INDEX outbox_sender ON outbox (sender, id);

      CREATE TABLE activities (
        id text PRIMARY KEY,
        campaign_id text NOT NULL REFERENCES campaigns (id),
        unit_id text NOT NULL,
        held_on date NOT NULL,
        body jsonb NOT NULL,
        recorded_by text NOT NULL,
        recorded_at bigint NOT NULL
      );
      CREATE INDEX activities_campaign ON activities (campaign_id, held_on);
      CREATE INDEX activities_unit ON activities (unit_id);

      -- Drafts are not in the record; they are deleted on hand-in.
      CREATE TABLE drafts (
        run_id text NOT NULL REFERENCES runs (id),
        item_id text NOT NULL,
        values jsonb NOT NULL,
        person_id text NOT NULL,
        saved_at bigint NOT NULL,
        PRIMARY KEY (run_id, item_id)
      );

      CREATE TABLE idempotency_keys (
        person_id text NOT NULL,
        key text NOT NULL,
        request text NOT NULL,
        status integer NOT NULL,
        answer jsonb,
        at bigint NOT NULL,
        PRIMARY KEY (person_id, key)
      );
      CREATE INDEX idempotency_keys_at ON idempotency_keys (at);

      CREATE TABLE progress (
        id text PRIMARY KEY,
        kind text NOT NULL,
        person_id text NOT NULL,
        status text NOT NULL CHECK (status IN ('waiting', 'working', 'done', 'failed')),
        done integer NOT NULL DEFAULT 0,
        total integer NOT NULL DEFAULT 0,
        result jsonb,
        problem jsonb,
        at bigint NOT NULL
      );
    `);
    await runner.query(COMMIT_RUNS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION commit_runs(jsonb);
      DROP TABLE progress, idempotency_keys, drafts, activities, outbox, notices, deadlines, items, runs, campaign_units,
        campaigns, templates;
    `);
  }
}

/**
 * Writes the outcomes of commands on several runs, in one round trip. Guarded by each run's version: only the runs in
 * the answer were written; for the others somebody was faster, and nothing of them is stored. Runs are locked in id
 * order, so that batches never wait for each other in a circle.
 */
const COMMIT_RUNS = `
  CREATE FUNCTION commit_runs(batch jsonb) RETURNS text[] LANGUAGE plpgsql AS $$
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
        due = EXCLUDED.due, closes = EXCLUDED.closes, revision = EXCLUDED.revision, returns = EXCLUDED.returns,
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
