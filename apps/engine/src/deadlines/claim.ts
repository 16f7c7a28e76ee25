import type { Pool } from 'pg';

/** A kind of rungs: where they are kept, whose they are, and what a notice of one says. Identifiers, never input. */
export interface RungTable {
  table: 'deadlines' | 'problem_rungs';
  /** Rows that whoever touches the rungs has locked, and the rungs' column that names them. */
  owners: 'runs' | 'problems';
  owner: 'run_id' | 'problem_id';
  /** What of the owner has the deadline; '' stands for the owner itself. */
  part: 'item_id' | 'measure_id';
  /** Which rows of the table are rungs. */
  only: string;
  /** What a notice says beside its addressee: JSON over a rung's columns. */
  said: string;
  digest: string;
}

const ITEM_RUNGS: RungTable = {
  table: 'deadlines',
  owners: 'runs',
  owner: 'run_id',
  part: 'item_id',
  only: `kind = 'rung'`,
  said: `jsonb_build_object('rung', rung, 'repetition', repetition)`,
  digest: 'digest',
};

/**
 * Ends due rungs and leaves their notices, in one statement: at most `limit` rungs of runs – or problems – that nobody
 * else works on. Whoever touches a run's deadlines locks the run first, so the runs are locked here too (and skipped
 * where somebody holds them: the next look finds them). Under that lock a row keeps its place, so it is found again by
 * it; one that a commit ended or moved just before the lock is no longer pending and due.
 *
 * Of several rungs of one item that are due at once only the latest is effected; the overtaken ones are *passed*. When
 * an outage lies between due time and now, people get one digest per addressee instead of one notice per item.
 *
 * Parameters: now (minute), now (ms), limit, minutes after which a rung counts as overtaken by an outage.
 */
const claimStatement = ({ table, owners, owner, part, only, said, digest }: RungTable): string => `
  WITH found AS MATERIALIZED (
    SELECT ${owner} FROM ${table} WHERE status = 'pending' AND ${only} AND due_at <= $1 ORDER BY due_at LIMIT $3
  ), candidates AS MATERIALIZED (
    SELECT DISTINCT ${owner} FROM found
  ), locked AS MATERIALIZED (
    SELECT id FROM ${owners} WHERE id IN (SELECT ${owner} FROM candidates) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
  ), due AS MATERIALIZED (
    SELECT ctid AS place,
        row_number() OVER (PARTITION BY ${owner}, ${part} ORDER BY due_at DESC, rung, repetition) = 1
          AND due_at > $1 - $4 AS effected
      FROM ${table} WHERE ${owner} IN (SELECT id FROM locked) AND status = 'pending' AND ${only} AND due_at <= $1
  ), effected AS (
    UPDATE ${table} SET status = 'effected', ended_at = $2
      WHERE ctid = ANY (ARRAY (SELECT place FROM due WHERE effected)) AND status = 'pending' AND due_at <= $1 RETURNING ${table}.*
  ), passed AS (
    UPDATE ${table} SET status = 'passed', ended_at = $2
      WHERE ctid = ANY (ARRAY (SELECT place FROM due WHERE NOT effected)) AND status = 'pending' AND due_at <= $1 RETURNING ${table}.*
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
    INSERT INTO notices (campaign_id, unit_id, to_unit, to_role, kind, ${owner}, ${part}, params, at)
      SELECT campaign_id, unit_id, to_unit, to_role, effect, ${owner}, NULLIF(${part}, ''), ${said}, $2
        FROM addressed WHERE status = 'effected'
  ), digested AS (
    INSERT INTO notices (campaign_id, unit_id, to_unit, to_role, kind, params, at)
      SELECT campaign_id, to_unit, to_unit, to_role, '${digest}',
          jsonb_build_object('items', count(DISTINCT (${owner}, ${part})), 'since', min(due_at)), $2
        FROM addressed WHERE status = 'passed' AND due_at <= $1 - $4
        GROUP BY campaign_id, to_unit, to_role
  )
  SELECT count(*)::int AS ended, (SELECT count(*) FROM found) = $3
      OR (SELECT count(*) FROM locked) < (SELECT count(*) FROM candidates) AS more
    FROM ended`;

/** Rungs found later than this were overtaken by an outage: half a day, minutes. */
export const OUTAGE_MINUTES = 720;
const BATCH = 2000;

/** Ends due rungs of one kind, batch by batch, until nothing is due that nobody else works on. `now` is asked each time. */
export type EndRungs = (pool: Pool, now: () => number) => Promise<void>;

/** How rungs of a kind are ended: see {@link claimStatement}. */
export function rungClaim(kind: RungTable): EndRungs {
  const statement = { name: `claim_${kind.table}`, text: claimStatement(kind) };
  return async (pool, now) => {
    for (let again = true; again; ) {
      const at = now();
      const values = [Math.floor(at / 60_000), at, BATCH, OUTAGE_MINUTES];
      const { rows } = await pool.query<{ ended: number; more: boolean }>({ ...statement, values });
      const { ended, more } = rows[0]!;
      // More that only others hold is left to them, and to the next look.
      again = more && ended > 0;
    }
  };
}

/** Ends the due rungs of items. */
export const endItemRungs: EndRungs = rungClaim(ITEM_RUNGS);

/** An opening or closing that is due: the run must be advanced through the door. */
export interface DueOpening {
  run_id: string;
  due_at: number;
  kind: 'opening' | 'close';
}

/**
 * Runs with an opening or closing due, earliest first, once each, without those that are put off; a run that closes
 * needs no opening (`close` sorts first).
 */
export async function dueOpenings(
  pool: Pool,
  now: number,
  limit: number,
  postponed: readonly string[],
): Promise<DueOpening[]> {
  const { rows } = await pool.query<DueOpening>({
    name: 'due_openings',
    text: `SELECT run_id, min(due_at) AS due_at, min(kind) AS kind FROM deadlines
      WHERE status = 'pending' AND kind <> 'rung' AND due_at <= $1 AND run_id <> ALL ($3) GROUP BY run_id ORDER BY 2, 1 LIMIT $2`,
    values: [Math.floor(now / 60_000), limit, postponed],
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

/** The earliest minute at which anything pending is due, but for openings of runs that are put off; null when nothing is. */
export async function nextDue(pool: Pool, postponed: readonly string[]): Promise<number | null> {
  const { rows } = await pool.query<{ due_at: number | null }>(
    `SELECT min(due_at) AS due_at FROM deadlines WHERE status = 'pending' AND (kind = 'rung' OR run_id <> ALL ($1))`,
    [postponed],
  );
  return rows[0]!.due_at;
}
