/** What the ledger's screens read: one statement each. */
import type { AnswerOf, ledgerRoutes, ProblemAnswer, QueryOf } from '@gangmu/contract';
import { dateOf, minuteOf, type Problem, type Reach, type Rule, suggestRule } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { reachSql } from '../platform/http/reach-sql.js';

type Filters = QueryOf<typeof ledgerRoutes.figures>;
type ListQuery = QueryOf<typeof ledgerRoutes.list>;

interface Row {
  body: Problem;
  unit_zh: string;
  unit_en: string | null;
  time_zone: string;
}
type Reminder = NonNullable<ProblemAnswer['nextReminder']>;
interface RuleRow {
  body: Rule;
  unit_zh: string;
  unit_en: string | null;
}

const FROM = `FROM problems p JOIN units u ON u.id = p.unit_id JOIN campaigns c ON c.id = p.campaign_id`;
const COLUMNS = `p.body, u.name_zh AS unit_zh, u.name_en AS unit_en, c.time_zone`;

const nameOf = ({ unit_zh, unit_en }: { unit_zh: string; unit_en: string | null }) =>
  unit_en === null ? { zh: unit_zh } : { zh: unit_zh, en: unit_en };

@Injectable()
export class LedgerScreens {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(query: ListQuery, reach: Reach): Promise<AnswerOf<typeof ledgerRoutes.list>> {
    const { values, conditions } = this.fitting(query, reach);
    const after = readCursor(query.cursor, ['string']);
    if (after) conditions.push(`p.id < $${values.push(after[0])}`);
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY p.id DESC LIMIT $${values.push(query.limit + 1)}`,
      values,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.body.id],
      (row) => this.summary(row),
    );
  }

  /** What lies in reach and fits the filters, as conditions on problems `p`, units `u` and campaigns `c`. */
  fitting(query: Filters & { search?: string | undefined }, reach: Reach): { values: unknown[]; conditions: string[] } {
    const values: unknown[] = [];
    const conditions = this.conditions(query, reach, values);
    if (query.search !== undefined && query.search !== '') {
      // strpos, not LIKE: what people type has no signs with a meaning of their own
      values.push(query.search);
      conditions.push(`strpos(p.body->>'title', $${values.length}) > 0`);
    }
    return { values, conditions };
  }

  /** The same definitions as `ledgerFigures` in the core, counted where the rows are. */
  async figures(query: Filters, reach: Reach): Promise<AnswerOf<typeof ledgerRoutes.figures>> {
    const values: unknown[] = [];
    const conditions = [...this.conditions(query, reach, values), `p.status <> 'withdrawn'`];
    const today = `$${values.push(this.clock.now())}`;
    const [problems] = await this.database.query<Record<string, number>>(
      `SELECT count(*)::int AS found,
        count(*) FILTER (WHERE p.status = 'open')::int AS open,
        count(*) FILTER (WHERE p.status = 'requested')::int AS requested,
        count(*) FILTER (WHERE p.status = 'closed')::int AS closed,
        count(*) FILTER (WHERE p.status <> 'closed' AND p.due < ${todaySql(today)})::int AS late,
        COALESCE(sum(p.relapses), 0)::int AS relapses,
        COALESCE(sum(p.measures), 0)::int AS measures,
        COALESCE(sum(p.measures_done), 0)::int AS done
      ${FROM} WHERE ${conditions.join(' AND ')}`,
      values,
    );
    const ruleValues: unknown[] = [];
    const rules = await this.database.query<{ action: string; count: number }>(
      `SELECT change->>'action' AS action, count(*)::int AS count
       FROM rules p JOIN units u ON u.id = p.unit_id, jsonb_array_elements(p.body->'changes') change
       WHERE ${this.places(query, reach, ruleValues).join(' AND ')} GROUP BY 1`,
      ruleValues,
    );
    const made = (action: string): number => rules.find((row) => row.action === action)?.count ?? 0;
    const figure = (name: string): number => problems?.[name] ?? 0;
    return {
      found: figure('found'),
      open: figure('open'),
      requested: figure('requested'),
      closed: figure('closed'),
      late: figure('late'),
      relapses: figure('relapses'),
      measures: figure('measures'),
      measuresDone: figure('done'),
      closeOutRate: figure('found') === 0 ? null : figure('closed') / figure('found'),
      rulesEstablished: made('established'),
      rulesRevised: made('revised'),
      rulesAbolished: made('abolished'),
    };
  }

  async get(id: string, reach: Reach): Promise<ProblemAnswer | undefined> {
    const values: unknown[] = [id];
    const inReach = reachSql(reach, 'u', values);
    const [row] = await this.database.query<Row>(`SELECT ${COLUMNS} ${FROM} WHERE p.id = $1 AND ${inReach}`, values);
    if (!row) return undefined;
    // How often it is repeated counts everywhere; which ones they are is shown only within reach.
    const repeating = await this.database.query<{ id: string; title: string; unit: string; visible: boolean }>(
      `SELECT p.id, p.body->>'title' AS title, p.unit_id AS unit, ${inReach} AS visible
       FROM problems p JOIN units u ON u.id = p.unit_id WHERE p.repeats = $1 AND p.status <> 'withdrawn' ORDER BY p.id`,
      values,
    );
    const [next] = await this.database.query<Omit<Reminder, 'measure'> & { measure: string }>(
      `SELECT due_at AS at, effect, target AS "to", measure_id AS measure FROM problem_rungs
       WHERE problem_id = $1 AND status = 'pending' ORDER BY due_at, measure_id, rung, repetition LIMIT 1`,
      [id],
    );
    const { measures, progress, request, revision: _, ...problem } = row.body;
    const suggestion = suggestRule(row.body, repeating.length);
    const times = suggestion?.params['times'];
    return {
      ...problem,
      ...this.summary(row),
      repeatedBy: repeating.filter(({ visible }) => visible).map(({ id, title, unit }) => ({ id, title, unit })),
      measures: Object.values(measures).map(({ revision: _own, ...measure }) => measure),
      progress,
      nextReminder: next === undefined ? null : { ...next, measure: next.measure === '' ? null : next.measure },
      ...(request === undefined ? {} : { request }),
      ...(suggestion === undefined || typeof times !== 'number'
        ? {}
        : { suggestion: { code: suggestion.code, times } }),
    };
  }

  async rules(
    query: QueryOf<typeof ledgerRoutes.rules>,
    reach: Reach,
    id?: string,
  ): Promise<AnswerOf<typeof ledgerRoutes.rules>> {
    const values: unknown[] = [];
    const conditions = this.places(query, reach, values);
    const after = readCursor(query.cursor, ['string']);
    if (after) conditions.push(`p.id < $${values.push(after[0])}`);
    if (id !== undefined) conditions.push(`p.id = $${values.push(id)}`);
    const rows = await this.database.query<RuleRow>(
      `SELECT p.body, u.name_zh AS unit_zh, u.name_en AS unit_en FROM rules p JOIN units u ON u.id = p.unit_id
       WHERE ${conditions.join(' AND ')} ORDER BY p.id DESC LIMIT $${values.push(query.limit + 1)}`,
      values,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.body.id],
      (row) => ({ ...row.body, unitName: nameOf(row) }),
    );
  }

  /** Campaign and subtree asked for, cut down to what may be seen. */
  private places(
    query: { campaign?: string | undefined; unit?: string | undefined },
    reach: Reach,
    values: unknown[],
  ): string[] {
    const conditions = [reachSql(reach, 'u', values)];
    if (query.campaign !== undefined) conditions.push(`p.campaign_id = $${values.push(query.campaign)}`);
    if (query.unit !== undefined)
      conditions.push(`starts_with(u.path, (SELECT path FROM units WHERE id = $${values.push(query.unit)}))`);
    return conditions;
  }

  private conditions(query: Filters, reach: Reach, values: unknown[]): string[] {
    const conditions = this.places(query, reach, values);
    for (const column of ['aspect', 'theme', 'class', 'source'] as const)
      if (query[column] !== undefined) conditions.push(`p.${column} = $${values.push(query[column])}`);
    if (query.status === 'late')
      conditions.push(`p.status IN ('open', 'requested') AND p.due < ${todaySql(`$${values.push(this.clock.now())}`)}`);
    else if (query.status !== undefined) conditions.push(`p.status = $${values.push(query.status)}`);
    return conditions;
  }

  private summary(row: Row): AnswerOf<typeof ledgerRoutes.list>['entries'][number] {
    const { body: problem } = row;
    const live = Object.values(problem.measures).filter((measure) => !measure.withdrawn);
    const today = dateOf(minuteOf(this.clock.now()), row.time_zone);
    return {
      id: problem.id,
      campaign: problem.campaign,
      unit: problem.unit,
      unitName: nameOf(row),
      title: problem.title,
      source: problem.source,
      channel: problem.channel,
      aspect: problem.aspect,
      ...(problem.theme === undefined ? {} : { theme: problem.theme }),
      class: problem.class,
      leader: problem.leader,
      foundOn: problem.foundOn,
      due: problem.due,
      status: problem.status,
      late:
        (problem.status === 'open' || problem.status === 'requested') && problem.due !== null && problem.due < today,
      measureCount: live.length,
      measuresDone: live.filter((measure) => measure.doneOn !== undefined).length,
      returns: problem.returns,
      relapses: problem.relapses,
      version: problem.version,
    };
  }
}

/** The day it is for a campaign, out of the engine's own clock. */
const todaySql = (now: string): string => `(to_timestamp(${now}::float8 / 1000) AT TIME ZONE c.time_zone)::date`;
