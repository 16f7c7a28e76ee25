import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * That a level above reminded a unit of adapting its design: kept by unit, as there is no design yet to hang it on.
 * Shown to that unit until it begins, or says that it takes the design as it is.
 */
export class DesignInvitations1763900300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE design_invitations (
        root_id text NOT NULL REFERENCES designs (id),
        unit_id text NOT NULL REFERENCES units (id),
        reminded_at bigint NOT NULL,
        reminded_by text NOT NULL REFERENCES people (id),
        -- when the unit said that it takes the design as it is
        declined_at bigint,
        declined_by text REFERENCES people (id),
        PRIMARY KEY (root_id, unit_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE design_invitations;');
  }
}
