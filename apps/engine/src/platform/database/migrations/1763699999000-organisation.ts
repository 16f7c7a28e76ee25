import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Units, groups beside the tree, people, posts, and how people sign in.
 *
 * `path` holds the ids from the root down, each followed by a dot; with the C collation “below” is a range of the
 * index, and in conditions `LIKE prefix || '%'` (ids have no sign that LIKE takes for a pattern).
 */
export class Organisation1763699999000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE units (
        id text PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name_zh text NOT NULL,
        name_en text,
        parent_id text REFERENCES units (id),
        path text COLLATE "C" NOT NULL,
        level integer NOT NULL,
        category text NOT NULL,
        rank text,
        members integer NOT NULL DEFAULT 0 CHECK (members >= 0),
        valid_from date NOT NULL,
        valid_to date,
        -- names it had, or units had that were merged into it: searched along with the present one
        former_names text[] NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1,
        CHECK (valid_to IS NULL OR valid_to >= valid_from - 1)
      );
      CREATE UNIQUE INDEX units_path ON units (path);
      CREATE INDEX units_parent ON units (parent_id, code);
      CREATE INDEX units_category ON units (category);
      -- one tree, one root that exists today
      CREATE UNIQUE INDEX units_root ON units ((1)) WHERE parent_id IS NULL;

      CREATE TABLE unit_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        unit_id text NOT NULL REFERENCES units (id),
        kind text NOT NULL CHECK (kind IN ('created', 'changed', 'moved', 'merged', 'split', 'dissolved')),
        effective date NOT NULL,
        recorded_at bigint NOT NULL,
        person_id text,
        reason text,
        before jsonb,
        after jsonb
      );
      CREATE INDEX unit_changes_unit ON unit_changes (unit_id, id);

      -- Who carries on what an ended unit leaves: done and open items, problems, deadlines.
      CREATE TABLE unit_successors (
        unit_id text NOT NULL REFERENCES units (id),
        successor_id text NOT NULL REFERENCES units (id),
        kind text NOT NULL CHECK (kind IN ('merged', 'split', 'dissolved')),
        -- the one that takes over what cannot be divided
        main boolean NOT NULL,
        effective date NOT NULL,
        recorded_at bigint NOT NULL,
        PRIMARY KEY (unit_id, successor_id)
      );
      CREATE INDEX unit_successors_successor ON unit_successors (successor_id);

      CREATE TABLE unit_groups (
        id text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('territory', 'field', 'contact', 'inspection')),
        code text NOT NULL,
        name_zh text NOT NULL,
        name_en text,
        UNIQUE (kind, code)
      );
      CREATE TABLE unit_group_members (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        group_id text NOT NULL REFERENCES unit_groups (id),
        unit_id text NOT NULL REFERENCES units (id),
        from_date date NOT NULL,
        -- the last day; null while it lasts
        to_date date
      );
      CREATE INDEX unit_group_members_unit ON unit_group_members (unit_id, group_id);
      CREATE INDEX unit_group_members_group ON unit_group_members (group_id, from_date);

      CREATE TABLE people (
        id text PRIMARY KEY,
        login text NOT NULL UNIQUE CHECK (login = lower(login)),
        name_zh text NOT NULL,
        name_en text,
        phone text,
        email text,
        unit_id text NOT NULL REFERENCES units (id),
        password_hash text,
        must_change_password boolean NOT NULL DEFAULT false,
        active boolean NOT NULL DEFAULT true,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX people_unit ON people (unit_id);

      CREATE TABLE posts (
        id text PRIMARY KEY,
        code text NOT NULL UNIQUE,
        unit_id text NOT NULL REFERENCES units (id),
        title_zh text NOT NULL,
        title_en text,
        role text NOT NULL
          CHECK (role IN ('administrator', 'designer', 'operator', 'reviewer', 'inspector', 'auditor')),
        scope text NOT NULL CHECK (scope IN ('subtree', 'unit', 'named')),
        valid_from date NOT NULL,
        valid_to date
      );
      CREATE INDEX posts_unit ON posts (unit_id, role);
      CREATE TABLE post_units (
        post_id text NOT NULL REFERENCES posts (id),
        unit_id text NOT NULL REFERENCES units (id),
        PRIMARY KEY (post_id, unit_id)
      );
      CREATE INDEX post_units_unit ON post_units (unit_id);
      CREATE TABLE post_holders (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        post_id text NOT NULL REFERENCES posts (id),
        person_id text NOT NULL REFERENCES people (id),
        from_date date NOT NULL,
        to_date date,
        recorded_at bigint NOT NULL,
        note text
      );
      CREATE INDEX post_holders_post ON post_holders (post_id, from_date);
      CREATE INDEX post_holders_person ON post_holders (person_id);
      -- one holder at a time: what is open belongs to one person
      CREATE UNIQUE INDEX post_holders_current ON post_holders (post_id) WHERE to_date IS NULL;

      -- Secrets are kept as hashes only: whoever reads the database signs in as nobody.
      CREATE TABLE sessions (
        id text PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        previous_hash bytea,
        person_id text NOT NULL REFERENCES people (id),
        started_at bigint NOT NULL,
        seen_at bigint NOT NULL,
        rotated_at bigint NOT NULL,
        address text
      );
      CREATE UNIQUE INDEX sessions_previous ON sessions (previous_hash) WHERE previous_hash IS NOT NULL;
      CREATE INDEX sessions_person ON sessions (person_id);
      CREATE INDEX sessions_started ON sessions (started_at);

      CREATE TABLE api_tokens (
        id text PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        person_id text NOT NULL REFERENCES people (id),
        name text NOT NULL,
        permissions text[] NOT NULL,
        within text[],
        created_at bigint NOT NULL,
        expires_at bigint NOT NULL,
        last_used_at bigint,
        revoked_at bigint
      );
      CREATE INDEX api_tokens_person ON api_tokens (person_id);

      CREATE TABLE reset_codes (
        person_id text PRIMARY KEY REFERENCES people (id),
        code_hash bytea NOT NULL,
        issued_by text,
        expires_at bigint NOT NULL
      );

      CREATE TABLE sign_in_failures (
        key text PRIMARY KEY,
        failures integer NOT NULL,
        at bigint NOT NULL
      );
      CREATE INDEX sign_in_failures_at ON sign_in_failures (at);

      -- What this database holds: set once, at the first start.
      CREATE TABLE installation (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        sample boolean NOT NULL,
        at bigint NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE installation, sign_in_failures, reset_codes, api_tokens, sessions, post_holders, post_units, posts, people,
        unit_group_members, unit_groups, unit_successors, unit_changes, units;
    `);
  }
}
