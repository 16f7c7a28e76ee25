/** What is still to be carried out: made in the transaction of the change itself, so that no crash can lose it. */
import type { SuccessionKind } from '@gangmu/core';
import type { PoolClient } from 'pg';
import type { Database } from '../platform/database/database.js';
import type { Administering, TreeEffect } from '../units/administering.js';

export interface SuccessionRow extends Record<string, unknown> {
  id: number;
  campaign_id: string;
  unit_id: string;
  kind: SuccessionKind | 'moved';
  effective: string;
  reason: string | null;
  successors: string[];
  paths: string[];
  /** Epoch milliseconds. */
  made_at: number;
  tries: number;
}

/** One row for each campaign in which the unit, or one below it, takes part. Closed campaigns are sealed as they are. */
const ENDED = `
  INSERT INTO successions (campaign_id, unit_id, kind, effective, reason, successors, made_at)
    SELECT c.id, $1, $2, $3, $4, $5, $6 FROM campaigns c
      WHERE c.status <> 'closed' AND EXISTS (SELECT FROM campaign_units cu WHERE cu.campaign_id = c.id AND cu.unit_id = $1)`;
const MOVED = `
  INSERT INTO successions (campaign_id, unit_id, kind, effective, paths, made_at)
    SELECT c.id, $1, 'moved', $2, $3, $4 FROM campaigns c
      WHERE c.status <> 'closed' AND EXISTS (SELECT FROM campaign_units cu JOIN units u ON u.id = cu.unit_id
        WHERE cu.campaign_id = c.id AND starts_with(u.path, $5))`;

/** The place above: a path without its last unit. */
const above = (path: string): string => path.replace(/[^.]+\.$/, '');

export async function makeRows(sql: PoolClient, effects: readonly TreeEffect[], by: Administering): Promise<void> {
  for (const effect of effects) {
    const { unit, effective } = effect;
    if (effect.type === 'ended')
      await sql.query(ENDED, [unit, effect.how, effective, effect.reason ?? null, effect.successors, by.now]);
    else await sql.query(MOVED, [unit, effective, [above(effect.from), above(effect.to)], by.now, effect.to]);
  }
}

/** What is due, in the order it happened: who took over yesterday may be taken over today. */
export const dueRows = (database: Database, now: number): Promise<SuccessionRow[]> =>
  database.query<SuccessionRow>(
    `SELECT id, campaign_id, unit_id, kind, effective::text, reason, successors, paths, made_at, tries FROM successions
      WHERE done_at IS NULL AND not_before <= $1 ORDER BY id`,
    [now],
    'successions_due',
  );

/** The minute at which the next one is due. */
export const nextDueRow = async (database: Database): Promise<number | null> => {
  const rows = await database.query<{ due: number | null }>(
    `SELECT min(CASE WHEN not_before = 0 THEN floor(made_at / 60000.0) ELSE ceil(not_before / 60000.0) END)::int AS due
      FROM successions WHERE done_at IS NULL`,
    [],
    'successions_next',
  );
  return rows[0]?.due ?? null;
};

const LONGEST_PAUSE = 3_600_000;

/** What could not be carried out is tried again, at growing distances. */
export const postpone = (database: Database, { id, tries }: SuccessionRow, now: number): Promise<unknown> =>
  database.query('UPDATE successions SET tries = tries + 1, not_before = $2 WHERE id = $1', [
    id,
    now + Math.min(LONGEST_PAUSE, 60_000 * 2 ** Math.min(tries, 10)),
  ]);
