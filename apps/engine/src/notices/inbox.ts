import type { AnswerOf, Notice, noticeRoutes } from '@gangmu/contract';
import { dateOf, type Principal, say, stepFor, timeOfDayOf } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { RunSurroundings } from '../runs/run-surroundings.js';
import { officeDay } from '../units/office-day.js';
import { addressedTo } from './addressees.js';

/** Members of a line that are listed; whoever has more of them looks at the matrix. */
const LISTED = 100;

/**
 * The notices of `mine`, each with what makes it one line with others: what a ladder said at the same minute, in the
 * same tone, about the same step – or about problems, or about measures.
 */
const TOLD = `told AS (
      SELECT n.*, m.posts, EXISTS (SELECT FROM notice_reads x WHERE x.notice_id = n.id AND x.post_id = ANY (m.posts)) AS read,
          concat_ws(' ', n.campaign_id, n.to_role, n.kind, n.at / 60000,
            CASE WHEN n.kind NOT IN ('remind', 'urge', 'escalate', 'tell') THEN n.id::text
              WHEN n.problem_id IS NULL THEN split_part(n.item_id, '.', 1)
              WHEN n.measure_id IS NULL THEN '/problems' ELSE '/measures' END) AS line
        FROM mine m JOIN notices n ON n.to_unit = m.id AND n.to_role = m.role
    )`;

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
  count: number;
  first_due: number | null;
  first_day: string | null;
  members: (Omit<Notice['items'][number], 'unit'> & { unit: string; zh: string; en: string | null })[];
}

/** What the posts of a person were told. A notice belongs to posts, not to people: a handover hands it on. */
@Injectable()
export class Inbox {
  constructor(
    private readonly database: Database,
    private readonly surroundings: RunSurroundings,
    private readonly clock: Clock,
  ) {}

  async list(
    principal: Principal,
    lang: 'zh' | 'en',
    query: { cursor?: string | undefined; limit: number; unread?: 'true' | 'false' | undefined },
  ): Promise<AnswerOf<typeof noticeRoutes.inbox>> {
    const values: unknown[] = [];
    const mine = addressedTo(principal, officeDay(this.clock), values);
    if (mine === undefined) return { entries: [] };
    const after = readCursor(query.cursor, ['number']);
    const conditions = [
      ...(after === null ? [] : [`max(id) < $${values.push(after[0])}::bigint`]),
      ...(query.unread === 'true' ? ['NOT bool_and(read)'] : query.unread === 'false' ? ['bool_and(read)'] : []),
    ];
    const having = conditions.length === 0 ? '' : `HAVING ${conditions.join(' AND ')}`;
    const limit = `$${values.push(query.limit + 1)}`;
    const rows = await this.database.query<NoticeRow & Record<string, unknown>>(
      `WITH ${mine}, ${TOLD}, lines AS (
        SELECT max(id) AS id, array_agg(id ORDER BY id DESC) AS ids, bool_and(read) AS read
          FROM told GROUP BY line ${having} ORDER BY 1 DESC LIMIT ${limit})
      SELECT n.id, n.kind, n.at, l.read, n.campaign_id AS campaign, c.name AS campaign_name, c.time_zone,
          n.unit_id AS unit, u.category, u.name_zh AS unit_zh, u.name_en AS unit_en, n.run_id AS run, n.item_id AS item, i.step, i.due,
          r.template_hash AS template, n.params, n.problem_id AS problem, p.body->>'title' AS problem_title,
          n.measure_id AS measure, p.body->'measures'->n.measure_id->>'text' AS measure_text,
          cardinality(l.ids) AS count, listed.members, listed.first_due, listed.first_day
        FROM lines l JOIN notices n ON n.id = l.id JOIN campaigns c ON c.id = n.campaign_id JOIN units u ON u.id = n.unit_id
          LEFT JOIN runs r ON r.id = n.run_id LEFT JOIN items i ON i.run_id = n.run_id AND i.id = n.item_id
          LEFT JOIN problems p ON p.id = n.problem_id
          CROSS JOIN LATERAL (
            SELECT min(d.due) AS first_due, min(k.params->>'due') AS first_day,
                jsonb_agg(jsonb_build_object('unit', b.id, 'zh', b.name_zh, 'en', b.name_en, 'run', k.run_id, 'item', k.item_id,
                  'due', d.due, 'problem', k.problem_id, 'measure', k.measure_id) ORDER BY k.id DESC) AS members
              FROM notices k JOIN units b ON b.id = k.unit_id
                LEFT JOIN items d ON d.run_id = k.run_id AND d.id = k.item_id
              WHERE k.id = ANY (l.ids[1:${LISTED}])) listed
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

  /** Marks the lines of the given notices as read, as far as they are the person's; answers how many were unread. */
  async markRead(principal: Principal, notices: readonly number[]): Promise<number> {
    const now = this.clock.now();
    const values: unknown[] = [notices, now];
    const mine = addressedTo(principal, officeDay(this.clock), values);
    if (mine === undefined) return 0;
    const [marked] = await this.database.query<{ lines: number }>(
      `WITH ${mine}, ${TOLD}, given AS MATERIALIZED (
        SELECT id, line, posts FROM told WHERE NOT read AND line IN (SELECT line FROM told WHERE id = ANY ($1::bigint[]))
      ), marked AS (
        INSERT INTO notice_reads (notice_id, post_id, at)
          SELECT g.id, post, $2 FROM given g CROSS JOIN LATERAL unnest(g.posts) AS post ON CONFLICT DO NOTHING
      )
      SELECT count(DISTINCT line)::int AS lines FROM given`,
      values,
    );
    return marked?.lines ?? 0;
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

const named = (zh: string, en: string | null): { zh: string; en?: string } => (en === null ? { zh } : { zh, en });

function noticeOf(row: NoticeRow, step: Notice['step'], lang: 'zh' | 'en'): Notice {
  const unit = named(row.unit_zh, row.unit_en);
  const { problem, measure } = row;
  // An item is due at a minute, a problem or measure by the end of a day.
  const due =
    row.first_due === null
      ? (row.first_day ?? '')
      : `${dateOf(row.first_due, row.time_zone)} ${timeOfDayOf(row.first_due, row.time_zone)}`;
  const many = row.count > 1 ? 'many.' : '';
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
    count: row.count,
    items: row.members.map(({ unit: id, zh, en, ...member }) => ({ unit: { id, name: named(zh, en) }, ...member })),
    text: say(lang, `notice.${many}${about}${row.kind}`, {
      unit,
      step: step ?? row.step ?? '',
      due,
      items: row.params.items ?? row.count,
      calendar: row.params.calendar ?? '',
      from: row.params.from ?? unit,
      problem: row.problem_title ?? '',
      measure: row.measure_text ?? '',
    }),
  };
}
