import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What posts stand for among the roles of templates (分工). They belong to the post, so that a handover and a merger
 * take them along. A unit in scope that lacks somebody for a role says for which.
 */
export class PostDuties1763700003100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- ids or titles of roles, as templates name them; none stands for every role
      ALTER TABLE posts ADD COLUMN duties text[] NOT NULL DEFAULT '{}';
      CREATE INDEX posts_with_duties ON posts (role) WHERE duties <> '{}';
      ALTER TABLE campaign_units ADD COLUMN unheld_role jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaign_units DROP COLUMN unheld_role; ALTER TABLE posts DROP COLUMN duties;');
  }
}
