import type { Progress } from '@gangmu/contract';
import { say } from '@gangmu/core';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { PoolClient } from 'pg';
import { Repository } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { ProgressEntity } from './progress.entity.js';

/**
 * Whoever works on a job holds a lock on it in the database, which falls with the connection: so a job of a killed
 * process is known for what it is, by any process and without clocks. This is the lock's first number.
 */
const ALIVE = 0x6a6f62;

/** Tells how far the work has come. Calls may be frequent; they are written a few times a second at most. */
export type Tell = (done: number, total: number) => void;

/** Long work that answers at once and reports as it goes (启动、导入). */
@Injectable()
export class ProgressJobs {
  private readonly logger = new Logger('progress');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @InjectRepository(ProgressEntity) private readonly jobs: Repository<ProgressEntity>,
  ) {}

  /** Starts the work in the background; answers the job's id. What it returns becomes the job's result. */
  async begin(kind: string, person: string, work: (tell: Tell) => Promise<Record<string, unknown>>): Promise<string> {
    const id = newId();
    const alive = await this.database.pool.connect();
    try {
      await alive.query('SELECT pg_advisory_lock($1, hashtext($2))', [ALIVE, id]);
      await alive.query(`INSERT INTO progress (id, kind, person_id, status, at) VALUES ($1, $2, $3, 'working', $4)`, [
        id,
        kind,
        person,
        this.clock.now(),
      ]);
    } catch (error) {
      alive.release(true);
      throw error;
    }
    void this.carryOut(id, work, alive);
    return id;
  }

  async of(id: string, person: string, lang: 'zh' | 'en'): Promise<Progress | undefined> {
    let job = await this.jobs.findOneBy({ id, personId: person });
    if (job?.status === 'working' && (await this.buryIfDead(id))) job = await this.jobs.findOneBy({ id });
    if (job === null) return undefined;
    const { kind, status, done, total, result, problem } = job;
    const told = problem === null ? null : { ...problem, detail: say(lang, problem.code, problem.params) };
    return { id, kind, status, done, total, result, problem: told };
  }

  /** Notes a job that nobody is working on any more, because its process died. */
  private async buryIfDead(id: string): Promise<boolean> {
    const [row] = await this.database.query<{ dead: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS dead',
      [ALIVE, id],
    );
    if (row?.dead !== true) return false;
    await this.database.query(
      `UPDATE progress SET status = 'failed', problem = '{"code":"job-interrupted","params":{}}'
        WHERE id = $1 AND status = 'working'`,
      [id],
    );
    return true;
  }

  private async carryOut(
    id: string,
    work: (tell: Tell) => Promise<Record<string, unknown>>,
    alive: PoolClient,
  ): Promise<void> {
    let told = 0;
    const tell: Tell = (done, total) => {
      const now = performance.now();
      if (done < total && now - told < 250) return;
      told = now;
      void this.database
        .query('UPDATE progress SET done = $2, total = $3 WHERE id = $1', [id, done, total])
        .catch((error: unknown) => this.logger.warn(`progress of ${id} not told: ${String(error)}`));
    };
    try {
      const result = await work(tell);
      await this.database.query(`UPDATE progress SET status = 'done', result = $2, done = total WHERE id = $1`, [
        id,
        JSON.stringify(result),
      ]);
    } catch (error) {
      this.logger.error(`job ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      const problem = { code: 'job-failed', params: { job: id } };
      await this.database
        .query(`UPDATE progress SET status = 'failed', problem = $2 WHERE id = $1`, [id, JSON.stringify(problem)])
        .catch(() => undefined);
    } finally {
      const left = await alive.query('SELECT pg_advisory_unlock($1, hashtext($2))', [ALIVE, id]).catch(() => undefined);
      alive.release(left === undefined);
    }
  }
}
