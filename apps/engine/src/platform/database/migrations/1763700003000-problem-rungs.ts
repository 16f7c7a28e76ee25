import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ladder of problems and their measures, kept like that of items: the truth about what is due, each rung ending
 * once. Notices say which problem and measure they are about.
 */
export class ProblemRungs1763700003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE problem_rungs (
        problem_id text NOT NULL REFERENCES problems (id),
        -- '' for the deadline of the problem itself
        measure_id text NOT NULL,
        revision integer NOT NULL,
        rung text NOT NULL,
        repetition integer NOT NULL,
        campaign_id text NOT NULL,
        -- who is to have it done, by the end of which day
        unit_id text NOT NULL,
        due date NOT NULL,
        due_at integer NOT NULL,
        effect text NOT NULL,
        target text NOT NULL,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'effected', 'cancelled', 'passed')),
        ended_at bigint,
        PRIMARY KEY (problem_id, measure_id, revision, rung, repetition)
      );
      CREATE INDEX problem_rungs_due ON problem_rungs (due_at) WHERE status = 'pending';
      CREATE INDEX problem_rungs_campaign ON problem_rungs (campaign_id, status);

      ALTER TABLE notices ADD COLUMN problem_id text, ADD COLUMN measure_id text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notices DROP COLUMN problem_id, DROP COLUMN measure_id;
      DROP TABLE problem_rungs;
    `);
  }
}
