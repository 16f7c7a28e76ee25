import type { Actor } from '@gangmu/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { ProgressJobs, type Tell } from '../platform/progress/progress.js';
import { MACHINE } from '../runs/machine.js';
import { RunDoor } from '../runs/run-door.js';
import { RunStore } from '../runs/run-store.js';
import { OutdatedRuns } from './outdated-runs.js';

const AT_ONCE = 64;
const CHUNK = 500;
const KIND = 'recompute';

interface Assignment {
  campaign: string;
  version: string;
  actor: Actor;
}

/**
 * Running deadlines computed anew by a newer calendar. The campaign says first which version it goes by, so that units
 * that join meanwhile start on it and a killed engine takes up what is left; then each run, through the door.
 */
@Injectable()
export class Recomputing implements OnModuleInit {
  private readonly others: ((campaign: string) => Promise<void>)[] = [];

  constructor(
    private readonly database: Database,
    private readonly outdated: OutdatedRuns,
    private readonly door: RunDoor,
    private readonly store: RunStore,
    private readonly jobs: ProgressJobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.resume<Assignment>(KIND, (assignment, tell) => this.carryOut(assignment, tell));
  }

  /** Other slices: what else is dated by a campaign's calendar. Called once it is pinned, and again after a crash. */
  alsoRecompute(other: (campaign: string) => Promise<void>): void {
    this.others.push(other);
  }

  /** What computing anew would change; nothing is written. */
  async preview(campaign: string): Promise<{ from: string; to: string; runs: number; later: number; earlier: number }> {
    const { version: from, newest: to } = await this.outdated.versions(campaign);
    const outdated = await this.outdated.of(campaign, to);
    let [later, earlier] = [0, 0];
    const at = this.clock.now();
    for (let n = 0; n < outdated.length; n += CHUNK) {
      const chunk = outdated.slice(n, n + CHUNK);
      const loaded = await this.store.fresh(chunk.map(({ run }) => run));
      for (const { run: id, calendar } of chunk) {
        const run = loaded.get(id)?.run;
        if (run === undefined) continue;
        const tried = await this.door.tried(run, {
          command: { type: 'RecomputeDeadlines' },
          actor: MACHINE,
          at,
          calendar,
        });
        if (!tried.ok) continue;
        for (const { id: item, due } of Object.values(tried.value.run.items)) {
          const was = run.items[item]?.due ?? due;
          if (was === null || due === null || was === due) continue;
          if (due > was) later += 1;
          else earlier += 1;
        }
      }
    }
    return { from, to, runs: outdated.length, later, earlier };
  }

  /** Begins; answers the job. @throws Problem 422 where the newest is in force already */
  async begin(campaign: string, actor: Actor): Promise<string> {
    const { newest } = await this.outdated.versions(campaign);
    if ((await this.outdated.of(campaign, newest)).length === 0)
      throw new Problem(422, 'calendar-in-force', { path: '/campaign', params: { calendar: newest } });
    const assignment: Assignment = { campaign, version: newest, actor };
    const job = await this.database.transaction(async (sql) => {
      await this.outdated.pin(sql, campaign, newest, { at: this.clock.now(), by: actor });
      return this.jobs.assign(sql, { kind: KIND, person: actor.person, assignment });
    });
    await this.jobs.start(job);
    return job;
  }

  private async carryOut(
    { campaign, version, actor }: Assignment,
    tell: Tell,
  ): Promise<{ campaign: string; calendar: string; runs: number; refused: number }> {
    for (const recompute of this.others) await recompute(campaign);
    const outdated = await this.outdated.of(campaign, version);
    let [next, done, refused] = [0, 0, 0];
    const work = async (): Promise<void> => {
      for (let one = outdated[next++]; one !== undefined; one = outdated[next++]) {
        const { run, calendar } = one;
        const { outcome } = await this.door.command({
          run,
          command: { type: 'RecomputeDeadlines' },
          actor,
          at: this.clock.now(),
          calendar,
        });
        // Refused is what ended or was computed anew meanwhile: there is nothing left to do.
        if (outcome === 'conflict') throw new Error(`run ${run} was too busy to be computed anew`);
        if (outcome === 'refused') refused += 1;
        done += 1;
        tell(done, outdated.length);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, outdated.length) }, work));
    return { campaign, calendar: version, runs: done - refused, refused };
  }
}
