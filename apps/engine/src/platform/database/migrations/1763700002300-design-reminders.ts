import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That a level above asked for an update to be taken over: shown to whoever has to, until it is. */
export class DesignReminders1763700002300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE designs ADD COLUMN reminded_at bigint, ADD COLUMN reminded_by text REFERENCES people (id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE designs DROP COLUMN reminded_at, DROP COLUMN reminded_by;');
  }
}
