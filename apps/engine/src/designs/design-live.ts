import type { FastifyReply } from 'fastify';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { ABOVE, named } from './design-rows.js';

interface Standing {
  revision: number;
  number: number;
  /** Hash of the newest version above: an update came in. */
  above: string | null;
  lease: string | null;
  holder: { person: string; name: { zh: string; en?: string }; since: number } | null;
}

interface Listener {
  design: string;
  reply: FastifyReply['raw'];
  told: string;
  until: number;
}

const LOOK_EVERY = 1000;
const KEEP_ALIVE = 15_000;
/** A stream ends after this long and the page begins another: whoever lost their post hears no more by then. */
const ENDS_AFTER = 10 * 60_000;

/**
 * Tells editors of a design that it was saved, published or taken over, whichever process that went through: one look
 * at the table serves all listeners of a process. The lease's own key is told to nobody, only a digest of it.
 */
@Injectable()
export class DesignLive implements OnApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private aliveAt = performance.now();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listen(reply: FastifyReply, design: string): Promise<void> {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    raw.write('retry: 2000\nevent: ready\ndata: {}\n\n');
    const listener: Listener = { design, reply: raw, told: '', until: performance.now() + ENDS_AFTER };
    this.listeners.add(listener);
    raw.on('close', () => this.listeners.delete(listener));
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY);
    await this.look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const { reply } of this.listeners) reply.end();
    this.listeners.clear();
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
      const standing = await this.standing([...new Set([...this.listeners].map(({ design }) => design))]);
      const now = performance.now();
      const alive = now - this.aliveAt > KEEP_ALIVE;
      if (alive) this.aliveAt = now;
      for (const listener of this.listeners) {
        const news = JSON.stringify(standing.get(listener.design) ?? null);
        if (news !== listener.told) {
          listener.told = news;
          listener.reply.write(`event: design\ndata: ${news}\n\n`);
        } else if (alive) listener.reply.write('event: alive\ndata: {}\n\n');
        if (listener.until < now) listener.reply.end();
      }
    } catch {
      // The database is away; listeners hear of everything once it is back.
    } finally {
      this.looking = false;
    }
  }

  private async standing(designs: readonly string[]): Promise<Map<string, Standing>> {
    const rows = await this.database.query<{
      id: string;
      revision: number;
      number: number;
      above: string | null;
      lease: string | null;
      person: string | null;
      zh: string | null;
      en: string | null;
      since: number | null;
    }>(
      `SELECT d.id, d.revision, d.number, above.hash AS above, left(encode(sha256(convert_to(l.key, 'UTF8')), 'hex'), 16) AS lease,
          l.person_id AS person, p.name_zh AS zh, p.name_en AS en, l.since
        FROM designs d JOIN units u ON u.id = d.unit_id LEFT JOIN design_leases l ON l.design_id = d.id AND l.until > $2
          LEFT JOIN people p ON p.id = l.person_id
          LEFT JOIN LATERAL (${ABOVE}) above ON true
        WHERE d.id = ANY ($1)`,
      [designs, this.clock.now()],
    );
    return new Map(
      rows.map(({ id, revision, number, above, lease, person, zh, en, since }) => [
        id,
        {
          revision,
          number,
          above,
          lease,
          // `until` moves with every renewal, which is no news.
          holder: person === null ? null : { person, name: named(zh ?? person, en), since: since ?? 0 },
        },
      ]),
    );
  }
}
