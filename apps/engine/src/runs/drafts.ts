import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Values } from '@gangmu/core';
import { Repository } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { Clock } from '../platform/clock/clock.js';
import { refused } from '../platform/http/problem.js';
import { DraftEntity } from './draft.entity.js';

/** What has been filled in so far: no command, not in the record, deleted on hand-in. */
@Injectable()
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @InjectRepository(DraftEntity) private readonly drafts: Repository<DraftEntity>,
  ) {}

  /**
   * The item's row is held while this is written: a hand-in that commits meanwhile waits and deletes it, one that has
   * committed leaves nothing to write to.
   *
   * @throws Problem 422 `run.item.not-with-unit` for an item that is handed in, over or not there
   */
  async save(run: string, item: string, values: Values, person: string): Promise<{ savedAt: number }> {
    const savedAt = this.clock.now();
    const { rowCount } = await this.database.pool.query(
      `WITH item AS (SELECT run_id, id FROM items WHERE run_id = $1 AND id = $2 AND status IN ('open', 'returned') FOR SHARE)
        INSERT INTO drafts (run_id, item_id, values, person_id, saved_at)
        SELECT run_id, id, $3::jsonb, $4, $5::bigint FROM item
        ON CONFLICT (run_id, item_id) DO UPDATE SET values = EXCLUDED.values, person_id = EXCLUDED.person_id,
          saved_at = EXCLUDED.saved_at`,
      [run, item, JSON.stringify(values), person, savedAt],
    );
    if (rowCount !== 1) throw refused({ code: 'run.item.not-with-unit', path: '/params/item', params: { item } });
    return { savedAt };
  }

  async load(run: string, item: string): Promise<{ values: Values; savedAt: number } | null> {
    const draft = await this.drafts.findOneBy({ runId: run, itemId: item });
    return draft === null ? null : { values: draft.values, savedAt: draft.savedAt };
  }
}
