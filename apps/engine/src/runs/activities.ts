import type { activitySchema, CommandResult } from '@gangmu/contract';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { z } from 'zod';
import { Clock } from '../platform/clock/clock.js';
import type { SignedIn } from '../platform/http/access.js';
import { type OrderOptions, Orders } from './orders.js';

/**
 * Something held once that counts for several items and units (活动记录): recorded once, then every run takes its
 * share through the door, each succeeding or failing alone.
 */
@Injectable()
export class Activities {
  constructor(
    private readonly database: Database,
    private readonly orders: Orders,
    private readonly clock: Clock,
  ) {}

  async record(
    who: SignedIn,
    id: string,
    body: z.output<typeof activitySchema>,
    options: OrderOptions,
  ): Promise<{ activity: string; results: CommandResult[]; done: number; refused: number }> {
    const { campaign, counts, onBehalfOf, ...held } = body;
    const answer = await this.orders.many(
      who,
      counts.map(({ run, item, values }) => ({
        run,
        command: { type: 'SubmitItem' as const, item, values, activity: id },
        onBehalfOf,
      })),
      options,
    );
    // Only an activity that counted for something is kept: nothing half-recorded stays behind.
    if (answer.done > 0) {
      await this.database.pool.query(
        `INSERT INTO activities (id, campaign_id, unit_id, held_on, body, recorded_by, recorded_at)
          SELECT $1, $2, r.unit_id, $3, $4, $5, $6 FROM runs r WHERE r.id = $7 AND r.campaign_id = $2
          ON CONFLICT (id) DO NOTHING`,
        [
          id,
          campaign,
          body.heldOn,
          held,
          who.principal.person,
          this.clock.now(),
          answer.results.find((result) => result.ok)!.run,
        ],
      );
    }
    return { activity: id, ...answer };
  }
}
