import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Units that merge, split, move or dissolve while campaigns run: changes announced for a day to come, and what a change
 * means for each campaign – written with the change itself, carried out right after it, and again after a crash.
 */
export class Successions1763700002100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE planned_unit_changes (
        id text PRIMARY KEY,
        unit_id text NOT NULL REFERENCES units (id),
        kind text NOT NULL CHECK (kind IN ('move', 'merge', 'split', 'dissolve')),
        effective date NOT NULL,
        -- the minute the day begins where the offices are
        due_at integer NOT NULL,
        body jsonb NOT NULL,
        person_id text NOT NULL,
        planned_at bigint NOT NULL,
        status text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'done', 'cancelled', 'failed')),
        ended_at bigint,
        -- why it could not be carried out
        refusal jsonb
      );
      CREATE INDEX planned_unit_changes_due ON planned_unit_changes (due_at) WHERE status IN ('planned', 'failed');
      CREATE INDEX planned_unit_changes_unit ON planned_unit_changes (unit_id);

      CREATE TABLE successions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        campaign_id text NOT NULL REFERENCES campaigns (id),
        unit_id text NOT NULL REFERENCES units (id),
        kind text NOT NULL CHECK (kind IN ('merged', 'split', 'dissolved', 'moved')),
        effective date NOT NULL,
        reason text,
        -- the main one first
        successors text[] NOT NULL DEFAULT '{}',
        -- places in the tree above which there is something to count anew
        paths text[] NOT NULL DEFAULT '{}',
        made_at bigint NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        not_before bigint NOT NULL DEFAULT 0,
        done_at bigint
      );
      CREATE INDEX successions_waiting ON successions (not_before, id) WHERE done_at IS NULL;
      CREATE INDEX successions_unit ON successions (unit_id);
      CREATE INDEX successions_campaign ON successions (campaign_id);

      -- A unit that ended is in no scope any more; who carries on is counted, once.
      ALTER TABLE campaign_units DROP CONSTRAINT campaign_units_state_check;
      ALTER TABLE campaign_units ADD CONSTRAINT campaign_units_state_check
        CHECK (state IN ('running', 'exempt', 'flagged', 'succeeded'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE campaign_units DROP CONSTRAINT campaign_units_state_check;
      ALTER TABLE campaign_units ADD CONSTRAINT campaign_units_state_check CHECK (state IN ('running', 'exempt', 'flagged'));
      DROP TABLE successions, planned_unit_changes;
    `);
  }
}
