import type { AnswerOf, recordRoutes } from '@gangmu/contract';
import { type Envelope, type Hash, openPersonal, personalMark, type Stream } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';

type Answer = AnswerOf<typeof recordRoutes.stream>;

interface Row {
  seq: number;
  body: string;
  hash: string;
}

/** Every personal hash in a body with the place it stands in, as a JSON pointer. */
const placesOf = (value: unknown, path = ''): { path: string; hash: Hash }[] => {
  const hash = personalMark(value);
  if (hash !== undefined) return [{ path, hash }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => placesOf(entry, `${path}/${key}`));
};

/** Reads single streams back, for people who look into the record. */
@Injectable()
export class RecordedStreams {
  constructor(private readonly database: Database) {}

  /** Events of a stream, oldest first, personal values put in where they still exist. */
  async page(stream: Stream, query: { cursor?: string | undefined; limit: number }): Promise<Answer> {
    const after = readCursor(query.cursor, ['number'])?.[0] ?? 0;
    const rows = await this.database.query<Row & Record<string, unknown>>(
      `SELECT seq, body, encode(hash, 'hex') AS hash FROM events
       WHERE stream_kind = $1 AND stream_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
      [stream.kind, stream.id, after, query.limit + 1],
    );
    const bodies = rows.map((row) => JSON.parse(row.body) as Envelope);
    const kept = await this.values(bodies.flatMap((body) => placesOf(body).map(({ hash }) => hash)));
    return pageOf(
      rows.map((row, n) => ({ row, body: bodies[n] as Envelope })),
      query.limit,
      ({ row }) => [row.seq],
      ({ row, body }) => {
        const { at, by, event } = openPersonal(body, (hash) => kept.get(hash)) as Envelope;
        const personal = placesOf(body).map((place) => ({ ...place, erased: !kept.has(place.hash) }));
        return { seq: row.seq, at, type: event.type, by, event, hash: row.hash, personal };
      },
    );
  }

  private async values(hashes: readonly Hash[]): Promise<Map<Hash, unknown>> {
    if (hashes.length === 0) return new Map();
    const rows = await this.database.query<{ hash: string; value: unknown }>(
      'SELECT hash, value FROM personal_values WHERE hash = ANY ($1)',
      [hashes],
    );
    return new Map(rows.map(({ hash, value }) => [hash, value]));
  }
}
