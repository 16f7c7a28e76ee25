import type { Unit } from '@gangmu/contract';
import type { Administering, TreeEffect } from '../administering.js';
import type { Sql } from '../sql.js';
import { type Dated, dayBefore, facts, remember } from './tree.js';

/** Ends a unit; its posts and people go to the main successor, and every successor is found under its names. */
export async function endUnit(
  sql: Sql,
  by: Administering,
  unit: Unit,
  how: Dated & { kind: 'merged' | 'split' | 'dissolved'; successors: string[] },
): Promise<TreeEffect> {
  const { kind, effective, reason, successors } = how;
  const lastDay = dayBefore(effective);
  await sql.query('UPDATE units SET valid_to = $2, version = version + 1 WHERE id = $1', [unit.id, lastDay]);
  await sql.query(
    `UPDATE unit_group_members SET to_date = $2 WHERE unit_id = $1 AND (to_date IS NULL OR to_date > $2)`,
    [unit.id, lastDay],
  );
  const [main] = successors;
  if (main === undefined) {
    await sql.query('UPDATE posts SET valid_to = $2 WHERE unit_id = $1 AND valid_to IS NULL', [unit.id, lastDay]);
  } else {
    await sql.query('UPDATE posts SET unit_id = $2 WHERE unit_id = $1', [unit.id, main]);
    await sql.query(
      `INSERT INTO post_units (post_id, unit_id) SELECT post_id, $2 FROM post_units WHERE unit_id = $1 ON CONFLICT DO NOTHING`,
      [unit.id, main],
    );
    await sql.query('UPDATE people SET unit_id = $2 WHERE unit_id = $1', [unit.id, main]);
  }
  for (const successor of successors) {
    await sql.query(
      `INSERT INTO unit_successors (unit_id, successor_id, kind, main, effective, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [unit.id, successor, kind, successor === main, effective, by.now],
    );
    await sql.query(
      `UPDATE units SET former_names = (SELECT array_agg(DISTINCT n) FROM unnest(former_names || $2::text[]) n) WHERE id = $1`,
      [successor, [unit.name.zh, ...(unit.name.en === undefined ? [] : [unit.name.en]), ...unit.formerNames]],
    );
  }
  await remember(sql, by, { unit: unit.id, kind, effective, reason, before: facts(unit), after: { successors } });
  return { type: 'ended', unit: unit.id, successors, how: kind, effective, reason };
}
