import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rectification ledger. A problem is one row: columns are what lists filter, sort and count by, `body` is the
 * whole problem as folding its events gives it.
 */
export class Ledger1763700001100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE problems (
        id text PRIMARY KEY,
        campaign_id text NOT NULL REFERENCES campaigns (id),
        unit_id text NOT NULL REFERENCES units (id),
        status text NOT NULL CHECK (status IN ('open', 'requested', 'closed', 'withdrawn')),
        source text NOT NULL,
        aspect text NOT NULL,
        theme text,
        class text NOT NULL,
        due date,
        measures integer NOT NULL,
        measures_done integer NOT NULL,
        relapses integer NOT NULL,
        repeats text REFERENCES problems (id),
        version integer NOT NULL,
        body jsonb NOT NULL
      );
      CREATE INDEX problems_campaign ON problems (campaign_id, id DESC);
      CREATE INDEX problems_unit ON problems (unit_id, id DESC);
      CREATE INDEX problems_repeats ON problems (repeats) WHERE repeats IS NOT NULL;
      CREATE INDEX problems_late ON problems (due) WHERE status IN ('open', 'requested');

      CREATE TABLE rules (
        id text PRIMARY KEY,
        campaign_id text NOT NULL REFERENCES campaigns (id),
        unit_id text NOT NULL REFERENCES units (id),
        version integer NOT NULL,
        body jsonb NOT NULL
      );
      CREATE INDEX rules_campaign ON rules (campaign_id, id DESC);
      CREATE INDEX rules_unit ON rules (unit_id, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rules; DROP TABLE problems;');
  }
}
