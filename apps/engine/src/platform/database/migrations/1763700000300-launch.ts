import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Starts many runs that begin alike, in one round trip. Units of one class get the same first events, items and
 * deadlines; only ids and the unit's own facts differ, which stand as marks in the prepared texts. Their chains are
 * hashed here, beside the rows, instead of sending every row across.
 *
 * `class`: { campaign, template, at, start, end, status, version, state, marks: { run, unit, facts },
 *   events: [{ seq, type, body }], personal: [{ hash, salt, value }], items: [row of items], deadlines: [row of deadlines] }
 */
export class Launch1763700000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION launch_runs(class jsonb, run_ids text[], unit_ids text[], facts text[]) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        heads bytea[] := array_fill(decode(repeat('00', 32), 'hex'), ARRAY[cardinality(run_ids)]);
        event record;
        campaign text := class->>'campaign';
        run_mark text := class->'marks'->>'run';
        unit_mark text := class->'marks'->>'unit';
        facts_mark text := class->'marks'->>'facts';
      BEGIN
        FOR event IN SELECT * FROM jsonb_to_recordset(class->'events') AS e(seq integer, type text, body text) ORDER BY seq LOOP
          WITH bodies AS (
            SELECT g.n, g.id, g.head,
                CASE WHEN event.seq = 1 THEN replace(replace(replace(event.body, run_mark, g.id), unit_mark, g.unit), facts_mark, g.fact)
                  ELSE replace(event.body, run_mark, g.id) END AS body
              FROM unnest(run_ids, unit_ids, facts, heads) WITH ORDINALITY AS g(id, unit, fact, head, n)
          ), written AS (
            INSERT INTO events (stream_kind, stream_id, seq, campaign_id, at, type, body, hash)
              SELECT 'run', id, event.seq, campaign, (class->>'at')::bigint, event.type, body, sha256(head || convert_to(body, 'UTF8'))
                FROM bodies
              RETURNING stream_id, hash
          )
          SELECT array_agg(w.hash ORDER BY b.n) INTO heads FROM written w JOIN bodies b ON b.id = w.stream_id;
        END LOOP;

        INSERT INTO personal_values (hash, salt, value)
          SELECT hash, salt, value FROM jsonb_to_recordset(class->'personal') AS p(hash text, salt text, value jsonb)
          ON CONFLICT (hash) DO NOTHING;

        INSERT INTO runs (id, campaign_id, unit_id, template_hash, status, version, head, start_minute, end_minute, ended_at, state)
          SELECT g.id, campaign, g.unit, class->>'template', class->>'status', (class->>'version')::integer, g.head,
              (class->>'start')::integer, (class->>'end')::integer, (class->>'ended_at')::bigint, class->'state'
            FROM unnest(run_ids, unit_ids, heads) AS g(id, unit, head);

        INSERT INTO items (run_id, id, campaign_id, unit_id, step, occurrence, status, holder, since, opened_at, due,
            original_due, closes, revision, returns, attempts, held_on, submitted_at, ended_at, body)
          SELECT g.id, i.id, campaign, g.unit, i.step, i.occurrence, i.status, i.holder, i.since, i.opened_at, i.due,
              i.original_due, i.closes, i.revision, i.returns, i.attempts, i.held_on, i.submitted_at, i.ended_at, i.body
            FROM unnest(run_ids, unit_ids) AS g(id, unit) CROSS JOIN jsonb_populate_recordset(NULL::items, class->'items') i;

        INSERT INTO deadlines (run_id, item_id, revision, rung, repetition, campaign_id, unit_id, kind, due_at, effect, target)
          SELECT g.id, d.item_id, d.revision, d.rung, d.repetition, campaign, g.unit, d.kind, d.due_at, d.effect, d.target
            FROM unnest(run_ids, unit_ids) AS g(id, unit) CROSS JOIN jsonb_populate_recordset(NULL::deadlines, class->'deadlines') d;

        UPDATE campaign_units c SET state = 'running', run_id = g.id, reason = NULL, changed_at = (class->>'at')::bigint
          FROM unnest(run_ids, unit_ids) AS g(id, unit) WHERE c.campaign_id = campaign AND c.unit_id = g.unit;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION launch_runs(jsonb, text[], text[], text[])');
  }
}
