/** Scenarios that must hold whichever queue keeps the alarms: the one in PostgreSQL, or Redis (or Valkey). */
import { afterAll, beforeAll, describe } from '@jest/globals';
import pg from 'pg';
import { redisProgram, type RedisServer, startRedis } from './redis.js';
import type { SmallCounty } from './small-county.js';

export interface QueueUnderTest {
  /** What an engine must be told to keep its alarms there. */
  settings(): Record<string, string>;
  /** Everything the queue holds is gone. */
  loseJobs(county: SmallCounty): Promise<void>;
}

/**
 * Declares the same tests for each queue, e.g. `ladders rung for by PostgreSQL`. Where no Redis can be had, `npm test`
 * says so and counts each file that uses this as skipped once: it looks for the name of this function.
 */
export function onEitherQueue(title: string, tests: (queue: QueueUnderTest) => void): void {
  const program = redisProgram();
  if (program === undefined && process.env['GANGMU_TEST_REDIS'] === undefined)
    throw new Error('No redis-server here: install one, or leave its half out with an empty GANGMU_TEST_REDIS.');
  describe(`${title} PostgreSQL`, () => {
    tests({ settings: () => ({}), loseJobs: loseRows });
  });
  if (program === undefined) return;
  describe(`${title} Redis`, () => {
    let redis: RedisServer;
    beforeAll(async () => {
      redis = await startRedis(program);
    });
    tests({ settings: () => ({ REDIS_URL: redis.url }), loseJobs: () => redis.forget() });
    // Declared last: the engine of these tests has let go of it.
    afterAll(async () => redis?.stop());
  });
}

async function loseRows(county: SmallCounty): Promise<void> {
  const owner = new pg.Client({ connectionString: county.database.url });
  await owner.connect();
  const { rows } = await owner.query<{ tablename: string }>(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`,
  );
  if (rows.length === 0) throw new Error('the queue keeps nothing where it was looked for');
  await owner.query(`TRUNCATE ${rows.map(({ tablename }) => `bullmq."${tablename}"`).join(', ')}`);
  await owner.end();
}
