import type { Instant } from '@gangmu/core';
import type { Pool } from 'pg';
import { Clock } from './clock.js';

/**
 * A clock that stands until it is moved, kept in the database: after a kill it stands where it stood. It never goes
 * back.
 */
export class SteppedClock extends Clock {
  readonly stepped = true;
  private instant: Instant = 0;

  constructor(private readonly pool: Pool) {
    super();
  }

  now(): Instant {
    return this.instant;
  }

  /** Takes up where the database says; starts at `otherwise` in a new one. */
  async load(otherwise: Instant): Promise<void> {
    const { rows } = await this.pool.query<{ now: string }>(
      `INSERT INTO clock (now) VALUES ($1) ON CONFLICT (single) DO UPDATE SET now = clock.now RETURNING now`,
      [otherwise],
    );
    this.instant = Number(rows[0]!.now);
  }

  async set(instant: Instant): Promise<void> {
    if (instant <= this.instant) return;
    await this.pool.query('UPDATE clock SET now = $1 WHERE now < $1', [instant]);
    this.instant = instant;
  }
}
