import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Calendars of working days by version, kept for ever: which one gave a deadline is recorded by its version, and runs
 * go on by theirs until they are told otherwise.
 */
export class Calendars1763700002300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendars (
        -- id and version of the data, as runs record it: 'cn 2026.1'
        version text PRIMARY KEY,
        id text NOT NULL,
        -- counts the versions of one calendar; the highest is the newest
        number integer NOT NULL,
        body jsonb NOT NULL,
        -- of the file as it was given, before what was known of other years was added
        given_hash text NOT NULL,
        source text NOT NULL CHECK (source IN ('shipped', 'imported')),
        file text,
        imported_by text REFERENCES people (id),
        imported_at bigint NOT NULL
      );
      CREATE UNIQUE INDEX calendars_number ON calendars (id, number);
      CREATE UNIQUE INDEX calendars_given ON calendars (id, given_hash);
      CREATE INDEX calendars_imported_by ON calendars (imported_by);
      -- Runs of before are dated by what their campaign was launched with.
      UPDATE runs r SET state = r.state || jsonb_build_object('calendar', c.calendar_version)
        FROM campaigns c WHERE c.id = r.campaign_id AND NOT r.state ? 'calendar';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendars;');
  }
}
