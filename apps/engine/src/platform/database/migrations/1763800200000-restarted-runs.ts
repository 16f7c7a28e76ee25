import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A unit whose run was cancelled may take part again: it has one run at most that is not cancelled. The index is one on
 * campaign and unit as before, in which cancelled runs stand beside the other.
 */
export class RestartedRuns1763800200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX runs_unit;
      CREATE UNIQUE INDEX runs_unit ON runs (campaign_id, unit_id, (CASE WHEN status = 'cancelled' THEN id ELSE '' END));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX runs_unit; CREATE UNIQUE INDEX runs_unit ON runs (campaign_id, unit_id);');
  }
}
