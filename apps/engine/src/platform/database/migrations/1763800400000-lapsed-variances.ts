import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The end of a variance is seen once: what was published under it is looked at again. */
export class LapsedVariances1763800400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE design_variances ADD COLUMN lapsed_at bigint;
      CREATE INDEX design_variances_lapsing ON design_variances (to_date) WHERE state = 'granted' AND lapsed_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX design_variances_lapsing;
      ALTER TABLE design_variances DROP COLUMN lapsed_at;
    `);
  }
}
