import type { AnswerOf, runRoutes } from '@gangmu/contract';
import type { Reach } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { notFound } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';

type Listed = AnswerOf<typeof runRoutes.activities>['entries'][number];
type Shown = AnswerOf<typeof runRoutes.activityOf>;

interface Row extends Record<string, unknown> {
  id: string;
  campaign: string;
  date: string;
  body: Pick<Shown, 'kinds'> & Partial<Pick<Shown, 'place' | 'title' | 'headCounts'>>;
  at: number;
  person: string;
  name_zh: string | null;
  name_en: string | null;
  items: number;
  units: number;
}
interface ShareRow extends Record<string, unknown> {
  run: string;
  unit: string;
  code: string;
  name_zh: string;
  name_en: string | null;
  item: string;
  status: string | null;
  counted: boolean;
}

const text = (zh: string, en: string | null): { zh: string; en?: string } => (en === null ? { zh } : { zh, en });

/** Shares of an activity `a` that its reader may see: of units `u`, with the items `i` they count for. */
const SHARES = (within: string): string => `
  FROM jsonb_to_recordset(a.shares) AS s(run text, item text) JOIN runs r ON r.id = s.run JOIN units u ON u.id = r.unit_id
    LEFT JOIN items i ON i.run_id = s.run AND i.id = s.item
    WHERE ${within}`;

/** Activities and what they count for, as far as the reader's reach goes. */
@Injectable()
export class ActivityScreens {
  constructor(private readonly database: Database) {}

  /** Of a campaign, or of one unit in it, latest first. */
  async list(
    reach: Reach,
    query: { campaign: string; unit?: string | undefined; cursor?: string | undefined; limit: number },
  ): Promise<AnswerOf<typeof runRoutes.activities>> {
    const values: unknown[] = [query.campaign];
    const add = (value: unknown): string => `$${values.push(value)}`;
    const within = [reachSql(reach, 'u', values), ...(query.unit === undefined ? [] : [`u.id = ${add(query.unit)}`])];
    const after = readCursor(query.cursor, ['string', 'string']);
    const older = after === null ? '' : `AND (a.held_on, a.id) < (${add(after[0])}::date, ${add(after[1])})`;
    const rows = await this.rows(within.join(' AND '), `a.campaign_id = $1 ${older}`, query.limit + 1, values);
    return pageOf(rows, query.limit, (row) => [row.date, row.id], listed);
  }

  /** One, with what it counts for. @throws Problem 404 where none of its units is within reach */
  async get(id: string, reach: Reach): Promise<Shown> {
    const values: unknown[] = [id];
    const within = reachSql(reach, 'u', values);
    const [row] = await this.rows(within, 'a.id = $1', 1, values);
    if (row === undefined) throw notFound('activity');
    const shares: unknown[] = [id];
    const counts = await this.database.query<ShareRow>(
      `SELECT share.* FROM activities a CROSS JOIN LATERAL (SELECT s.run, u.id AS unit, u.path, u.code, u.name_zh, u.name_en, s.item, i.status,
            COALESCE(i.body->>'activity' = a.id, false) AS counted ${SHARES(reachSql(reach, 'u', shares))}) share
        WHERE a.id = $1 ORDER BY share.path, share.item`,
      shares,
    );
    return {
      ...listed(row),
      headCounts: row.body.headCounts ?? {},
      counts: counts.map(({ run, unit, code, name_zh, name_en, item, status, counted }) => ({
        run,
        unit: { id: unit, code, name: text(name_zh, name_en) },
        item,
        status,
        counted,
      })),
    };
  }

  private rows(within: string, where: string, limit: number, values: unknown[]): Promise<Row[]> {
    return this.database.query<Row>(
      `SELECT a.id, a.campaign_id AS campaign, a.held_on::text AS date, a.body, a.recorded_at AS at, a.recorded_by AS person,
          p.name_zh, p.name_en, share.items, share.units
        FROM activities a LEFT JOIN people p ON p.id = a.recorded_by CROSS JOIN LATERAL (
          SELECT count(*)::int AS seen, count(*) FILTER (WHERE i.body->>'activity' = a.id)::int AS items,
            count(DISTINCT u.id) FILTER (WHERE i.body->>'activity' = a.id)::int AS units ${SHARES(within)}) share
        WHERE ${where} AND share.seen > 0 ORDER BY a.held_on DESC, a.id DESC LIMIT $${values.push(limit)}`,
      values,
    );
  }
}

const listed = ({ id, campaign, date, body, at, person, name_zh, name_en, items, units }: Row): Listed => ({
  id,
  campaign,
  heldOn: date,
  kinds: body.kinds,
  ...(body.place === undefined ? {} : { place: body.place }),
  ...(body.title === undefined ? {} : { title: body.title }),
  recordedAt: at,
  recordedBy: { id: person, name: name_zh === null ? null : text(name_zh, name_en) },
  items,
  units,
});
