import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The stepped clock of demonstrations and tests: where it stands survives a kill. */
export class Clock1763700000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clock (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        now bigint NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE clock;');
  }
}
