import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Long work that must be done whatever becomes of the process that began it says what it is, so that another can take it
 * up. And what a new calendar brought to light in what is published, until a version without it stands.
 */
export class DesignRechecks1763700003200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE progress ADD COLUMN assignment jsonb, ADD COLUMN tries integer NOT NULL DEFAULT 0;
      CREATE INDEX progress_assigned ON progress (at, id) WHERE status = 'working' AND assignment IS NOT NULL;

      CREATE TABLE design_rechecks (
        design_id text PRIMARY KEY REFERENCES designs (id),
        -- version of the calendar that brought them to light
        calendar text NOT NULL,
        findings jsonb NOT NULL,
        at bigint NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE design_rechecks;
      ALTER TABLE progress DROP COLUMN assignment, DROP COLUMN tries;
    `);
  }
}
