import { createHash } from 'node:crypto';
import type { AnyRoute } from '@gangmu/contract';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Call } from './call.js';
import { Problem } from './problem.js';

/** Work that was begun and never answered, because its process died, may be begun again after this long (real, ms). */
const GIVEN_UP_AFTER = 10 * 60_000;

/**
 * Requests with an Idempotency-Key that are more than one guarded write: carried out once, and a repetition gets the
 * first answer. (Commands on runs keep their key in the transaction of their events instead.)
 */
@Injectable()
export class Repeats {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 409 while the first is still at work, 422 when the key was used for something else */
  async once<Answer>(route: AnyRoute, call: Call, work: () => Promise<Answer>): Promise<Answer> {
    const key = call.idempotencyKey;
    if (key === undefined) return work();
    const person = call.who.principal.person;
    const request = createHash('sha256')
      .update(route.id)
      .update(JSON.stringify([call.params, call.body]))
      .digest('hex');
    const known = await this.begin(person, key, request);
    if (known !== undefined) return known as Answer;
    const answer = await work().catch(async (error: unknown) => {
      // What was refused has not happened: the same key may be tried again.
      await this.database.query('DELETE FROM idempotency_keys WHERE person_id = $1 AND key = $2', [person, key]);
      throw error;
    });
    // Where this fails, the work is done all the same: the key stays taken, so that a repetition does not do it twice.
    await this.database.query(
      'UPDATE idempotency_keys SET status = $3, answer = $4 WHERE person_id = $1 AND key = $2',
      [person, key, route.status ?? 200, JSON.stringify(answer)],
    );
    return answer;
  }

  /** Takes the key, or answers what it led to. */
  private async begin(person: string, key: string, request: string): Promise<unknown> {
    const now = this.clock.now();
    const taken = await this.database.query(
      `INSERT INTO idempotency_keys (person_id, key, request, status, at) VALUES ($1, $2, $3, 0, $4)
        ON CONFLICT (person_id, key) DO UPDATE SET at = EXCLUDED.at
          WHERE idempotency_keys.status = 0 AND idempotency_keys.request = EXCLUDED.request AND idempotency_keys.at < $4 - $5
        RETURNING 1 AS taken`,
      [person, key, request, now, GIVEN_UP_AFTER],
    );
    if (taken.length > 0) return undefined;
    const [known] = await this.database.query<{ request: string; status: number; answer: unknown }>(
      'SELECT request, status, answer FROM idempotency_keys WHERE person_id = $1 AND key = $2',
      [person, key],
    );
    if (known === undefined) return this.begin(person, key, request);
    if (known.request !== request) throw reused();
    if (known.status === 0) throw new Problem(409, 'idempotency-in-progress', { headers: { 'retry-after': '1' } });
    return known.answer;
  }
}

export const reused = (): Problem => new Problem(422, 'idempotency-key-reused', { path: '/headers/idempotency-key' });
