/** Units that were reminded of adapting a design: kept by unit, as long as there is no design of theirs to hang it on. */
import type { Transaction } from '../units/sql.js';

/** Whether an invitation is still one: nothing was begun since, and nothing is there. */
export const invitationStands = (invitation: string): string =>
  `NOT EXISTS (SELECT FROM designs begun WHERE begun.root_id = ${invitation}.root_id AND begun.unit_id = ${invitation}.unit_id
    AND (begun.archived_at IS NULL OR begun.created_at >= ${invitation}.reminded_at))`;

/** Reminded again, a unit is asked again. */
export async function invite(
  sql: Transaction,
  root: string,
  units: readonly string[],
  by: { at: number; person: string },
): Promise<void> {
  await sql.query(
    `INSERT INTO design_invitations (root_id, unit_id, reminded_at, reminded_by) SELECT $1, unnest($2::text[]), $3, $4
      ON CONFLICT (root_id, unit_id) DO UPDATE
        SET reminded_at = EXCLUDED.reminded_at, reminded_by = EXCLUDED.reminded_by, declined_at = NULL, declined_by = NULL`,
    [root, units, by.at, by.person],
  );
}
