import type { Pool, PoolClient } from 'pg';
import { appendEvents } from './append-events.js';
import { ACCESS_STREAM } from './streams.js';

export interface Erasure {
  hashes: readonly string[];
  /** Why it is lawful: kept in the record, so it must name nobody. */
  reason: string;
  by: unknown;
  at: number;
}

/** Makes a slice's rows anew without the erased values, in the erasure's own transaction. */
export type Renew = (sql: PoolClient, erased: readonly string[], stamp: { at: number; by: unknown }) => Promise<void>;

/**
 * Erases personal values for good. The chains stay whole because they hold hashes only; that values were erased, when,
 * why and by whom is itself recorded.
 *
 * @returns how many were there; those that were not are no reason to fail
 */
export const erasePersonal = async (pool: Pool, erasure: Erasure, renewals: readonly Renew[]): Promise<number> => {
  const sql = await pool.connect();
  let broken: Error | undefined;
  try {
    await sql.query('BEGIN');
    const { rows } = await sql.query<{ hash: string }>(
      'DELETE FROM personal_values WHERE hash = ANY ($1) RETURNING hash',
      [erasure.hashes],
    );
    const erased = rows.map((row) => row.hash).toSorted();
    if (erased.length > 0) {
      const event = { type: 'PersonalErased', hashes: erased, reason: erasure.reason };
      await appendEvents(sql, ACCESS_STREAM, { at: erasure.at, by: erasure.by }, [event]);
      for (const renew of renewals) await renew(sql, erased, { at: erasure.at, by: erasure.by });
    }
    await sql.query('COMMIT');
    return erased.length;
  } catch (error) {
    await sql.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    sql.release(broken);
  }
};
