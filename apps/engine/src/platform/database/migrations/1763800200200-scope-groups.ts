import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A campaign may be for the units of a group beside the tree only, within its subtree. */
export class ScopeGroups1763800200200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaigns ADD COLUMN scope_group text REFERENCES unit_groups (id);');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaigns DROP COLUMN scope_group;');
  }
}
