import { Injectable } from '@nestjs/common';
import type { Values } from '@gangmu/core';
import { Database } from '../platform/database/database.js';
import { Clock } from '../platform/clock/clock.js';

/** What has been filled in so far: no command, not in the record, deleted on hand-in. */
@Injectable()
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async save(run: string, item: string, values: Values, person: string): Promise<{ savedAt: number }> {
    const savedAt = this.clock.now();
    await this.database.pool.query(
      `INSERT INTO drafts (run_id, item_id, values, person_id, saved_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (run_id, item_id) DO UPDATE SET values = EXCLUDED.values, person_id = EXCLUDED.person_id,
          saved_at = EXCLUDED.saved_at`,
      [run, item, JSON.stringify(values), person, savedAt],
    );
    return { savedAt };
  }

  async load(run: string, item: string): Promise<{ values: Values; savedAt: number } | null> {
    const { rows } = await this.database.pool.query<{ values: Values; saved_at: string }>(
      'SELECT values, saved_at FROM drafts WHERE run_id = $1 AND item_id = $2',
      [run, item],
    );
    return rows[0] === undefined ? null : { values: rows[0].values, savedAt: Number(rows[0].saved_at) };
  }
}
