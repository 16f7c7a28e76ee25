import type { Sql } from '../units/sql.js';

const DAY = 24 * 3_600_000;
/** Earlier states of a draft are looked for within days, not months. */
export const AUTOSAVES_KEPT = 30 * DAY;
/** These stay however old they are: a draft may lie for a season. */
const ALWAYS_KEPT = 20;
/** Of a draft under work for weeks, no more than these. */
const MOST = 300;

/** Removes old autosaves; what could not be saved is kept like what was. */
export async function sweepAutosaves(sql: Sql, now: number): Promise<void> {
  await sql.query(
    `DELETE FROM design_autosaves a USING (
        SELECT id, row_number() OVER (PARTITION BY design_id ORDER BY id DESC) AS nth FROM design_autosaves) ranked
      WHERE ranked.id = a.id AND (ranked.nth > $2 OR (ranked.nth > $3 AND a.at < $1))`,
    [now - AUTOSAVES_KEPT, MOST, ALWAYS_KEPT],
  );
  await sql.query('DELETE FROM design_leases WHERE until < $1', [now - DAY]);
}
