import type { FastifyReply } from 'fastify';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../database/database.js';

/** What a listener wants to hear of: units whose path starts with one of `prefixes`, of one campaign or run or all. */
export interface Wish {
  campaign?: string | undefined;
  run?: string | undefined;
  /** Whether the listener may hear of a run of the unit with this path. */
  hears: (path: string) => boolean;
}

interface Change {
  position: number;
  campaign: string | null;
  run: string;
  unit: string;
  path: string;
  seq: number;
  type: string;
}

interface Listener {
  wish: Wish;
  reply: FastifyReply['raw'];
  /** Position up to which it has been told. */
  after: number;
}

const LOOK_EVERY = 250;
const KEEP_ALIVE = 15_000;
const BATCH = 2000;

/**
 * Rows after a position, none of which can be slipped behind by a transaction that commits late: only rows whose
 * transaction ended before every one that is still running.
 */
const AFTER = `
  SELECT e.position, e.campaign_id AS campaign, e.stream_id AS run, e.seq, e.type, r.unit_id AS unit, u.path
    FROM events e JOIN runs r ON r.id = e.stream_id JOIN units u ON u.id = r.unit_id
    WHERE e.stream_kind = 'run' AND e.position > $1 AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY e.position LIMIT $2`;

/**
 * Tells pages what changed, as server-sent events whose id is a position in the record: after a gap a page resumes
 * where it was, at whichever process. One look at the table serves all listeners of a process, only while there are
 * any; within a look several events of one run become one message.
 */
@Injectable()
export class Live implements OnApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private toldAt = performance.now();

  constructor(private readonly database: Database) {}

  /** Begins a stream on this reply; `after` is the position last seen, undefined for “from now on”. */
  async listen(reply: FastifyReply, wish: Wish, after: number | undefined): Promise<void> {
    const from = after ?? (await this.position());
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // proxies must not hold the stream back
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    raw.write(`retry: 2000\nid: ${from}\nevent: ready\ndata: {}\n\n`);
    const listener: Listener = { wish, reply: raw, after: from };
    this.listeners.add(listener);
    raw.on('close', () => this.listeners.delete(listener));
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const { reply } of this.listeners) reply.end();
    this.listeners.clear();
  }

  get count(): number {
    return this.listeners.size;
  }

  /** The last position that no late commit can slip behind. */
  private async position(): Promise<number> {
    const rows = await this.database.query<{ position: number }>(
      `SELECT COALESCE(max(position), 0) AS position FROM events WHERE xid < pg_snapshot_xmin(pg_current_snapshot())`,
    );
    return rows[0]!.position;
  }

  private async look(): Promise<void> {
    if (this.listeners.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
      return;
    }
    if (this.looking) return;
    this.looking = true;
    try {
      const from = Math.min(...[...this.listeners].map((listener) => listener.after));
      const changes = await this.database.query<Change & Record<string, unknown>>(AFTER, [from, BATCH], 'live_after');
      const last = changes.at(-1)?.position;
      for (const listener of this.listeners) {
        const news = changes.filter((change) => change.position > listener.after && wanted(listener.wish, change));
        if (news.length > 0) listener.reply.write(messageOf(news));
        if (last !== undefined) listener.after = Math.max(listener.after, last);
      }
      if (performance.now() - this.toldAt > KEEP_ALIVE) {
        this.toldAt = performance.now();
        for (const listener of this.listeners)
          listener.reply.write(`id: ${listener.after}\nevent: alive\ndata: {}\n\n`);
      }
    } catch {
      // The database is away; listeners keep their place and hear of everything once it is back.
    } finally {
      this.looking = false;
    }
  }
}

const wanted = ({ campaign, run, hears }: Wish, change: Change): boolean =>
  (campaign === undefined || change.campaign === campaign) &&
  (run === undefined || change.run === run) &&
  hears(change.path);

/** One message for all changes of a look: per run its latest version and what happened. */
function messageOf(changes: readonly Change[]): string {
  const runs = new Map<
    string,
    { run: string; unit: string; campaign: string | null; version: number; types: string[] }
  >();
  for (const { run, unit, campaign, seq, type } of changes) {
    const known = runs.get(run);
    if (known === undefined) runs.set(run, { run, unit, campaign, version: seq, types: [type] });
    else {
      known.version = seq;
      if (!known.types.includes(type)) known.types.push(type);
    }
  }
  return `id: ${changes.at(-1)!.position}\nevent: changes\ndata: ${JSON.stringify({ runs: [...runs.values()] })}\n\n`;
}
