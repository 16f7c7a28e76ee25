import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A new name may be announced for a day to come, as mergers and moves are. */
export class AnnouncedChanges1763700002500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE planned_unit_changes DROP CONSTRAINT planned_unit_changes_kind_check;
      ALTER TABLE planned_unit_changes ADD CONSTRAINT planned_unit_changes_kind_check
        CHECK (kind IN ('change', 'move', 'merge', 'split', 'dissolve'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM planned_unit_changes WHERE kind = 'change';
      ALTER TABLE planned_unit_changes DROP CONSTRAINT planned_unit_changes_kind_check;
      ALTER TABLE planned_unit_changes ADD CONSTRAINT planned_unit_changes_kind_check
        CHECK (kind IN ('move', 'merge', 'split', 'dissolve'));
    `);
  }
}
