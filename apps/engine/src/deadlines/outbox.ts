import { Injectable, Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/system/metrics.js';
import { pauseAfter } from './postponed.js';

/** A message that left a run in the transaction of its events. */
export interface OutboxMessage {
  id: string;
  sender: string;
  kind: string;
  payload: Record<string, unknown>;
  /** Failed deliveries so far. */
  tries: number;
}

/** Delivers messages of one kind; an error leaves them for a later try. Delivery may repeat: it is idempotent. */
export type Courier = (messages: OutboxMessage[]) => Promise<void>;

const BATCH = 500;

/**
 * Delivers what runs have to tell. At least once outside, exactly once inside: a message is deleted after its
 * delivery, and couriers send what is true now instead of what has changed, so that repetition and order do no harm.
 * A message that cannot be delivered is put off alone; the others of its kind, and other kinds, go on.
 */
@Injectable()
export class Outbox {
  private readonly logger = new Logger('outbox');
  private readonly couriers = new Map<string, Courier>();
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  deliverBy(kind: string, courier: Courier): void {
    this.couriers.set(kind, courier);
  }

  /** Called whenever a message was written in this process. */
  onMessage(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Tells whoever relays that something is waiting. After commit, never inside. */
  written(): void {
    for (const listener of this.listeners) listener();
  }

  /** Works off a batch; answers how many messages it delivered or put off. */
  async relay(): Promise<number> {
    // Nearly always nothing waits, and every alarm asks: one look instead of a transaction around nothing.
    const [{ waits } = { waits: true }] = await this.database.query<{ waits: boolean }>(
      'SELECT EXISTS (SELECT FROM outbox WHERE not_before <= $1) AS waits',
      [this.clock.now()],
      'outbox_waits',
    );
    if (!waits) return 0;
    const client = await this.database.pool.connect();
    try {
      await client.query('BEGIN');
      const delivered = await this.deliver(client);
      await client.query('COMMIT');
      return delivered;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  private async deliver(client: PoolClient): Promise<number> {
    const now = this.clock.now();
    const { rows } = await client.query<OutboxMessage>(
      `SELECT id, sender, kind, payload, tries FROM outbox WHERE not_before <= $2
        ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [BATCH, now],
    );
    const failed = new Set<OutboxMessage>();
    for (const kind of new Set(rows.map((row) => row.kind))) {
      const messages = rows.filter((row) => row.kind === kind);
      for (const one of await this.undelivered(client, kind, messages)) failed.add(one);
    }
    const done = rows.filter((row) => !failed.has(row)).map(({ id }) => id);
    await client.query('DELETE FROM outbox WHERE id = ANY ($1::bigint[])', [done]);
    for (const { id, tries } of failed) {
      const until = now + pauseAfter(tries + 1);
      await client.query('UPDATE outbox SET tries = tries + 1, not_before = $2 WHERE id = $1', [id, until]);
    }
    return rows.length;
  }

  /** Delivers messages of one kind; answers those that could not be. */
  private async undelivered(client: PoolClient, kind: string, messages: OutboxMessage[]): Promise<OutboxMessage[]> {
    try {
      const courier = this.couriers.get(kind);
      if (courier === undefined) throw new Error('nobody delivers messages of this kind');
      await courier(messages);
      return [];
    } catch (error) {
      if (messages.length === 1) {
        const { id = '', sender = '' } = messages[0] ?? {};
        this.metrics.alarmFailures.inc({ work: 'message' });
        this.logger.error(
          `message ${id} (${kind}) of run ${sender} could not be delivered (${String(error)}). It is tried again later; ` +
            'all others go on. If it fails again, look whether the runs above are whole.',
        );
        return messages;
      }
    }
    // Without the database nothing can be delivered, and nothing is wrong with any message: then all of them wait.
    await client.query('SELECT');
    const failed: OutboxMessage[] = [];
    for (const message of messages) failed.push(...(await this.undelivered(client, kind, [message])));
    return failed;
  }
}
