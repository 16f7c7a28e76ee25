import { Injectable, Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../platform/database/database.js';

/** A message that left a run in the transaction of its events. */
export interface OutboxMessage {
  id: string;
  sender: string;
  kind: string;
  payload: Record<string, unknown>;
}

/** Delivers the messages of one kind; an error leaves them for the next try. Delivery may repeat: it is idempotent. */
export type Courier = (messages: OutboxMessage[]) => Promise<void>;

const BATCH = 500;

/**
 * Delivers what runs have to tell. At least once outside, exactly once inside: a message is deleted after its
 * delivery, and couriers send what is true now instead of what has changed, so that repetition and order do no harm.
 */
@Injectable()
export class Outbox {
  private readonly logger = new Logger('outbox');
  private readonly couriers = new Map<string, Courier>();
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly database: Database) {}

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

  /** Delivers a batch; answers how many messages it took out. */
  async relay(): Promise<number> {
    // Nearly always nothing waits, and every alarm asks: one look instead of a transaction around nothing.
    const [{ waits } = { waits: true }] = await this.database.query<{ waits: boolean }>(
      'SELECT EXISTS (SELECT FROM outbox) AS waits',
      [],
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
    const { rows } = await client.query<OutboxMessage>(
      'SELECT id, sender, kind, payload FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED',
      [BATCH],
    );
    const byKind = new Map<string, OutboxMessage[]>();
    for (const row of rows) byKind.set(row.kind, [...(byKind.get(row.kind) ?? []), row]);
    const done: string[] = [];
    for (const [kind, messages] of byKind) {
      const courier = this.couriers.get(kind);
      if (courier === undefined) {
        this.logger.error(`nobody delivers messages of kind ${kind}`);
        continue;
      }
      await courier(messages);
      done.push(...messages.map((message) => message.id));
    }
    await client.query('DELETE FROM outbox WHERE id = ANY ($1::bigint[])', [done]);
    return done.length;
  }
}
