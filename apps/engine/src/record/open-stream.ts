/** What is left of a stream's events, for those who fold it again after an erasure. */
import { openEvent, type Stream, type StreamKind } from '@gangmu/core';
import type { PoolClient } from 'pg';

/** Ids of the streams of a kind that hold one of these personal values, in order of id. */
export const streamsMentioning = async (
  sql: PoolClient,
  kind: StreamKind,
  hashes: readonly string[],
): Promise<string[]> => {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT DISTINCT e.stream_id AS id FROM events e, unnest($2::text[]) AS gone(hash)
     WHERE e.stream_kind = $1 AND strpos(e.body, gone.hash) > 0 ORDER BY 1`,
    [kind, hashes],
  );
  return rows.map(({ id }) => id);
};

/** The stream's events from the first on; personal values that exist no more are null. */
export const openStream = async (sql: PoolClient, stream: Stream): Promise<{ type: string }[]> => {
  const events = await sql.query<{ body: string }>(
    'SELECT body FROM events WHERE stream_kind = $1 AND stream_id = $2 ORDER BY seq',
    [stream.kind, stream.id],
  );
  const kept = await sql.query<{ hash: string; value: unknown }>(
    `SELECT p.hash, p.value FROM personal_values p
     WHERE p.hash IN (SELECT m[1] FROM events e, regexp_matches(e.body, '"\\$personal":"([0-9a-f]{64})"', 'g') m
       WHERE e.stream_kind = $1 AND e.stream_id = $2)`,
    [stream.kind, stream.id],
  );
  const values = new Map(kept.rows.map(({ hash, value }) => [hash, value]));
  return events.rows.map(({ body }) => openEvent(body, (hash) => values.get(hash)).event);
};
