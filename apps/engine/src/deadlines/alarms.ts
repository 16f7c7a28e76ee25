import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Clock } from '../platform/clock/clock.js';
import type { OpenQueue, OpenWorker, Queues } from '../platform/queue/queues.js';
import { Metrics } from '../platform/system/metrics.js';
import { MACHINE } from '../runs/machine.js';
import { RunDoor } from '../runs/run-door.js';
import { dueMinutes, dueOpenings, type DueOpening, endItemRungs, endOpenings } from './claim.js';
import { Outbox } from './outbox.js';
import { Postponed } from './postponed.js';

const QUEUE = 'alarms';
const SWEEP = 60_000;
/** Alarms are set this far ahead; every sweep sets those of its own window, so none is set too late. */
const AHEAD = 2 * SWEEP;
const ADVANCE_AT_ONCE = 64;
/** A job that no worker has begun after this long (ms) is taken for lost. */
const LOST_AFTER = 2000;

/**
 * Rings for due times and works off what is due. The table of deadlines is the truth: BullMQ only wakes a worker, the
 * worker asks the table until nothing is due, and a sweep every minute finds whatever a lost alarm would have rung for.
 */
@Injectable()
export class Alarms implements OnApplicationShutdown {
  private readonly logger = new Logger('alarms');
  private queue: OpenQueue | undefined;
  private worker: OpenWorker | undefined;
  private sweeper: NodeJS.Timeout | undefined;
  private draining: Promise<void> | undefined;
  private again = false;
  /** When a worker was last rung for that has not begun yet. */
  private rangAt = Number.NEGATIVE_INFINITY;
  private rings = 0;
  private readonly others: (() => Promise<void>)[] = [];
  private readonly times: (() => Promise<number | null>)[] = [];
  private readonly postponed = new Postponed();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly door: RunDoor,
    private readonly outbox: Outbox,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Work of other slices to be looked at whenever the alarms are: cheap when there is nothing to do. Work that has a
   * time of its own says when it is due next (minute; null: nothing is), and is rung for like any deadline.
   */
  alsoDo(work: () => Promise<void>, due?: () => Promise<number | null>): void {
    this.others.push(work);
    if (due !== undefined) this.times.push(due);
  }

  /** The next minute at which work of other slices is due; null when nothing is. */
  async nextOfOthers(): Promise<number | null> {
    const due = (await Promise.all(this.times.map((next) => next()))).filter((minute) => minute !== null);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Runs that could not be advanced and whose next try is still to come. */
  postponedRuns(): string[] {
    return this.postponed.at(this.clock.now());
  }

  /** Opens the queue; with `work` also works it off and sweeps (roles all and worker). */
  async start(queues: Queues, work: boolean): Promise<void> {
    this.queue = await queues.queue(QUEUE);
    if (!work) return;
    this.worker = await queues.worker(QUEUE, () => {
      this.rangAt = Number.NEGATIVE_INFINITY;
      return this.drain();
    });
    this.outbox.onMessage(() => this.ring());
    if (!this.clock.stepped) {
      const sweep = (): void => {
        void this.sweep().catch((error: unknown) => this.logger.error(`sweep: ${String(error)}`));
      };
      this.sweeper = setInterval(sweep, SWEEP);
      sweep();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.sweeper);
    await this.worker?.close();
    await this.queue?.close();
    await this.draining;
  }

  /** Wakes a worker now. Calls before it has begun are one; losing the job is harmless. */
  ring(): void {
    const now = performance.now();
    if (now - this.rangAt < LOST_AFTER) return;
    this.rangAt = now;
    this.rings += 1;
    // A name of its own: a job of the same name that is just being worked off would swallow this one.
    this.add(`now-${process.pid}-${Date.now().toString(36)}-${this.rings}`, 0);
  }

  /** Wakes a worker at a minute to come. */
  private ringAt(minute: number): void {
    this.add(`wake-${minute}`, minute * 60_000 - this.clock.now());
  }

  private add(id: string, delay: number): void {
    void this.queue
      ?.add(id, delay)
      .catch((error: unknown) =>
        this.logger.warn(`an alarm was not set, the sweep will find what is due: ${String(error)}`),
      );
  }

  /** Works off what is due and sets the alarms of the next minutes. */
  private async sweep(): Promise<void> {
    await this.drain();
    const now = this.clock.now();
    const minutes = await dueMinutes(this.database.pool, now, now + AHEAD);
    const other = await this.nextOfOthers();
    if (other !== null && other * 60_000 > now && other * 60_000 <= now + AHEAD) minutes.push(other);
    for (const minute of new Set(minutes)) this.ringAt(minute);
  }

  /** Works until nothing is due. One at a time per process; a call during another makes it look once more. */
  drain(): Promise<void> {
    if (this.draining !== undefined) {
      this.again = true;
      return this.draining;
    }
    this.draining = (async () => {
      do {
        this.again = false;
        await this.work();
      } while (this.again);
    })().finally(() => {
      this.draining = undefined;
    });
    return this.draining;
  }

  private async work(): Promise<void> {
    const failures: unknown[] = [];
    // What fails must not keep the rest from its turn.
    const alone = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        this.metrics.alarmFailures.inc({ work: name });
        this.logger.error(`${name}: ${String(error)}`);
        failures.push(error);
      }
    };
    // Openings first: an item that opens late makes its own rungs, and those of others do not wait for it long.
    await alone('openings', async () => {
      while ((await this.advance()) > 0);
    });
    await alone('rungs', () => endItemRungs(this.database.pool, () => this.clock.now()));
    await alone('outbox', async () => {
      while ((await this.outbox.relay()) > 0);
    });
    for (const other of this.others) await alone('other work', other);
    // The queue rings again for what failed as a whole, sooner than the next sweep.
    if (failures.length > 0) throw failures[0];
  }

  private async advance(): Promise<number> {
    const now = this.clock.now();
    const due = await dueOpenings(this.database.pool, now, ADVANCE_AT_ONCE, this.postponed.at(now));
    await Promise.all(due.map((one) => this.advanceRun(one, now)));
    return due.length;
  }

  /** Advances one run; when that fails, it alone is put off. */
  private async advanceRun({ run_id: run, kind }: DueOpening, now: number): Promise<void> {
    try {
      const command = { type: kind === 'close' ? 'CloseRun' : 'AdvanceTime' } as const;
      const { outcome } = await this.door.command({ run, command, actor: MACHINE, at: now });
      if (outcome === 'refused') this.logger.error(`run ${run} refused to advance`);
      if (outcome !== 'conflict') await endOpenings(this.database.pool, run, now);
      this.postponed.succeeded(run);
    } catch (error) {
      const until = this.postponed.failed(run, now);
      this.metrics.alarmFailures.inc({ work: 'run' });
      this.logger.error(
        `run ${run} could not be advanced (${String(error)}). It is tried again from ${new Date(until).toISOString()}; ` +
          'all others go on. If it fails again, look whether its template, unit and calendar are there.',
      );
    }
  }
}
