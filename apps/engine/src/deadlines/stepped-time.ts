import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { SteppedClock } from '../platform/clock/stepped-clock.js';
import { Database } from '../platform/database/database.js';
import { Alarms } from './alarms.js';
import { nextDue } from './claim.js';

/** A job that was lost is rung for again after this long (real time, ms). */
const PATIENCE = 2000;
const LOOK = 5;

/**
 * Moves the stepped clock of demonstrations and tests from one due minute to the next. At each it wakes the real
 * queue, and goes on only when everything due by then is committed, so that what happens never depends on how fast
 * this machine is.
 */
@Injectable()
export class SteppedTime {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly alarms: Alarms,
  ) {}

  /** Moves to `target` (ms), stopping at every due minute on the way. */
  async advanceTo(target: number): Promise<void> {
    const { clock } = this;
    if (!(clock instanceof SteppedClock)) throw new Error('only a stepped clock can be moved');
    await this.settle();
    for (;;) {
      const due = Math.min(
        (await nextDue(this.database.pool, this.alarms.postponedRuns())) ?? Number.POSITIVE_INFINITY,
        (await this.alarms.nextOfOthers()) ?? Number.POSITIVE_INFINITY,
      );
      const next = due * 60_000 > target ? target : Math.max(due * 60_000, clock.now());
      await clock.set(next);
      await this.settle();
      if (next >= target) return;
    }
  }

  /** Waits until nothing is due and nothing is left to be told, but for what failed and is put off. */
  async settle(): Promise<void> {
    let rung = 0;
    while (await this.somethingDue()) {
      const now = performance.now();
      if (rung === 0 || now - rung > PATIENCE) {
        rung = now;
        this.alarms.ring();
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  }

  private async somethingDue(): Promise<boolean> {
    const minute = Math.floor(this.clock.now() / 60_000);
    if (((await this.alarms.nextOfOthers()) ?? Number.POSITIVE_INFINITY) <= minute) return true;
    const rows = await this.database.query<{ due: boolean }>(
      `SELECT EXISTS (SELECT FROM deadlines WHERE status = 'pending' AND due_at <= $1
          AND (kind = 'rung' OR run_id <> ALL ($2)))
        OR EXISTS (SELECT FROM outbox WHERE not_before <= $3) AS due`,
      [minute, this.alarms.postponedRuns(), this.clock.now()],
      'something_due',
    );
    return rows[0]!.due;
  }
}
