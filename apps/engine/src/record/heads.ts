import type { Head } from '@gangmu/core';
import type { ClientBase } from 'pg';

/**
 * Head of every stream, read from the events themselves: the primary key is walked from stream to stream, so that the
 * cost grows with the number of streams and not with the number of events.
 */
const HEADS = `
  WITH RECURSIVE streams AS (
    (SELECT stream_kind, stream_id FROM events ORDER BY stream_kind, stream_id LIMIT 1)
    UNION ALL
    SELECT next.stream_kind, next.stream_id FROM streams s, LATERAL (
      SELECT e.stream_kind, e.stream_id FROM events e
      WHERE (e.stream_kind, e.stream_id) > (s.stream_kind, s.stream_id)
      ORDER BY e.stream_kind, e.stream_id LIMIT 1) next
  )
  SELECT s.stream_kind || '/' || s.stream_id AS stream, head.seq, head.hash FROM streams s, LATERAL (
    SELECT e.seq, encode(e.hash, 'hex') AS hash FROM events e
    WHERE e.stream_kind = s.stream_kind AND e.stream_id = s.stream_id ORDER BY e.seq DESC LIMIT 1) head`;

/** Heads as of one moment; call it in a transaction that sees a single snapshot. */
export const currentHeads = async (sql: Pick<ClientBase, 'query'>): Promise<Head[]> =>
  (await sql.query<Head & Record<string, unknown>>(HEADS)).rows;

const SEALED = `
  SELECT DISTINCT ON (stream) stream, seq, hash FROM manifest_heads
  WHERE number <= $1 ORDER BY stream, number DESC`;

/** Heads a manifest vouches for, all streams. */
export const sealedHeads = async (sql: Pick<ClientBase, 'query'>, number: number): Promise<Head[]> =>
  (await sql.query<Head & Record<string, unknown>>(SEALED, [number])).rows;
