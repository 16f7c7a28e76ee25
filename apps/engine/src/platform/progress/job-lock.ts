import pg from 'pg';

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

/** The right to work on a job. */
export interface JobLock {
  /** Whether the connection broke: somebody else may be working on the job by now. */
  readonly lost: boolean;
  release(): Promise<void>;
}

interface Held {
  lost: boolean;
}

/** The locks of this process, all on one connection of their own: however many jobs there are, screens lose nothing. */
export class JobLocks {
  private connection: Promise<pg.Client> | undefined;
  private readonly held = new Map<string, Held>();

  constructor(private readonly url: string) {}

  /** Undefined where somebody else works on it, in this process or another. */
  async take(id: string): Promise<JobLock | undefined> {
    // The connection would be given a lock again that it has already.
    if (this.held.has(id)) return undefined;
    const held: Held = { lost: false };
    this.held.set(id, held);
    try {
      const sql = await this.connected();
      const { rows } = await sql.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [
        ALIVE,
        id,
      ]);
      if (rows[0]?.taken === true)
        return {
          get lost() {
            return held.lost;
          },
          release: () => this.release(id, held),
        };
    } catch (error) {
      this.forget(id, held);
      throw error;
    }
    this.forget(id, held);
    return undefined;
  }

  /** All locks fall. */
  async close(): Promise<void> {
    const sql = await this.connection?.catch(() => undefined);
    await sql?.end();
  }

  private async release(id: string, held: Held): Promise<void> {
    try {
      if (held.lost) return;
      const sql = await this.connected();
      await sql.query('SELECT pg_advisory_unlock($1, hashtext($2))', [ALIVE, id]);
    } catch {
      // Without its connection there is no lock either.
    } finally {
      this.forget(id, held);
    }
  }

  /** A lock that fell may have been taken anew meanwhile. */
  private forget(id: string, held: Held): void {
    if (this.held.get(id) === held) this.held.delete(id);
  }

  private connected(): Promise<pg.Client> {
    this.connection ??= this.connect();
    return this.connection;
  }

  private async connect(): Promise<pg.Client> {
    const sql = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: 10_000,
      application_name: 'gangmu',
    });
    sql.on('error', () => undefined);
    sql.once('end', () => {
      this.connection = undefined;
      for (const held of this.held.values()) held.lost = true;
      this.held.clear();
    });
    try {
      await sql.connect();
      return sql;
    } catch (error) {
      this.connection = undefined;
      throw error;
    }
  }
}
