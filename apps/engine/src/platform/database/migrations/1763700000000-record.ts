import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The record. Append-only: the runtime role may insert and read, nothing else (granted where the role is made).
 * `body` is the canonical text the hash was made over; it is text, not jsonb, so that no database rewrites it.
 * `xid` and `position` together give readers a place that a late commit cannot slip behind: a reader goes by (xid,
 * position) and takes only rows whose transaction ended before every transaction still running
 * (`xid < pg_snapshot_xmin(pg_current_snapshot())`).
 */
export class Record1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE events (
        position bigint GENERATED ALWAYS AS IDENTITY,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        stream_kind text NOT NULL,
        stream_id text NOT NULL,
        seq integer NOT NULL CHECK (seq > 0),
        campaign_id text,
        at bigint NOT NULL,
        type text NOT NULL,
        body text NOT NULL,
        hash bytea NOT NULL CHECK (octet_length(hash) = 32),
        PRIMARY KEY (stream_kind, stream_id, seq)
      );
      CREATE UNIQUE INDEX events_order ON events (xid, position);

      -- Personal fields are in the chain by hash only; erasing one is deleting its row here.
      CREATE TABLE personal_values (
        hash text PRIMARY KEY,
        salt text NOT NULL,
        value jsonb NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE personal_values; DROP TABLE events;');
  }
}
