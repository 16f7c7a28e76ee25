import type { Instant } from '@gangmu/core';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, Repository } from 'typeorm';
import { sweepSessions } from '../access/sessions.js';
import { Alarms } from '../deadlines/alarms.js';
import { sweepAutosaves } from '../designs/sweep-autosaves.js';
import { EvidenceRetention } from '../evidence/evidence-retention.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { IdempotencyKeyEntity } from '../platform/http/idempotency-key.entity.js';
import { ProgressEntity } from '../platform/progress/progress.entity.js';

const DAY = 24 * 3_600_000;
/** Nobody repeats a request after a week; a program that does is told the state it meets. */
export const KEYS_KEPT = 7 * DAY;
/** Long work is looked at while it runs and shortly after. */
export const PROGRESS_KEPT = 30 * DAY;

/**
 * Clears away once a day what nobody can use any more: answers to repeated requests, finished work, ended sessions,
 * failed sign-ins, codes that have run out, uploads never handed in,
 * old autosaves. Nothing of the record and nothing that a screen counts.
 */
@Injectable()
export class Housekeeping implements OnModuleInit {
  private readonly logger = new Logger('housekeeping');
  private clearedAt: Instant = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly alarms: Alarms,
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly evidence: EvidenceRetention,
    @InjectRepository(IdempotencyKeyEntity) private readonly keys: Repository<IdempotencyKeyEntity>,
    @InjectRepository(ProgressEntity) private readonly jobs: Repository<ProgressEntity>,
  ) {}

  onModuleInit(): void {
    // A stepped clock passes a month in a minute: what was asked a minute ago must not count as old.
    if (!this.clock.stepped) this.alarms.alsoDo(() => this.onceADay(this.clock.now()));
  }

  /** Clears at most once a day; alarms must not fail for it. */
  async onceADay(now: Instant): Promise<void> {
    if (now - this.clearedAt < DAY) return;
    this.clearedAt = now;
    await this.clear(now).catch((error: unknown) => {
      this.logger.error(`old rows could not be removed: ${String(error)}; tried again tomorrow`);
    });
  }

  /** Clears whatever is old at this moment. */
  async clear(now: Instant): Promise<void> {
    await this.keys.delete({ at: LessThan(now - KEYS_KEPT) });
    await this.jobs.delete({ at: LessThan(now - PROGRESS_KEPT) });
    await sweepSessions(this.database.pool, now);
    await sweepAutosaves(this.database.pool, now);
    await this.evidence.clear(now, Date.now());
  }
}
