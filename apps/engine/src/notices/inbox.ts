import type { AnswerOf, Notice, noticeRoutes } from '@gangmu/contract';
import {
  dateOf,
  type GrantedPermission,
  isNowhere,
  type Principal,
  reachOf,
  say,
  stepFor,
  timeOfDayOf,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { RunSurroundings } from '../runs/run-surroundings.js';

/** To whom a notice is addressed (`to_role`) and what makes a person one of them. */
const ADDRESSEES: Record<string, GrantedPermission> = {
  operator: 'runs:file',
  reviewer: 'runs:review',
  designer: 'campaigns:steer',
  inspector: 'inspection:write',
};

interface NoticeRow {
  id: number;
  kind: Notice['kind'];
  at: number;
  read: boolean;
  campaign: string;
  campaign_name: Notice['campaign']['name'];
  time_zone: string;
  category: string;
  unit: string;
  unit_zh: string;
  unit_en: string | null;
  run: string | null;
  item: string | null;
  step: string | null;
  template: string | null;
  due: number | null;
  problem: string | null;
  problem_title: string | null;
  measure: string | null;
  measure_text: string | null;
  params: { items?: number; calendar?: string; from?: Notice['unit']['name']; due?: string };
}

/** What the posts of a person were told. A notice belongs to posts, not to people: a handover hands it on. */
@Injectable()
export class Inbox {
  constructor(
    private readonly database: Database,
    private readonly surroundings: RunSurroundings,
  ) {}

  async list(
    principal: Principal,
    lang: 'zh' | 'en',
    query: { cursor?: string | undefined; limit: number; unread?: 'true' | 'false' | undefined },
  ): Promise<AnswerOf<typeof noticeRoutes.inbox>> {
    const values: unknown[] = [];
    const mine = addressedTo(principal, values);
    if (mine === undefined) return { entries: [] };
    const after = readCursor(query.cursor, ['number']);
    const conditions = [
      ...(after === null ? [] : [`n.id < $${values.push(after[0])}::bigint`]),
      ...(query.unread === 'true' ? ['n.read_at IS NULL'] : query.unread === 'false' ? ['n.read_at IS NOT NULL'] : []),
    ];
    const where = conditions.map((condition) => `AND ${condition}`).join(' ');
    const limit = `$${values.push(query.limit + 1)}`;
    // The newest of each unit by its index, then the newest of those: an inbox of thirty branches reads no more.
    const rows = await this.database.query<NoticeRow & Record<string, unknown>>(
      `WITH mine AS (${mine}), newest AS (
        SELECT n.* FROM mine m CROSS JOIN LATERAL (
          SELECT * FROM notices n WHERE n.to_unit = m.id AND n.to_role = m.role ${where} ORDER BY n.id DESC LIMIT ${limit}) n
        ORDER BY n.id DESC LIMIT ${limit})
      SELECT n.id, n.kind, n.at, n.read_at IS NOT NULL AS read, n.campaign_id AS campaign, c.name AS campaign_name, c.time_zone,
          n.unit_id AS unit, u.category, u.name_zh AS unit_zh, u.name_en AS unit_en, n.run_id AS run, n.item_id AS item, i.step, i.due,
          r.template_hash AS template, n.params, n.problem_id AS problem, p.body->>'title' AS problem_title,
          n.measure_id AS measure, p.body->'measures'->n.measure_id->>'text' AS measure_text
        FROM newest n JOIN campaigns c ON c.id = n.campaign_id JOIN units u ON u.id = n.unit_id
          LEFT JOIN runs r ON r.id = n.run_id LEFT JOIN items i ON i.run_id = n.run_id AND i.id = n.item_id
          LEFT JOIN problems p ON p.id = n.problem_id
        ORDER BY n.id DESC`,
      values,
    );
    const titles = await this.titles(rows);
    return pageOf(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => noticeOf(row, titles(row), lang),
    );
  }

  /** Marks as read what of the given notices is the person's; answers how many were unread. */
  async markRead(principal: Principal, notices: readonly number[], now: number): Promise<number> {
    const values: unknown[] = [notices, now];
    const mine = addressedTo(principal, values);
    if (mine === undefined) return 0;
    const result = await this.database.pool.query(
      `WITH mine AS (${mine}) UPDATE notices n SET read_at = $2 FROM mine m
        WHERE n.id = ANY ($1::bigint[]) AND n.read_at IS NULL AND n.to_unit = m.id AND n.to_role = m.role`,
      values,
    );
    return result.rowCount ?? 0;
  }

  private async titles(rows: readonly NoticeRow[]): Promise<(row: NoticeRow) => Notice['step']> {
    const hashes = [...new Set(rows.flatMap((row) => (row.template === null ? [] : [row.template])))];
    const templates = new Map(
      await Promise.all(hashes.map(async (hash) => [hash, await this.surroundings.template(hash)] as const)),
    );
    return ({ template, step, category }) => {
      const known = template === null || step === null ? undefined : templates.get(template)?.steps[step];
      const title = known && stepFor(known, category).title;
      return title === undefined ? null : { zh: title.zh, ...(title.en === undefined ? {} : { en: title.en }) };
    };
  }
}

/** Units and roles a person is told for, as SQL; undefined where there are none. */
function addressedTo(principal: Principal, values: unknown[]): string | undefined {
  const parts = Object.entries(ADDRESSEES).flatMap(([role, permission]) => {
    const reach = reachOf(principal, permission);
    return isNowhere(reach)
      ? []
      : [`SELECT u.id, '${role}'::text AS role FROM units u WHERE ${reachSql(reach, 'u', values)}`];
  });
  return parts.length === 0 ? undefined : parts.join(' UNION ');
}

const named = (zh: string, en: string | null): { zh: string; en?: string } => (en === null ? { zh } : { zh, en });

function noticeOf(row: NoticeRow, step: Notice['step'], lang: 'zh' | 'en'): Notice {
  const unit = named(row.unit_zh, row.unit_en);
  const { problem, measure } = row;
  // An item is due at a minute, a problem or measure by the end of a day.
  const due =
    row.due === null
      ? (row.params.due ?? '')
      : `${dateOf(row.due, row.time_zone)} ${timeOfDayOf(row.due, row.time_zone)}`;
  const about = measure !== null ? 'measure.' : problem !== null ? 'problem.' : '';
  return {
    id: row.id,
    kind: row.kind,
    at: row.at,
    read: row.read,
    campaign: { id: row.campaign, name: row.campaign_name },
    unit: { id: row.unit, name: unit },
    run: row.run,
    item: row.item,
    step,
    due: row.due,
    problem: problem === null ? null : { id: problem, title: row.problem_title ?? '' },
    measure: measure === null ? null : { id: measure, text: row.measure_text ?? '' },
    text: say(lang, `notice.${about}${row.kind}`, {
      unit,
      step: step ?? row.step ?? '',
      due,
      items: row.params.items ?? 0,
      calendar: row.params.calendar ?? '',
      from: row.params.from ?? unit,
      problem: row.problem_title ?? '',
      measure: row.measure_text ?? '',
    }),
  };
}
