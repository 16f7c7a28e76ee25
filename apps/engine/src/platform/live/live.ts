import type { FastifyReply } from 'fastify';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EventStreams, type Listening } from './event-streams.js';

/** What a listener wants to hear of: units whose path starts with one of `prefixes`, of one campaign or run or all. */
export interface Wish {
  campaign?: string | undefined;
  run?: string | undefined;
  /** Whether the listener may hear of a run of the unit with this path. */
  hears: (path: string) => boolean;
}

/** A place in the record: every transaction before `xid` has ended, so nothing can still appear before it. */
export interface Place {
  xid: number;
  position: number;
}

/** Reads `742-1034` back; undefined for anything else. */
export function readPlace(text: string): Place | undefined {
  const parts = /^(\d{1,15})-(\d{1,15})$/.exec(text);
  return parts === null ? undefined : { xid: Number(parts[1]), position: Number(parts[2]) };
}
const placeText = ({ xid, position }: Place): string => `${xid}-${position}`;
const isAfter = (a: Place, b: Place): boolean => a.xid > b.xid || (a.xid === b.xid && a.position > b.position);

interface Change extends Place {
  campaign: string | null;
  run: string;
  unit: string;
  path: string;
  seq: number;
  type: string;
}

interface Known {
  wish: Wish;
  /** Place up to which it has been told. */
  after: Place;
}

const LOOK_EVERY = 250;
const BATCH = 2000;

/** A listener that does not read is cut off at this many bytes; it resumes from its last id when it is back. */
const MOST_UNREAD = 1024 * 1024;

/**
 * Rows after a place. A position alone would not do: a transaction may take its position early and commit late, behind
 * one that has been read already. Ordered by transaction first, and only transactions older than every one that is
 * still running, no row can appear before a place that was reached.
 */
const AFTER = `
  SELECT e.xid::text::bigint AS xid, e.position, e.campaign_id AS campaign, e.stream_id AS run, e.seq, e.type,
      r.unit_id AS unit, u.path
    FROM events e JOIN runs r ON r.id = e.stream_id JOIN units u ON u.id = r.unit_id
    WHERE e.stream_kind = 'run' AND (e.xid, e.position) > ($1::text::xid8, $2::bigint)
      AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY e.xid, e.position LIMIT $3`;

/**
 * Tells pages what changed, as server-sent events whose id is a place in the record: after a gap a page resumes
 * where it was, at whichever process. One look at the table serves all listeners of a process, only while there are
 * any; within a look several events of one run become one message.
 */
@Injectable()
export class Live implements OnApplicationShutdown {
  private readonly streams = new EventStreams<Known>({
    every: LOOK_EVERY,
    look: async (listening) => {
      while (await this.tellNews(listening));
    },
    alive: ({ after }) => `id: ${placeText(after)}\n`,
  });

  constructor(private readonly database: Database) {}

  /** Begins a stream on this reply; `after` is the place last seen, undefined for “from now on”. */
  async listen(reply: FastifyReply, wish: Wish, after: Place | undefined): Promise<void> {
    const from = after ?? (await this.present());
    this.streams.begin(reply, { wish, after: from }, placeText(from));
  }

  onApplicationShutdown(): void {
    this.streams.end();
  }

  get count(): number {
    return this.streams.count;
  }

  /** Where a listener begins that has seen nothing: some of what it then hears may be a moment old. */
  private async present(): Promise<Place> {
    const rows = await this.database.query<{ xid: number }>(
      `SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xid`,
    );
    return { xid: rows[0]!.xid, position: 0 };
  }

  /** Tells one batch; answers whether there may be more. */
  private async tellNews(listening: ReadonlySet<Listening<Known>>): Promise<boolean> {
    const places = [...listening].map((listener) => listener.after);
    const from = places.reduce((first, place) => (isAfter(first, place) ? place : first), places[0]!);
    const values = [String(from.xid), from.position, BATCH];
    const changes = await this.database.query<Change & Record<string, unknown>>(AFTER, values, 'live_after');
    const last = changes.at(-1);
    if (last === undefined) return false;
    for (const listener of listening) {
      if (!isAfter(last, listener.after)) continue;
      const news = changes.filter((change) => isAfter(change, listener.after) && wanted(listener.wish, change));
      if (news.length > 0) listener.reply.write(messageOf(news));
      listener.after = { xid: last.xid, position: last.position };
      if (listener.reply.writableLength > MOST_UNREAD) listener.reply.destroy();
    }
    return changes.length === BATCH && listening.size > 0;
  }
}

const wanted = ({ campaign, run, hears }: Wish, change: Change): boolean =>
  (campaign === undefined || change.campaign === campaign) &&
  (run === undefined || change.run === run) &&
  hears(change.path);

/** One message per run with its latest version and what happened; only the last carries the id, so that none is skipped. */
function messageOf(changes: readonly Change[]): string {
  const runs = new Map<
    string,
    { campaign: string | null; run: string; unit: string; version: number; types: string[] }
  >();
  for (const { run, unit, campaign, seq, type } of changes) {
    const known = runs.get(run);
    if (known === undefined) runs.set(run, { campaign, run, unit, version: seq, types: [type] });
    else {
      known.version = seq;
      if (!known.types.includes(type)) known.types.push(type);
    }
  }
  const messages = [...runs.values()].map((run) => `event: change\ndata: ${JSON.stringify(run)}\n\n`);
  messages.push(`id: ${placeText(changes.at(-1)!)}\n${messages.pop() ?? ''}`);
  return messages.join('');
}
