import type { FastifyReply } from 'fastify';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { EventStreams, type Listening } from '../platform/live/event-streams.js';
import { ABOVE, named } from './design-rows.js';

interface Standing {
  revision: number;
  number: number;
  /** Hash of the newest version above: an update came in. */
  above: string | null;
  lease: string | null;
  holder: { person: string; name: { zh: string; en?: string }; since: number } | null;
}

interface Known {
  design: string;
  told: string;
}

const LOOK_EVERY = 1000;

/**
 * Tells editors of a design that it was saved, published or taken over, whichever process that went through: one look
 * at the table serves all listeners of a process. The lease's own key is told to nobody, only a digest of it.
 */
@Injectable()
export class DesignLive implements OnApplicationShutdown {
  private readonly streams = new EventStreams<Known>({
    every: LOOK_EVERY,
    look: (listening) => this.tellNews(listening),
  });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listen(reply: FastifyReply, design: string): Promise<void> {
    this.streams.begin(reply, { design, told: '' });
    await this.streams.look();
  }

  onApplicationShutdown(): void {
    this.streams.end();
  }

  private async tellNews(listening: ReadonlySet<Listening<Known>>): Promise<void> {
    const standing = await this.standing([...new Set([...listening].map(({ design }) => design))]);
    for (const listener of listening) {
      const news = JSON.stringify(standing.get(listener.design) ?? null);
      if (news === listener.told) continue;
      listener.told = news;
      listener.reply.write(`event: design\ndata: ${news}\n\n`);
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
