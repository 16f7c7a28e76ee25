import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Units that join a running campaign start on the newest adaptation made for its version. What the launch kept stays:
 * others run on it, and who joins later still goes by it where nothing newer fits.
 */
export class LaterTemplates1763700002400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE campaign_templates ADD COLUMN launched boolean NOT NULL DEFAULT true,
        DROP CONSTRAINT campaign_templates_pkey, ADD PRIMARY KEY (campaign_id, unit_id, template_hash);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM campaign_templates WHERE NOT launched;
      ALTER TABLE campaign_templates DROP CONSTRAINT campaign_templates_pkey, ADD PRIMARY KEY (campaign_id, unit_id),
        DROP COLUMN launched;
    `);
  }
}
