import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an activity counts for, and what of that is still to be shared: a killed engine takes it up where it was. */
export class ActivityShares1763800200100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE activities
        -- [{ run, item }]
        ADD COLUMN shares jsonb NOT NULL DEFAULT '[]',
        -- the orders to be given, until all of them were
        ADD COLUMN pending jsonb;
      CREATE INDEX activities_pending ON activities (recorded_at, id) WHERE pending IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE activities DROP COLUMN shares, DROP COLUMN pending;');
  }
}
