import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody has to decide of a design that was begun from last year's or from a file, until it is ticked off. */
export class OpenDecisions1763800600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE designs ADD COLUMN to_decide jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE designs DROP COLUMN to_decide');
  }
}
