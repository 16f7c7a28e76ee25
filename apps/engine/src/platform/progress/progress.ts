import type { Progress } from '@gangmu/contract';
import { say } from '@gangmu/core';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { ClientBase } from 'pg';
import { Repository } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { Turns } from '../turns.js';
import { abandoned, type JobLock, JobLocks } from './job-lock.js';
import { ProgressEntity } from './progress.entity.js';

/** Tells how far the work has come. Calls may be frequent; they are written a few times a second at most. */
export type Tell = (done: number, total: number) => void;
type Result = Record<string, unknown>;
type Work = (tell: Tell) => Promise<Result>;
/** Work that can be described, so that whoever takes it up knows what to do. Done twice, it does no harm. */
type Resumable<Assignment> = (assignment: Assignment, tell: Tell) => Promise<Result>;

/** Work that fails this often is not taken up again: it fails for a reason of its own. */
const TRIES = 10;

/** Jobs at work at once, each with a connection or two of the pool's: fewer than the least a pool may have. */
const AT_ONCE = 3;

/** Thrown into work whose lock has fallen, or whose process is about to end. */
class Interrupted extends Error {}

/** Long work that answers at once and reports as it goes (启动、导入). */
@Injectable()
export class ProgressJobs implements BeforeApplicationShutdown {
  private readonly logger = new Logger('progress');
  private readonly resumable = new Map<string, Resumable<never>>();
  /** Resumable work that this process is at. */
  private readonly working = new Map<string, Promise<void>>();
  private readonly locks: JobLocks;
  /** A job that waits for its turn holds its lock already: it is not abandoned. */
  private readonly turns = new Turns(AT_ONCE);
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @InjectRepository(ProgressEntity) private readonly jobs: Repository<ProgressEntity>,
  ) {
    this.locks = new JobLocks(database.url);
  }

  /** Starts the work in the background; answers the job's id. What it returns becomes the job's result. */
  async begin(kind: string, person: string, work: Work): Promise<string> {
    const id = newId();
    const lock = await this.locks.take(id);
    // Another job's lock has the same number, once in billions.
    if (lock === undefined) return this.begin(kind, person, work);
    try {
      await this.note(this.database.pool, { id, kind, person });
    } catch (error) {
      await lock.release();
      throw error;
    }
    void this.carryOut(id, work, lock);
    return id;
  }

  /** Says how work of a kind is done that must be done whatever becomes of the process that began it. */
  resume<Assignment>(kind: string, work: Resumable<Assignment>): void {
    this.resumable.set(kind, work);
  }

  /** Notes such work in the transaction that makes it necessary; answers the job's id, to be started after that. */
  async assign(
    sql: Pick<ClientBase, 'query'>,
    job: { kind: string; person: string; assignment: object },
  ): Promise<string> {
    const id = newId();
    await this.note(sql, { id, ...job });
    return id;
  }

  /** Begins work that was noted, unless somebody is at it. Never fails: what is not begun now is taken up later. */
  async start(id: string): Promise<void> {
    if (this.stopping) return;
    try {
      const lock = await this.locks.take(id);
      if (lock !== undefined) await this.startLocked(id, lock);
    } catch (error) {
      this.logger.warn(`job ${id} is not begun yet: ${String(error)}`);
    }
  }

  /** When this process is no longer at work that it began by `start`, however that ended. */
  async ended(id: string): Promise<void> {
    await this.working.get(id);
  }

  /** Takes up what was noted and nobody is working at: its process died, or was stopped. */
  async takeUp(): Promise<void> {
    const left = await this.database.query<{ id: string }>(
      `SELECT id FROM progress WHERE status = 'working' AND assignment IS NOT NULL AND ${abandoned('progress.id')} ORDER BY at, id`,
      [],
      'jobs_left',
    );
    for (const { id } of left) await this.start(id);
  }

  async of(id: string, person: string, lang: 'zh' | 'en'): Promise<Progress | undefined> {
    let job = await this.jobs.findOneBy({ id, personId: person });
    if (job?.status === 'working' && job.assignment === null && (await this.buryIfDead(id)))
      job = await this.jobs.findOneBy({ id });
    if (job === null) return undefined;
    const { kind, status, done, total, result, problem } = job;
    const told = problem === null ? null : { ...problem, detail: say(lang, problem.code, problem.params) };
    return { id, kind, status, done, total, result, problem: told };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.working.values());
    await this.locks.close();
  }

  private async note(
    sql: Pick<ClientBase, 'query'>,
    { id, kind, person, assignment }: { id: string; kind: string; person: string; assignment?: object },
  ): Promise<void> {
    await sql.query(
      `INSERT INTO progress (id, kind, person_id, status, assignment, at) VALUES ($1, $2, $3, 'working', $4, $5)`,
      [id, kind, person, assignment === undefined ? null : JSON.stringify(assignment), this.clock.now()],
    );
  }

  /** Notes a job that nobody is working on any more, because its process died. */
  private async buryIfDead(id: string): Promise<boolean> {
    const buried = await this.database.query(
      `UPDATE progress SET status = 'failed', problem = '{"code":"job-interrupted","params":{}}'
        WHERE id = $1 AND status = 'working' AND ${abandoned('$1')} RETURNING id`,
      [id],
    );
    return buried.length > 0;
  }

  private async startLocked(id: string, lock: JobLock): Promise<void> {
    const { rows } = await this.database.pool
      .query<{ kind: string; assignment: never; tries: number }>(
        `UPDATE progress SET tries = tries + 1 WHERE id = $1 AND status = 'working' RETURNING kind, assignment, tries`,
        [id],
      )
      .catch(async (error: unknown) => {
        await lock.release();
        throw error;
      });
    const work = this.resumable.get(rows[0]?.kind ?? '');
    // Whoever had the lock before has ended it, or it is work of a newer programme.
    if (rows[0] === undefined || work === undefined) return lock.release();
    const { assignment, tries } = rows[0];
    const carried = this.carryOut(id, (tell) => work(assignment, tell), lock, tries);
    this.working.set(id, carried);
    void carried.finally(() => this.working.delete(id));
  }

  /** @param tries how often resumable work has been begun; undefined for other work, which ends with its process */
  private async carryOut(id: string, work: Work, lock: JobLock, tries?: number): Promise<void> {
    const resumable = tries !== undefined && tries < TRIES;
    const insist = (): void => {
      if (tries !== undefined && (lock.lost || this.stopping)) throw new Interrupted('interrupted');
    };
    let told = 0;
    const tell: Tell = (done, total) => {
      insist();
      const now = performance.now();
      if (done < total && now - told < 250) return;
      told = now;
      void this.database
        .query(`UPDATE progress SET done = $2, total = $3 WHERE id = $1 AND status = 'working'`, [id, done, total])
        .catch((error: unknown) => this.logger.warn(`progress of ${id} not told: ${String(error)}`));
    };
    try {
      const result = await this.turns.take(async () => {
        insist();
        return work(tell);
      });
      insist();
      await this.database.query(
        `UPDATE progress SET status = 'done', result = $2, done = total WHERE id = $1 AND status = 'working'`,
        [id, JSON.stringify(result)],
      );
    } catch (error) {
      if (error instanceof Interrupted || resumable) {
        this.logger.warn(`job ${id} was interrupted and will be taken up again: ${String(error)}`);
        return;
      }
      this.logger.error(`job ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      const problem = { code: 'job-failed', params: { job: id } };
      await this.database
        .query(`UPDATE progress SET status = 'failed', problem = $2 WHERE id = $1`, [id, JSON.stringify(problem)])
        .catch(() => undefined);
    } finally {
      await lock.release();
    }
  }
}
