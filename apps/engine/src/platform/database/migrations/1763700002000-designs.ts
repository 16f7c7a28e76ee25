import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The designer's store. A design is a line of versions owned by a unit: a template, or an adaptation of the design of
 * the nearest unit above. What applies with a version is a template like any other, found in `templates` by its hash,
 * so that runs need not know that it was adapted.
 */
export class Designs1763700002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE designs (
        id text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('template', 'adaptation')),
        unit_id text NOT NULL REFERENCES units (id),
        -- the template at the head of the chain; itself for a template
        root_id text NOT NULL REFERENCES designs (id),
        title jsonb NOT NULL,
        applies text NOT NULL CHECK (applies IN ('self-and-below', 'below')),
        takeover text NOT NULL DEFAULT 'ask' CHECK (takeover IN ('ask', 'dates-and-people', 'automatic')),
        -- of the last published version, 0 before the first
        number integer NOT NULL DEFAULT 0,
        -- counts every change of the draft and never goes back: what If-Match is held against
        revision integer NOT NULL DEFAULT 0,
        -- answers to the conflicts of the update that waits
        decisions jsonb NOT NULL DEFAULT '[]',
        archived_at bigint,
        created_by text NOT NULL,
        created_at bigint NOT NULL
      );
      CREATE INDEX designs_unit ON designs (unit_id);
      CREATE UNIQUE INDEX designs_one_per_unit ON designs (root_id, unit_id) WHERE archived_at IS NULL;

      CREATE TABLE design_versions (
        design_id text NOT NULL REFERENCES designs (id),
        number integer NOT NULL,
        hash text NOT NULL REFERENCES templates (hash),
        base text REFERENCES templates (hash),
        difference jsonb,
        -- where the cards stand: no part of the hash, so that it is kept with the version
        layout jsonb,
        applies text NOT NULL,
        decisions jsonb NOT NULL DEFAULT '[]',
        tightenings jsonb NOT NULL DEFAULT '[]',
        origin text NOT NULL CHECK (origin IN ('published', 'taken-over')),
        reason text NOT NULL,
        document text,
        person_id text,
        at bigint NOT NULL,
        -- when the level above took note of its tightenings
        seen_by text,
        seen_at bigint,
        PRIMARY KEY (design_id, number)
      );
      CREATE INDEX design_versions_hash ON design_versions (hash);
      CREATE INDEX design_versions_base ON design_versions (base);

      CREATE TABLE design_drafts (
        design_id text PRIMARY KEY REFERENCES designs (id),
        format text NOT NULL,
        -- no reference: a draft outlives what it was made on
        base text,
        -- a template, or what an adaptation changes of its base
        body jsonb NOT NULL,
        person_id text,
        at bigint NOT NULL
      );

      CREATE TABLE design_autosaves (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        design_id text NOT NULL REFERENCES designs (id),
        revision integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('saved', 'rejected', 'discarded')),
        base text,
        body jsonb NOT NULL,
        person_id text,
        at bigint NOT NULL
      );
      CREATE INDEX design_autosaves_design ON design_autosaves (design_id, id DESC);

      CREATE TABLE design_leases (
        design_id text PRIMARY KEY REFERENCES designs (id),
        key text NOT NULL,
        person_id text NOT NULL,
        since bigint NOT NULL,
        until bigint NOT NULL
      );

      -- What the newest version above means for a design, as it was computed.
      CREATE TABLE design_updates (
        design_id text PRIMARY KEY REFERENCES designs (id),
        against text NOT NULL,
        state text NOT NULL CHECK (state IN ('automatic', 'decisions', 'refused')),
        conflicts integer NOT NULL,
        reasons jsonb NOT NULL,
        at bigint NOT NULL
      );

      CREATE TABLE design_variances (
        id text PRIMARY KEY,
        root_id text NOT NULL REFERENCES designs (id),
        unit_id text NOT NULL REFERENCES units (id),
        path text NOT NULL,
        allows text NOT NULL CHECK (allows IN ('change', 'remove')),
        from_date date,
        to_date date,
        reason text NOT NULL,
        person_id text NOT NULL,
        at bigint NOT NULL,
        set_by text NOT NULL REFERENCES units (id),
        state text NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'withdrawn')),
        units text[] NOT NULL DEFAULT '{}',
        answered_by text,
        answered_at bigint,
        answer text,
        document text
      );
      CREATE INDEX design_variances_root ON design_variances (root_id, state);
      CREATE INDEX design_variances_unit ON design_variances (unit_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE design_variances, design_updates, design_leases, design_autosaves, design_drafts, design_versions, designs;
    `);
  }
}
