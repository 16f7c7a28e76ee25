import type { AnswerOf, Campaign, campaignRoutes } from '@gangmu/contract';
import { type PlainDate, provisionalYears, type Reach } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Calendars } from '../calendars/calendars.js';
import { Database } from '../platform/database/database.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { chosenBy, chosenSql, type ChosenUnits } from './chosen-units.js';

interface CampaignRow {
  id: string;
  name: Campaign['name'];
  kind: Campaign['kind'];
  template: string;
  scope: string;
  scope_zh: string;
  scope_en: string | null;
  start_date: string;
  end_date: string;
  time_zone: string;
  calendar: string;
  calendar_version: string;
  status: Campaign['status'];
  launched_at: number;
}

const CAMPAIGN = `c.id, c.name, c.kind, c.template_hash AS template, c.scope_unit AS scope, s.name_zh AS scope_zh,
  s.name_en AS scope_en, c.start_date::text, c.end_date::text, c.time_zone, c.calendar, c.calendar_version, c.status, c.launched_at
  FROM campaigns c JOIN units s ON s.id = c.scope_unit`;

const campaignOf = (row: CampaignRow, calendar: Campaign['calendar']): Campaign => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  template: row.template,
  scope: { id: row.scope, name: named(row.scope_zh, row.scope_en) },
  startDate: row.start_date,
  endDate: row.end_date,
  timeZone: row.time_zone,
  calendar,
  status: row.status,
  launchedAt: row.launched_at,
});

const named = (zh: string, en: string | null): { zh: string; en?: string } => (en === null ? { zh } : { zh, en });

type UnitsQuery = {
  cursor?: string | undefined;
  limit: number;
  state?: string | undefined;
  category?: string | undefined;
  below?: string | undefined;
  group?: string | undefined;
  text?: string | undefined;
};

