import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Values } from '@gangmu/core';
import { Repository } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { Clock } from '../platform/clock/clock.js';
import { DraftEntity } from './draft.entity.js';

/** What has been filled in so far: no command, not in the record, deleted on hand-in. */
@Injectable()
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @InjectRepository(DraftEntity) private readonly drafts: Repository<DraftEntity>,
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
    const draft = await this.drafts.findOneBy({ runId: run, itemId: item });
    return draft === null ? null : { values: draft.values, savedAt: draft.savedAt };
  }
}
