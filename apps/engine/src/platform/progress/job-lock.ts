import type { Pool, PoolClient } from 'pg';

/**
 * Whoever works on a job holds a lock on it in the database, which falls with the connection: so a job of a killed
 * process is known for what it is, by any process and without clocks. This is the lock's first number.
 */
const ALIVE = 0x6a6f62;

/** Whether nobody works on a job, as SQL; looking at the locks that are held disturbs nobody who wants one. */
export const abandoned = (id: string): string => `NOT EXISTS (SELECT FROM pg_locks held
  WHERE held.locktype = 'advisory' AND held.granted AND held.classid = ${ALIVE} AND held.objsubid = 2
    AND held.objid::bigint = (hashtext(${id})::bigint & 4294967295)
    AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** The right to work on a job, on a connection of its own. */
export class JobLock {
  private fallen = false;
  private readonly fall = (): void => {
    this.fallen = true;
  };

  private constructor(
    readonly sql: PoolClient,
    private readonly id: string,
  ) {
    sql.once('end', this.fall);
  }

  /** Undefined where somebody else works on it. */
  static async take(pool: Pool, id: string): Promise<JobLock | undefined> {
    const sql = await pool.connect();
    try {
      const { rows } = await sql.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [
        ALIVE,
        id,
      ]);
      if (rows[0]?.taken === true) return new JobLock(sql, id);
      sql.release();
      return undefined;
    } catch (error) {
      sql.release(true);
      throw error;
    }
  }

  /** Whether the connection broke: somebody else may be working on the job by now. */
  get lost(): boolean {
    return this.fallen;
  }

  async release(): Promise<void> {
    this.sql.off('end', this.fall);
    const left = await this.sql
      .query('SELECT pg_advisory_unlock($1, hashtext($2))', [ALIVE, this.id])
      .catch(() => undefined);
    this.sql.release(left === undefined);
  }
}
