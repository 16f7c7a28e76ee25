import type { Pool } from 'pg';

/**
 * Ends due rungs and leaves their notices, in one statement: at most `limit` rungs of runs that nobody else works on.
 * Whoever touches a run's deadlines locks the run first, so the runs are locked here too (and skipped where somebody
 * holds them: the next look finds them). Under that lock a row keeps its place, so it is found again by it; one that a
 * commit ended just before the lock is no longer pending.
 *
 * Of several rungs of one item that are due at once only the latest is effected; the overtaken ones are *passed*. When
 * an outage lies between due time and now, people get one digest per addressee instead of one notice per item.
 *
 * Parameters: now (minute), now (ms), limit, minutes after which a rung counts as overtaken by an outage.
 */
const CLAIM_RUNGS = `
  WITH found AS MATERIALIZED (
    SELECT run_id FROM deadlines WHERE status = 'pending' AND kind = 'rung' AND due_at <= $1 ORDER BY due_at LIMIT $3
  ), candidates AS MATERIALIZED (
    SELECT DISTINCT run_id FROM found
  ), locked AS MATERIALIZED (
    SELECT id FROM runs WHERE id IN (SELECT run_id FROM candidates) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
  ), due AS MATERIALIZED (
    SELECT d.ctid AS place,
        row_number() OVER (PARTITION BY d.run_id, d.item_id ORDER BY d.due_at DESC, d.rung, d.repetition) = 1
          AND d.due_at > $1 - $4 AS effected
      FROM deadlines d WHERE d.run_id IN (SELECT id FROM locked) AND d.status = 'pending' AND d.kind = 'rung' AND d.due_at <= $1
  ), effected AS (
    UPDATE deadlines SET status = 'effected', ended_at = $2
      WHERE ctid = ANY (ARRAY (SELECT place FROM due WHERE effected)) AND status = 'pending' RETURNING deadlines.*
  ), passed AS (
    UPDATE deadlines SET status = 'passed', ended_at = $2
      WHERE ctid = ANY (ARRAY (SELECT place FROM due WHERE NOT effected)) AND status = 'pending' RETURNING deadlines.*
  ), ended AS (
    SELECT * FROM effected UNION ALL SELECT * FROM passed
  ), addressed AS (
    SELECT e.*, c.scope_unit, u.parent_id,
        CASE e.target WHEN 'unit' THEN e.unit_id WHEN 'county' THEN c.scope_unit WHEN 'inspection-group' THEN e.unit_id
          ELSE COALESCE(u.parent_id, c.scope_unit) END AS to_unit,
        CASE e.target WHEN 'unit' THEN 'operator' WHEN 'county' THEN 'designer' WHEN 'inspection-group' THEN 'inspector'
          ELSE 'reviewer' END AS to_role
      FROM ended e JOIN campaigns c ON c.id = e.campaign_id JOIN units u ON u.id = e.unit_id
  ), told AS (
    INSERT INTO notices (campaign_id, unit_id, to_unit, to_role, kind, run_id, item_id, params, at)
      SELECT campaign_id, unit_id, to_unit, to_role, effect, run_id, item_id, jsonb_build_object('rung', rung, 'repetition', repetition), $2
        FROM addressed WHERE status = 'effected'
  ), digested AS (
    INSERT INTO notices (campaign_id, unit_id, to_unit, to_role, kind, params, at)
      SELECT campaign_id, to_unit, to_unit, to_role, 'digest',
          jsonb_build_object('items', count(DISTINCT (run_id, item_id)), 'since', min(due_at)), $2
        FROM addressed WHERE status = 'passed' AND due_at <= $1 - $4
        GROUP BY campaign_id, to_unit, to_role
  )
  SELECT count(*)::int AS ended, (SELECT count(*) FROM found) = $3
      OR (SELECT count(*) FROM locked) < (SELECT count(*) FROM candidates) AS more
    FROM ended`;

/** Rungs found later than this were overtaken by an outage: half a day, minutes. */
export const OUTAGE_MINUTES = 720;
const BATCH = 2000;

/** Ends a batch of due rungs; answers how many it ended and whether there may be more: the batch was full, or runs were skipped. */
export async function claimRungs(pool: Pool, now: number): Promise<{ ended: number; more: boolean }> {
  const { rows } = await pool.query<{ ended: number; more: boolean }>({
    name: 'claim_rungs',
    text: CLAIM_RUNGS,
    values: [Math.floor(now / 60_000), now, BATCH, OUTAGE_MINUTES],
  });
  return rows[0]!;
}

/** An opening or closing that is due: the run must be advanced through the door. */
export interface DueOpening {
  run_id: string;
  due_at: number;
  kind: 'opening' | 'close';
}

/** Runs with an opening or closing due, earliest first, once each; a run that closes needs no opening (`close` sorts first). */
export async function dueOpenings(pool: Pool, now: number, limit: number): Promise<DueOpening[]> {
  const { rows } = await pool.query<DueOpening>({
    name: 'due_openings',
    text: `SELECT run_id, min(due_at) AS due_at, min(kind) AS kind FROM deadlines
      WHERE status = 'pending' AND kind <> 'rung' AND due_at <= $1 GROUP BY run_id ORDER BY 2, 1 LIMIT $2`,
    values: [Math.floor(now / 60_000), limit],
  });
  return rows;
}

/** Ends the openings of a run that its advance has carried out. */
export async function endOpenings(pool: Pool, run: string, now: number): Promise<void> {
  await pool.query({
    name: 'end_openings',
    text: `UPDATE deadlines SET status = 'effected', ended_at = $3
      WHERE run_id = $1 AND item_id = '' AND status = 'pending' AND kind <> 'rung' AND due_at <= $2`,
    values: [run, Math.floor(now / 60_000), now],
  });
}

/** The next minutes at which something is due, after `now`, up to `until`. */
export async function dueMinutes(pool: Pool, now: number, until: number): Promise<number[]> {
  const { rows } = await pool.query<{ due_at: number }>({
    name: 'due_minutes',
    text: `SELECT DISTINCT due_at FROM deadlines WHERE status = 'pending' AND due_at > $1 AND due_at <= $2 ORDER BY 1`,
    values: [Math.floor(now / 60_000), Math.floor(until / 60_000)],
  });
  return rows.map((row) => row.due_at);
}

/** The earliest minute at which anything pending is due; null when nothing is. */
export async function nextDue(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ due_at: number | null }>(
    `SELECT min(due_at) AS due_at FROM deadlines WHERE status = 'pending'`,
  );
  return rows[0]!.due_at;
}
