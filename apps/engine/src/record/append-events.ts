import { randomBytes } from 'node:crypto';
import { GENESIS, type PersonalValue, recordEvent, type Stream, streamName } from '@gangmu/core';
import type { ClientBase } from 'pg';
import { chainHash } from './chain-hash.js';

/** What happened, by whom and when; `campaign` lets live listeners of a campaign see it. */
export interface Entry {
  at: number;
  by: unknown;
  campaign?: string;
}

/** Salt of a personal value: 128 random bits in hex. */
export const newSalt = (): string => randomBytes(16).toString('hex');

const HEAD = `
  SELECT seq, encode(hash, 'hex') AS hash FROM events
  WHERE stream_kind = $1 AND stream_id = $2 ORDER BY seq DESC LIMIT 1`;

const INSERT = `
  INSERT INTO events (stream_kind, stream_id, seq, campaign_id, at, type, body, hash)
  SELECT $1, $2, e.seq, $3, $4, e.type, e.body, decode(e.hash, 'hex')
  FROM unnest($5::int[], $6::text[], $7::text[], $8::text[]) AS e(seq, type, body, hash)`;

const KEEP = `
  INSERT INTO personal_values (hash, salt, value)
  SELECT p.hash, p.salt, p.value FROM unnest($1::text[], $2::text[], $3::jsonb[]) AS p(hash, salt, value)`;

/** Keeps personal values apart from the events that mention them, in the events' own transaction. */
export const keepPersonal = async (sql: Pick<ClientBase, 'query'>, values: readonly PersonalValue[]): Promise<void> => {
  if (values.length === 0) return;
  await sql.query(KEEP, [
    values.map((each) => each.hash),
    values.map((each) => each.salt),
    values.map((each) => JSON.stringify(each.value)),
  ]);
};

/**
 * Appends events to a stream that is not a run's, chained to what is there. Must be called inside the transaction of
 * the change it records: writers of one stream wait for each other until that transaction ends.
 *
 * @param expected number of events the caller decided on; when the stream has another, nothing is written
 * @returns number of the stream's last event, or undefined when somebody was faster
 */
export const appendEvents = async (
  sql: Pick<ClientBase, 'query'>,
  stream: Stream,
  entry: Entry,
  events: readonly { type: string }[],
  expected?: number,
): Promise<number | undefined> => {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`events ${streamName(stream)}`]);
  const { rows } = await sql.query<{ seq: number; hash: string }>(HEAD, [stream.kind, stream.id]);
  let { seq, hash } = rows[0] ?? { seq: 0, hash: GENESIS };
  if (expected !== undefined && expected !== seq) return undefined;
  if (events.length === 0) return seq;
  const columns = { seq: [] as number[], type: [] as string[], body: [] as string[], hash: [] as string[] };
  const personal: PersonalValue[] = [];
  for (const event of events) {
    seq += 1;
    const recorded = recordEvent({ stream, seq, at: entry.at, by: entry.by, event }, hash, newSalt, chainHash);
    hash = recorded.hash;
    personal.push(...recorded.personal);
    columns.seq.push(seq);
    columns.type.push(event.type);
    columns.body.push(recorded.body);
    columns.hash.push(hash);
  }
  await sql.query(INSERT, [
    stream.kind,
    stream.id,
    entry.campaign ?? null,
    entry.at,
    columns.seq,
    columns.type,
    columns.body,
    columns.hash,
  ]);
  await keepPersonal(sql, personal);
  return seq;
};
