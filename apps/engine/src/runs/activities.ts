import type { activitySchema, CommandResult } from '@gangmu/contract';
import { type Activity, type CampaignEvent, canonicalText, type Reach, shareActivity } from '@gangmu/core';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { z } from 'zod';
import { knownPerson } from '../access/principals.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { SignedIn } from '../platform/http/access.js';
import { notFound, Problem, refused } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { reused } from '../platform/http/repeats.js';
import { Settings } from '../platform/settings-token.js';
import { appendEvents } from '../record/append-events.js';
import { officeDay } from '../units/office-day.js';
import { type OrderOptions, Orders, type PersonsOrder } from './orders.js';
import { RunSurroundings } from './run-surroundings.js';

type Body = z.output<typeof activitySchema>;
type Shared = { results: CommandResult[]; done: number; refused: number };

/** A run as an activity may count for it. */
interface KnownRun {
  id: string;
  campaign: string;
  unit: string;
  template: string;
}

/** What is still to be done of an activity, as it is kept until it is. */
interface Pending {
  orders: PersonsOrder[];
  idempotencyKey?: string | undefined;
}

/**
 * Something held once that counts for several items and units (活动记录): recorded first, in the campaign's chain, then
 * every run takes its share through the door, each succeeding or failing alone. What a killed engine left of the
 * sharing is taken up at the next start, or by the same request again.
 */
@Injectable()
export class Activities implements OnApplicationBootstrap {
  private readonly logger = new Logger('activities');

  constructor(
    private readonly database: Database,
    private readonly orders: Orders,
    private readonly surroundings: RunSurroundings,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role === 'api') return;
    const left = await this.database.query<{ id: string; person: string; pending: Pending }>(
      'SELECT id, recorded_by AS person, pending FROM activities WHERE pending IS NOT NULL ORDER BY recorded_at, id',
    );
    for (const { id, person, pending } of left) {
      const known = await knownPerson(this.database.pool, person, officeDay(this.clock));
      this.logger.log(`takes up sharing the activity ${id}`);
      // Nobody shares for somebody who is gone: the activity stays on the record, its items stay open.
      if (known === undefined) await this.settled(id);
      else await this.share(id, { ...known, via: 'session', key: '' }, pending, 'zh');
    }
  }

  /**
   * @param reach where the person may file: runs beyond it are answered as not there
   * @throws Problem 404 where none of the runs is within reach, 422 for one of another campaign and for what the
   *   activity itself lacks
   */
  async record(
    who: SignedIn,
    id: string,
    body: Body,
    reach: Reach,
    options: OrderOptions,
  ): Promise<{ activity: string } & Shared> {
    const runs = await this.runsOf(
      body.counts.map(({ run }) => run),
      reach,
    );
    const foreign = body.counts.findIndex(({ run }) => (runs.get(run)?.campaign ?? body.campaign) !== body.campaign);
    if (foreign >= 0) throw new Problem(422, 'activity-of-another', { path: `/body/counts/${foreign}/run` });
    const first = body.counts.flatMap(({ run }) => runs.get(run) ?? [])[0];
    if (first === undefined) throw notFound('run');
    const orders = await this.ordersOf(id, body, runs);
    const pending = {
      orders,
      ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
    };
    await this.write(who, { id, body, unit: first.unit, pending });
    return { activity: id, ...(await this.share(id, who, pending, options.lang)) };
  }

  private async share(
    id: string,
    who: SignedIn,
    { orders, idempotencyKey }: Pending,
    lang: 'zh' | 'en',
  ): Promise<Shared> {
    const shared = await this.orders.many(who, orders, { lang, idempotencyKey });
    await this.settled(id);
    return shared;
  }

  private async settled(id: string): Promise<void> {
    await this.database.query('UPDATE activities SET pending = NULL WHERE id = $1', [id]);
  }

  private async runsOf(ids: readonly string[], reach: Reach): Promise<Map<string, KnownRun>> {
    const values: unknown[] = [ids];
    const rows = await this.database.query<KnownRun & Record<string, unknown>>(
      `SELECT r.id, r.campaign_id AS campaign, r.unit_id AS unit, r.template_hash AS template
        FROM runs r JOIN units u ON u.id = r.unit_id WHERE r.id = ANY ($1) AND ${reachSql(reach, 'u', values)}`,
      values,
    );
    return new Map(rows.map((run) => [run.id, run]));
  }

  /** The orders with which it counts, in the order asked; those on runs out of reach are left to be refused alone. */
  private async ordersOf(id: string, body: Body, runs: ReadonlyMap<string, KnownRun>): Promise<PersonsOrder[]> {
    const { counts, heldOn, place, kinds, headCounts, photos, files, onBehalfOf } = body;
    const activity: Activity = {
      id,
      date: heldOn,
      kinds,
      headCounts,
      ...(place === undefined ? {} : { place }),
      ...(photos === undefined ? {} : { photos }),
      ...(files === undefined ? {} : { files }),
    };
    const shares = await Promise.all(
      counts.map(async ({ run, item, values }) => {
        const known = runs.get(run);
        const template = known && (await this.surroundings.template(known.template));
        const step = template?.steps[item.split('.', 1)[0]!] ?? { evidence: {}, sensitive: false };
        return { run, unit: known?.unit ?? '', item, step, values };
      }),
    );
    const shared = shareActivity(activity, shares);
    if (!shared.ok) throw refused(shared.refusal);
    return shared.value.map(({ run, command }) => ({ run, command, onBehalfOf }));
  }

  /** Puts it on the record, once. @throws Problem 422 where the same key recorded something else */
  private async write(
    who: SignedIn,
    { id, body, unit, pending }: { id: string; body: Body; unit: string; pending: Pending },
  ): Promise<void> {
    const { campaign, heldOn, onBehalfOf, counts: _, ...held } = body;
    const shares = pending.orders.map(({ run, command }) => ({ run, item: (command as { item: string }).item }));
    const [at, person] = [this.clock.now(), who.principal.person];
    await this.database.transaction(async (sql) => {
      const { rowCount } = await sql.query(
        `INSERT INTO activities (id, campaign_id, unit_id, held_on, body, recorded_by, recorded_at, shares, pending)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
        [id, campaign, unit, heldOn, held, person, at, JSON.stringify(shares), pending],
      );
      if (rowCount !== 1) {
        const { rows } = await sql.query<{ body: unknown; shares: unknown; date: string }>(
          'SELECT body, shares, held_on::text AS date FROM activities WHERE id = $1',
          [id],
        );
        const asked = canonicalText({ body: held, shares, date: heldOn });
        if (rows[0] === undefined || canonicalText(rows[0]) !== asked) throw reused();
        return;
      }
      const event: CampaignEvent = { type: 'ActivityRecorded', activity: id, unit, date: heldOn, ...held, shares };
      const by = { person, role: 'operator', ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
      await appendEvents(sql, { kind: 'campaign', id: campaign }, { at, by, campaign }, [event]);
    });
  }
}
