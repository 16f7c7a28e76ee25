import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../platform/database/database.js';
import { batchOf, type RunCommit } from './run-commit.js';

/** How a write ended: stored with the run's new head, or not stored because somebody was faster. */
export type Written = { stored: true; head: string } | { stored: false };

interface Waiting {
  commit: RunCommit;
  resolve: (written: Written) => void;
  reject: (error: unknown) => void;
}

/** More batches at once would only make each smaller; one alone would leave the database idle between two. */
const FLIGHTS = 2;
const LARGEST_BATCH = 64;

/**
 * Writes decided commands. Commands that arrive while a batch is on its way go together into the next one: under load
 * many share one round trip and one flush of the log, without load nobody waits. A run is in a batch once; the door
 * sees to it that a second command on a run comes only after the first was written. What something else stands or falls
 * with goes alone, in a transaction of its own.
 */
@Injectable()
export class RunWriter {
  private waiting: Waiting[] = [];
  private flights = 0;

  constructor(private readonly database: Database) {}

  async write(commit: RunCommit): Promise<Written> {
    const { also } = commit;
    if (also !== undefined) {
      return this.database.transaction(async (sql) => {
        const [written] = await this.send([commit], sql);
        if (written!.stored) await also(sql);
        return written!;
      });
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ commit, resolve, reject });
      // On the next turn of the loop, so that requests parsed in this one fly together.
      if (this.flights < FLIGHTS) setImmediate(() => this.launch());
    });
  }

  private launch(): void {
    if (this.flights >= FLIGHTS || this.waiting.length === 0) return;
    const batch = this.waiting.splice(0, LARGEST_BATCH);
    this.flights += 1;
    void this.fly(batch).finally(() => {
      this.flights -= 1;
      this.launch();
    });
  }

  private async fly(batch: Waiting[]): Promise<void> {
    try {
      const written = await this.send(batch.map(({ commit }) => commit));
      batch.forEach(({ resolve }, n) => resolve(written[n]!));
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      // One bad commit must not take the others with it: each on its own, failing alone.
      await Promise.all(batch.map((one) => this.fly([one])));
    }
  }

  private async send(commits: RunCommit[], sql: Pick<PoolClient, 'query'> = this.database.pool): Promise<Written[]> {
    const { batch, heads } = batchOf(commits);
    const { rows } = await sql.query<{ written: string[] }>({
      name: 'commit_runs',
      text: 'SELECT commit_runs($1::jsonb) AS written',
      values: [JSON.stringify(batch)],
    });
    const written = new Set(rows[0]!.written);
    return commits.map(({ after }, n) =>
      written.has(after.id) ? { stored: true, head: heads[n]! } : { stored: false },
    );
  }
}