/** Campaigns and who is in them, as far as the reader's reach goes. */
@Injectable()
export class CampaignScreens {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
  ) {}

  async list(
    reach: Reach,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<AnswerOf<typeof campaignRoutes.list>> {
    const values: unknown[] = [];
    const visible = this.visible(reach, values);
    const after = readCursor(query.cursor, ['number', 'string']);
    const older =
      after === null
        ? ''
        : `AND (c.launched_at, c.id) < ($${values.push(after[0])}::bigint, $${values.push(after[1])})`;
    const rows = await this.database.query<CampaignRow & Record<string, unknown>>(
      `SELECT ${CAMPAIGN} WHERE ${visible} ${older} ORDER BY c.launched_at DESC, c.id DESC LIMIT $${values.push(query.limit + 1)}`,
      values,
    );
    const calendars = new Map(
      await Promise.all(rows.map(async (row) => [row.id, await this.calendarOf(row)] as const)),
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.launched_at, row.id],
      (row) => campaignOf(row, calendars.get(row.id)!),
    );
  }

  /** One campaign, when the reader has a unit in it. */
  async get(id: string, reach: Reach): Promise<Campaign | undefined> {
    const values: unknown[] = [id];
    const rows = await this.database.query<CampaignRow & Record<string, unknown>>(
      `SELECT ${CAMPAIGN} WHERE c.id = $1 AND ${this.visible(reach, values)}`,
      values,
    );
    return rows[0] === undefined ? undefined : campaignOf(rows[0], await this.calendarOf(rows[0]));
  }

  /** By which calendar a campaign is dated, and what of it is provisional. */
  private async calendarOf(row: CampaignRow): Promise<Campaign['calendar']> {
    const calendar = await this.calendars.byVersion(row.calendar_version);
    const newest = (await this.calendars.newest(row.calendar)) ?? calendar;
    return {
      version: calendar.version,
      newest: newest.version,
      provisional: provisionalYears(calendar, row.start_date, row.end_date),
    };
  }

  /** On what its units run, as long as they do. */
  templates(campaign: string, reach: Reach): Promise<AnswerOf<typeof campaignRoutes.templates>['templates']> {
    const values: unknown[] = [campaign];
    return this.database.query(
      `SELECT r.template_hash AS hash, array_agg(r.unit_id ORDER BY u.path) AS units
        FROM runs r JOIN units u ON u.id = r.unit_id
        WHERE r.campaign_id = $1 AND r.status IN ('running', 'held') AND ${reachSql(reach, 'u', values)}
        GROUP BY r.template_hash ORDER BY min(u.path)`,
      values,
    );
  }

  /** Ids of the units that are meant, as far as the reach goes; null where that is everybody. */
  async chosen(campaign: string, reach: Reach, chosen: ChosenUnits, today: PlainDate): Promise<string[] | null> {
    const values: unknown[] = [campaign];
    const conditions = [reachSql(reach, 'u', values), ...chosenSql(chosen, 'u', today, values)];
    if (conditions.every((condition) => condition === 'true')) return null;
    const rows = await this.database.query<{ id: string }>(
      `SELECT u.id FROM campaign_units cu JOIN units u ON u.id = cu.unit_id
        WHERE cu.campaign_id = $1 AND ${conditions.join(' AND ')}`,
      values,
    );
    return rows.map(({ id }) => id);
  }

  /** Units in scope, in the order of the tree. Groups count as of today. */
  async units(
    campaign: string,
    reach: Reach,
    query: UnitsQuery,
    today: PlainDate,
  ): Promise<AnswerOf<typeof campaignRoutes.units>> {
    const values: unknown[] = [campaign];
    const add = (value: unknown): string => `$${values.push(value)}`;
    const after = readCursor(query.cursor, ['string']);
    const conditions = [
      reachSql(reach, 'u', values),
      ...(query.state === undefined ? [] : [`cu.state = ${add(query.state)}`]),
      ...chosenSql(chosenBy(query), 'u', today, values),
      ...(query.text === undefined
        ? []
        : [
            `(strpos(u.name_zh, ${add(query.text)}) > 0 OR strpos(lower(u.name_en), lower(${add(query.text)})) > 0 OR starts_with(u.code, ${add(query.text)}))`,
          ]),
      ...(after === null ? [] : [`u.path > ${add(after[0])}`]),
    ];
    const rows = await this.database.query<UnitRow & Record<string, unknown>>(
      `SELECT u.id AS unit, u.code, u.path, u.name_zh, u.name_en, u.category, u.parent_id AS parent, p.name_zh AS parent_zh,
          p.name_en AS parent_en, cu.state, cu.run_id AS run, cu.reason, cu.unheld_role, h.id AS heir, h.name_zh AS heir_zh, h.name_en AS heir_en
        FROM campaign_units cu JOIN units u ON u.id = cu.unit_id LEFT JOIN units p ON p.id = u.parent_id
          LEFT JOIN unit_successors us ON us.unit_id = u.id AND us.main LEFT JOIN units h ON h.id = us.successor_id
        WHERE cu.campaign_id = $1 AND ${conditions.join(' AND ')} ORDER BY u.path LIMIT ${add(query.limit + 1)}`,
      values,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.path],
      (row) => ({
        unit: row.unit,
        code: row.code,
        name: named(row.name_zh, row.name_en),
        category: row.category,
        parent: row.parent,
        parentName: row.parent_zh === null ? null : named(row.parent_zh, row.parent_en),
        state: row.state,
        run: row.run,
        reason: row.reason,
        unheldRole: row.state === 'flagged' ? row.unheld_role : null,
        successor: row.heir === null ? null : { id: row.heir, name: named(row.heir_zh ?? '', row.heir_en) },
      }),
    );
  }

  /** Running units of a campaign within reach, in the order of the tree, with what decides which steps there are. */
  async runs(campaign: string, reach: Reach, only: readonly string[] | null): Promise<RunningUnit[]> {
    const values: unknown[] = [campaign, only];
    const rows = await this.database.query<
      RunningUnit['facts'] & { unit: string; run: string; template: string; rank: string | null }
    >(
      `SELECT u.id AS unit, r.id AS run, r.template_hash AS template, u.category, u.rank, u.level
        FROM campaign_units cu JOIN units u ON u.id = cu.unit_id JOIN runs r ON r.id = cu.run_id
        WHERE cu.campaign_id = $1 AND ($2::text[] IS NULL OR u.id = ANY ($2))
          AND ${reachSql(reach, 'u', values)} ORDER BY u.path`,
      values,
    );
    return rows.map(({ unit, run, template, category, rank, level }) => ({
      unit,
      run,
      template,
      facts: { category, level, ...(rank === null ? {} : { rank }) },
    }));
  }

  private visible(reach: Reach, values: unknown[]): string {
    return `EXISTS (SELECT FROM campaign_units cu JOIN units u ON u.id = cu.unit_id
      WHERE cu.campaign_id = c.id AND ${reachSql(reach, 'u', values)})`;
  }
}

/** A unit that takes part. */
export interface RunningUnit {
  unit: string;
  run: string;
  /** The content hash of what it runs on. */
  template: string;
  facts: { category: string; level: number; rank?: string };
}

interface UnitRow {
  unit: string;
  code: string;
  path: string;
  name_zh: string;
  name_en: string | null;
  category: string;
  parent: string | null;
  parent_zh: string | null;
  parent_en: string | null;
  state: 'running' | 'exempt' | 'flagged' | 'succeeded';
  heir: string | null;
  heir_zh: string | null;
  heir_en: string | null;
  run: string | null;
  reason: string | null;
  unheld_role: { zh: string; en?: string } | null;
}
