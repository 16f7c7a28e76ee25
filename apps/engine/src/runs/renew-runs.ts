import { evolve, fold, type RunEvent } from '@gangmu/core';
import type { PoolClient } from 'pg';
import { appendEvents } from '../record/append-events.js';
import { openStream, streamsMentioning } from '../record/open-stream.js';
import { itemRow, storedState } from './run-rows.js';

/**
 * Folds again the runs that mention personal values which were erased just now. Part of the erasure's transaction.
 *
 * Each such run records that it happened: the new version overtakes every copy that a process still holds in memory,
 * so none of them can write the names back.
 *
 * @returns the runs' ids
 */
export const renewRuns = async (
  sql: PoolClient,
  erased: readonly string[],
  stamp: { at: number; by: unknown },
): Promise<string[]> => {
  const ids = await streamsMentioning(sql, 'run', erased);
  for (const id of ids) {
    const { rows } = await sql.query<{ campaign_id: string }>('SELECT campaign_id FROM runs WHERE id = $1 FOR UPDATE', [
      id,
    ]);
    const before = fold((await openStream(sql, { kind: 'run', id })) as RunEvent[]);
    if (rows[0] === undefined || before === null) continue;
    const event: RunEvent = { type: 'NamesErased' };
    await appendEvents(sql, { kind: 'run', id }, { ...stamp, campaign: rows[0].campaign_id }, [event], before.version);
    const run = evolve(before, event);
    await sql.query(
      `UPDATE runs SET version = $2, state = $3, head = (
          SELECT hash FROM events WHERE stream_kind = 'run' AND stream_id = $1 AND seq = $2)
        WHERE id = $1`,
      [id, run.version, JSON.stringify(storedState(run))],
    );
    await sql.query(
      `UPDATE items i SET body = g.body FROM jsonb_to_recordset($2::jsonb) AS g(id text, body jsonb)
        WHERE i.run_id = $1 AND i.id = g.id`,
      [id, JSON.stringify(Object.values(run.items).map((item) => itemRow(run, item)))],
    );
  }
  return ids;
};
