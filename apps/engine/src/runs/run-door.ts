import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type Decided,
  decideAndEvolve,
  type Refusal,
  type Result,
  type RunCommand,
  type RunContext,
  type RunEvent,
  type RunState,
} from '@gangmu/core';
import type { PoolClient } from 'pg';
import { Calendars } from '../calendars/calendars.js';
import { newId } from '../platform/ids.js';
import { messagesOf } from './run-messages.js';
import type { IdempotencyAnswer } from './run-commit.js';
import { type LoadedRun, RunStore } from './run-store.js';
import { RunSurroundings } from './run-surroundings.js';
import { changedWakes } from './run-wakes.js';
import { RunWriter } from './run-writer.js';

/** How a command ended. `conflict`: somebody was faster again and again; trying later is right. */
export type Outcome =
  | { outcome: 'done'; run: RunState; events: RunEvent[] }
  | { outcome: 'refused'; refusal: Refusal }
  | { outcome: 'missing' }
  | { outcome: 'conflict' };

export interface Order {
  run: string;
  command: RunCommand;
  actor: Actor;
  /** When it is recorded, epoch milliseconds. */
  at: number;
  /** Version of the calendar that `RecomputeDeadlines` takes up. */
  calendar?: string;
  /** Version the caller has seen (If-Match); a newer one is a conflict. */
  expected?: number;
  key?: Omit<IdempotencyAnswer, 'answer' | 'status'>;
  /** What else stands or falls with it, in the transaction that writes it. */
  also?: Also;
}
export type Also = (sql: PoolClient, run: RunState, order: Pick<Order, 'actor' | 'at'>) => Promise<void>;

/** People meet each other on a run seldom; a machine that loses this often is told to come back. */
const TRIES = 5;

/**
 * The one door: every change to a run, by people, alarms, imports and bulk commands, is decided and written here.
 * Commands on one run wait for each other in this process; against other processes the version guards.
 */
@Injectable()
export class RunDoor {
  private readonly queues = new Map<string, Promise<unknown>>();
  private told: () => void = () => undefined;
  private cancelling: Also | undefined;

  constructor(
    private readonly store: RunStore,
    private readonly writer: RunWriter,
    private readonly surroundings: RunSurroundings,
    private readonly calendars: Calendars,
  ) {}

  /** Called after a write that left messages in the outbox. */
  onMessages(listener: () => void): void {
    this.told = listener;
  }

  /** Another slice: what goes with the cancelling of a run, whoever orders it. An order's own `also` goes before it. */
  whenCancelling(also: Also): void {
    this.cancelling = also;
  }

  async command(order: Order): Promise<Outcome> {
    const before = this.queues.get(order.run) ?? Promise.resolve();
    const mine = before.then(() => this.carryOut(order));
    // Whoever comes next waits for this one, however it ends.
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    this.queues.set(order.run, settled);
    try {
      return await mine;
    } finally {
      if (this.queues.get(order.run) === settled) this.queues.delete(order.run);
    }
  }

  /** What a command would bring about on a run as it is; nothing is written. */
  async tried(run: RunState, order: Pick<Order, 'command' | 'actor' | 'at' | 'calendar'>): Promise<Result<Decided>> {
    return decideAndEvolve(run, order.command, await this.context(run, order));
  }

  private async carryOut(order: Order): Promise<Outcome> {
    let loaded = await this.store.load(order.run);
    let known = loaded;
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (loaded === undefined) return { outcome: 'missing' };
      const { run, head } = loaded;
      if (order.expected !== undefined && order.expected !== run.version) {
        if (known === undefined) return { outcome: 'conflict' };
      } else {
        const context = await this.context(run, order);
        const decided = decideAndEvolve(run, order.command, context);
        if (!decided.ok) {
          // Decided on what may be an old copy: nobody hears a refusal that a fresh read would not confirm.
          if (known === undefined) return { outcome: 'refused', refusal: decided.refusal };
        } else {
          const { events, run: after } = decided.value;
          if (events.length === 0) return { outcome: 'done', run, events };
          const messages = messagesOf(run, after, events, context);
          const { wakes, cancelled } = changedWakes(run, after, context);
          const also = order.also ?? (events.some(({ type }) => type === 'RunCancelled') ? this.cancelling : undefined);
          const written = await this.writer.write({
            ...(also === undefined ? {} : { also: (sql) => also(sql, after, order) }),
            before: run,
            after,
            events,
            head,
            by: order.actor,
            at: order.at,
            wakes,
            cancelled,
            messages,
            ...(order.key === undefined
              ? {}
              : { key: { ...order.key, status: 200, answer: { version: after.version } } }),
          });
          if (written.stored) {
            this.store.keep({ run: after, head: written.head });
            if (messages.length > 0) this.told();
            return { outcome: 'done', run: after, events };
          }
        }
      }
      known = undefined;
      loaded = (await this.store.fresh([order.run])).get(order.run);
    }
    return { outcome: 'conflict' };
  }

  private async context(run: LoadedRun['run'], order: Pick<Order, 'actor' | 'at' | 'calendar'>): Promise<RunContext> {
    const around = await this.surroundings.of(run);
    const anew =
      order.calendar === undefined
        ? {}
        : { calendar: await this.calendars.byVersion(order.calendar), formerCalendar: around.calendar };
    return { ...around, ...anew, actor: order.actor, at: order.at, newId };
  }
}
