import { foldProblem, openEvent, type ProblemEvent } from '@gangmu/core';
import type { PoolClient } from 'pg';
import { storeProblem } from './ledger-store.js';

/**
 * Folds again the problems that mention personal values which were erased just now, so that nothing of them is left in
 * the ledger either. Part of the erasure's transaction.
 */
export const renewProblems = async (sql: PoolClient, erased: readonly string[]): Promise<void> => {
  const mentioned = await sql.query<{ id: string }>(
    `SELECT DISTINCT e.stream_id AS id FROM events e, unnest($1::text[]) AS gone(hash)
     WHERE e.stream_kind = 'problem' AND strpos(e.body, gone.hash) > 0 ORDER BY 1`,
    [erased],
  );
  for (const { id } of mentioned.rows) {
    await sql.query('SELECT 1 FROM problems WHERE id = $1 FOR UPDATE', [id]);
    const events = await sql.query<{ body: string }>(
      `SELECT body FROM events WHERE stream_kind = 'problem' AND stream_id = $1 ORDER BY seq`,
      [id],
    );
    const kept = await sql.query<{ hash: string; value: unknown }>(
      `SELECT p.hash, p.value FROM personal_values p
       WHERE p.hash IN (SELECT m[1] FROM events e, regexp_matches(e.body, '"\\$personal":"([0-9a-f]{64})"', 'g') m
         WHERE e.stream_kind = 'problem' AND e.stream_id = $1)`,
      [id],
    );
    const values = new Map(kept.rows.map(({ hash, value }) => [hash, value]));
    const problem = foldProblem(
      events.rows.map(({ body }) => openEvent(body, (hash) => values.get(hash)).event as ProblemEvent),
    );
    if (problem) await storeProblem(sql, problem);
  }
};
