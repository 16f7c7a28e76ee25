/** The record as lines, streamed: neither the engine nor the database ever holds more than a batch of it. */
import {
  byStream,
  createExportWriter,
  type Head,
  type PersonalValue,
  type SignedManifest,
  type Signer,
  streamName,
} from '@gangmu/core';
import type { Pool, PoolClient } from 'pg';
import { sealedHeads } from './heads.js';
import { ACCESS_STREAM } from './streams.js';

export interface ExportOptions {
  county: string;
  at: number;
  personal: 'included' | 'withheld';
  /** Seals the record, so that every event in the file is covered by a signature. */
  seal: () => Promise<SignedManifest>;
}

/** Events read in one query; small enough for the memory, large enough for the round trips. */
const EVENTS_AT_ONCE = 5000;
const PERSONAL_AT_ONCE = 2000;

const EVENTS = `
  SELECT e.body, encode(e.hash, 'hex') AS hash
  FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) WITH ORDINALITY AS h(kind, id, first, last, place)
  JOIN events e ON e.stream_kind = h.kind AND e.stream_id = h.id AND e.seq BETWEEN h.first AND h.last
  ORDER BY h.place, e.seq`;
const ERASED_SINCE = `
  SELECT 1 FROM events WHERE stream_kind = $1 AND stream_id = $2 AND seq > $3 AND type = 'PersonalErased' LIMIT 1`;
const PERSONAL = `
  SELECT hash, salt, value FROM personal_values WHERE hash = ANY ($1) ORDER BY hash`;
const MANIFESTS = `
  SELECT m.body, m.signature, COALESCE((SELECT jsonb_agg(jsonb_build_array(h.stream, h.seq, h.hash) ORDER BY h.stream COLLATE "C")
    FROM manifest_heads h WHERE h.number = m.number), '[]') AS heads
  FROM manifests m WHERE m.number = $1`;

const SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
type Writer = ReturnType<typeof createExportWriter>;
const MARK = /"\$personal":"([0-9a-f]{64})"/g;

async function* manifestLines(sql: PoolClient, count: number, writer: Writer) {
  for (let number = 1; number <= count; number += 1) {
    const { rows } = await sql.query<{ body: string; signature: string; heads: [string, number, string][] }>(
      MANIFESTS,
      [number],
    );
    const [row] = rows;
    if (!row) throw new Error(`manifest ${number} is missing from the database`);
    const changed = row.heads.map(([stream, seq, hash]): Head => ({ stream, seq, hash }));
    yield writer.manifest(
      { manifest: JSON.parse(row.body) as SignedManifest['manifest'], signature: row.signature },
      changed,
    );
  }
}

/** A stretch of one stream: events `from` to `to`. */
interface Stretch {
  stream: string;
  from: number;
  to: number;
}

/** Cuts the streams, in the order of the file, into queries of at most so many events each. */
export const stretchesOf = (heads: readonly Head[], limit = EVENTS_AT_ONCE): Stretch[][] => {
  const queries: Stretch[][] = [[]];
  let room = limit;
  for (const { stream, seq } of heads.toSorted(byStream)) {
    for (let from = 1; from <= seq; ) {
      if (room === 0) {
        queries.push([]);
        room = limit;
      }
      const to = Math.min(seq, from + room - 1);
      queries.at(-1)?.push({ stream, from, to });
      room -= to - from + 1;
      from = to + 1;
    }
  }
  return queries;
};

async function* eventRows(sql: PoolClient, heads: readonly Head[]) {
  for (const stretches of stretchesOf(heads)) {
    const cut = stretches.map(({ stream }) => stream.indexOf('/'));
    const { rows } = await sql.query<{ body: string; hash: string }>(EVENTS, [
      stretches.map(({ stream }, i) => stream.slice(0, cut[i])),
      stretches.map(({ stream }, i) => stream.slice((cut[i] ?? 0) + 1)),
      stretches.map(({ from }) => from),
      stretches.map(({ to }) => to),
    ]);
    yield* rows;
  }
}

/** An erasure after the manifest would leave values missing that no sealed event accounts for. */
const erasedSince = async (sql: PoolClient, heads: readonly Head[]): Promise<boolean> => {
  const sealed = heads.find(({ stream }) => stream === streamName(ACCESS_STREAM))?.seq ?? 0;
  const { rows } = await sql.query(ERASED_SINCE, [ACCESS_STREAM.kind, ACCESS_STREAM.id, sealed]);
  return rows.length > 0;
};

/**
 * Lines of an export, in chunks of text. Everything is read from one snapshot; a stream that grows meanwhile is cut at
 * the head its manifest names.
 */
export async function* exportRecord(pool: Pool, signer: Signer, options: ExportOptions): AsyncGenerator<string> {
  const writer = createExportWriter(signer);
  let { manifest } = await options.seal();
  const sql = await pool.connect();
  let finished = false;
  try {
    await sql.query(SNAPSHOT);
    let heads = await sealedHeads(sql, manifest.number);
    for (let attempt = 0; attempt < 5 && (await erasedSince(sql, heads)); attempt += 1) {
      await sql.query('ROLLBACK');
      ({ manifest } = await options.seal());
      await sql.query(SNAPSHOT);
      heads = await sealedHeads(sql, manifest.number);
    }
    yield writer.header({
      gangmu: 'export',
      v: 1,
      county: options.county,
      exportedAt: options.at,
      manifests: manifest.number,
      streams: manifest.streams,
      events: manifest.events,
      personal: options.personal,
    });
    yield* manifestLines(sql, manifest.number, writer);
    const marks = new Set<string>();
    for await (const { body, hash } of eventRows(sql, heads)) {
      if (options.personal === 'included') for (const [, mark] of body.matchAll(MARK)) if (mark) marks.add(mark);
      yield writer.event(body, hash);
    }
    yield* personalLines(sql, [...marks], writer);
    yield writer.footer();
    await sql.query('COMMIT');
    finished = true;
  } finally {
    // A reader that went away in the middle leaves a transaction open: the connection is not used again.
    sql.release(!finished);
  }
}

async function* personalLines(sql: PoolClient, marks: string[], writer: Writer) {
  for (let from = 0; from < marks.length; from += PERSONAL_AT_ONCE) {
    const { rows } = await sql.query<PersonalValue & Record<string, unknown>>(PERSONAL, [
      marks.slice(from, from + PERSONAL_AT_ONCE),
    ]);
    for (const { hash, salt, value } of rows) yield writer.personal({ hash, salt, value });
  }
}
