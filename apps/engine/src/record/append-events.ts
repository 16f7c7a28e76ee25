import { randomBytes } from 'node:crypto';
import { GENESIS, type PersonalValue, recordEvent, type Stream, streamName } from '@gangmu/core';
import type { ClientBase } from 'pg';
import { chainHash } from './chain-hash.js';

type Sql = Pick<ClientBase, 'query'>;

/** What happened, by whom and when; `campaign` lets live listeners of a campaign see it. */
export interface Entry {
  at: number;
  by: unknown;
  campaign?: string;
}

/** Events that belong to one stream, in their order. */
export interface Appended {
  stream: Stream;
  events: readonly { type: string }[];
}

interface Head {
  seq: number;
  hash: string;
}

/** Salt of a personal value: 128 random bits in hex. */
export const newSalt = (): string => randomBytes(16).toString('hex');

const LOCK = 'SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS s(name)';

const HEADS = `
  SELECT s.kind, s.id, last.seq, last.hash FROM unnest($1::text[], $2::text[]) AS s(kind, id) CROSS JOIN LATERAL (
    SELECT seq, encode(hash, 'hex') AS hash FROM events
      WHERE stream_kind = s.kind AND stream_id = s.id ORDER BY seq DESC LIMIT 1) last`;

const INSERT = `
  INSERT INTO events (stream_kind, stream_id, seq, campaign_id, at, type, body, hash)
  SELECT e.kind, e.id, e.seq, $1, $2, e.type, e.body, decode(e.hash, 'hex')
  FROM unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[]) AS e(kind, id, seq, type, body, hash)`;

const KEEP = `
  INSERT INTO personal_values (hash, salt, value)
  SELECT p.hash, p.salt, p.value FROM unnest($1::text[], $2::text[], $3::jsonb[]) AS p(hash, salt, value)`;

/** Keeps personal values apart from the events that mention them, in the events' own transaction. */
export const keepPersonal = async (sql: Sql, values: readonly PersonalValue[]): Promise<void> => {
  if (values.length === 0) return;
  await sql.query(KEEP, [
    values.map((each) => each.hash),
    values.map((each) => each.salt),
    values.map((each) => JSON.stringify(each.value)),
  ]);
};

/** The last event of each stream, which nobody else appends to until the transaction ends. */
async function headsOf(sql: Sql, streams: readonly Stream[]): Promise<(stream: Stream) => Head> {
  // In one order, so that those who append to several streams cannot wait for each other in a circle.
  await sql.query(LOCK, [[...new Set(streams.map((stream) => `events ${streamName(stream)}`))].sort()]);
  const { rows } = await sql.query<Head & Stream>(HEADS, [
    streams.map(({ kind }) => kind),
    streams.map(({ id }) => id),
  ]);
  const heads = new Map(rows.map(({ seq, hash, ...stream }) => [streamName(stream), { seq, hash }]));
  return (stream) => heads.get(streamName(stream)) ?? { seq: 0, hash: GENESIS };
}

async function write(
  sql: Sql,
  entry: Entry,
  appended: readonly Appended[],
  headOf: (stream: Stream) => Head,
): Promise<void> {
  const columns: Record<'kind' | 'id' | 'type' | 'body' | 'hash', string[]> & { seq: number[] } = {
    kind: [],
    id: [],
    seq: [],
    type: [],
    body: [],
    hash: [],
  };
  const personal: PersonalValue[] = [];
  for (const { stream, events } of appended) {
    let { seq, hash } = headOf(stream);
    for (const event of events) {
      seq += 1;
      const recorded = recordEvent({ stream, seq, at: entry.at, by: entry.by, event }, hash, newSalt, chainHash);
      hash = recorded.hash;
      personal.push(...recorded.personal);
      columns.kind.push(stream.kind);
      columns.id.push(stream.id);
      columns.seq.push(seq);
      columns.type.push(event.type);
      columns.body.push(recorded.body);
      columns.hash.push(hash);
    }
  }
  if (columns.seq.length === 0) return;
  const { kind, id, seq, type, body, hash } = columns;
  await sql.query(INSERT, [entry.campaign ?? null, entry.at, kind, id, seq, type, body, hash]);
  await keepPersonal(sql, personal);
}

/**
 * Appends events to a stream that is not a run's, chained to what is there. Must be called inside the transaction of
 * the change it records: writers of one stream wait for each other until that transaction ends.
 *
 * @param expected number of events the caller decided on; when the stream has another, nothing is written
 * @returns number of the stream's last event, or undefined when somebody was faster
 */
export const appendEvents = async (
  sql: Sql,
  stream: Stream,
  entry: Entry,
  events: Appended['events'],
  expected?: number,
): Promise<number | undefined> => {
  const headOf = await headsOf(sql, [stream]);
  const { seq } = headOf(stream);
  if (expected !== undefined && expected !== seq) return undefined;
  await write(sql, entry, [{ stream, events }], headOf);
  return seq + events.length;
};

/** The same for many streams at once, each named once, in as many statements as for one. */
export const appendToStreams = async (sql: Sql, entry: Entry, appended: readonly Appended[]): Promise<void> => {
  if (appended.length === 0) return;
  await write(
    sql,
    entry,
    appended,
    await headsOf(
      sql,
      appended.map(({ stream }) => stream),
    ),
  );
};
