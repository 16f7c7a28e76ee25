import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever asked to deviate takes note of the answer; those answered so far count as noted. */
export class SeenAnswers1763800500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE design_variances ADD COLUMN seen_at bigint, ADD COLUMN seen_by text;
      UPDATE design_variances SET seen_at = answered_at, seen_by = person_id WHERE answered_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE design_variances DROP COLUMN seen_at, DROP COLUMN seen_by;`);
  }
}
