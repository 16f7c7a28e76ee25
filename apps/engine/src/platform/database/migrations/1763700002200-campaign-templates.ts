import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which adaptations a campaign runs on: as they stood when it was launched, so that a unit that joins later starts on
 * what its neighbours started on.
 */
export class CampaignTemplates1763700002200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE campaign_templates (
        campaign_id text NOT NULL REFERENCES campaigns (id),
        unit_id text NOT NULL REFERENCES units (id),
        template_hash text NOT NULL REFERENCES templates (hash),
        applies text NOT NULL CHECK (applies IN ('self-and-below', 'below')),
        PRIMARY KEY (campaign_id, unit_id)
      );
      CREATE INDEX campaign_templates_hash ON campaign_templates (template_hash);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE campaign_templates;');
  }
}
