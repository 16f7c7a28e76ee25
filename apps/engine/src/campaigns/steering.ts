import type { CommandResult } from '@gangmu/contract';
import type { Actor, Authority, LocalText, Reach } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { SignedIn } from '../platform/http/access.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { Orders } from '../runs/orders.js';
import { RunDoor } from '../runs/run-door.js';
import { Launch } from './launch.js';

/** Which running units a moved deadline is meant for. */
export interface Selection {
  step: string;
  below?: string[] | undefined;
  categories?: string[] | undefined;
  items?: string[] | undefined;
  /** Minute. */
  due: number;
  authority: Authority;
}

const MACHINE: Actor = { person: 'gangmu', role: 'machine' };
const AT_ONCE = 64;

/** Runs `r` whose template has the step $2: units of one campaign $1 may run on different ones. */
const HAS_STEP = `r.template_hash IN (SELECT t.hash FROM templates t WHERE t.body->'steps' ? $2::text AND t.hash IN (
  SELECT template_hash FROM campaigns WHERE id = $1 UNION SELECT template_hash FROM campaign_templates WHERE campaign_id = $1))`;

/** What the county office changes while the programme runs. */
@Injectable()
export class Steering {
  private readonly closings: ((sql: PoolClient, campaign: string) => Promise<void>)[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly orders: Orders,
    private readonly door: RunDoor,
    private readonly launch: Launch,
  ) {}

  /** Other slices: what is to end together with a campaign. */
  whenClosing(closing: (sql: PoolClient, campaign: string) => Promise<void>): void {
    this.closings.push(closing);
  }

  /** Whom a moved deadline would reach: runs, open items, those handed in already, those it would make late now. */
  async previewMove(
    campaign: string,
    reach: Reach,
    selection: Selection,
  ): Promise<{ runs: number; items: number; alreadyIn: number; late: number }> {
    const values: unknown[] = [campaign, selection.step, selection.items ?? null, selection.due];
    const rows = await this.database.query<{ runs: number; items: number; alreadyIn: number; late: number }>(
      `SELECT count(DISTINCT r.id) FILTER (WHERE NOT COALESCE(r.state->'steps'->$2::text ? 'outcome', false)) AS runs, count(i.id) FILTER (WHERE i.status IN ('open', 'returned')) AS items,
          count(i.id) FILTER (WHERE i.status IN ('submitted', 'done', 'waived')) AS "alreadyIn",
          count(i.id) FILTER (WHERE i.status IN ('open', 'returned') AND $4 < ${values.push(Math.floor(this.clock.now() / 60_000)) && `$${values.length}`}) AS late
        FROM runs r JOIN units u ON u.id = r.unit_id
          LEFT JOIN items i ON i.run_id = r.id AND i.step = $2 AND ($3::text[] IS NULL OR i.id = ANY ($3))
        WHERE r.campaign_id = $1 AND r.status IN ('running', 'held') AND ${HAS_STEP} AND ${this.selected(selection, reach, values)}`,
      values,
    );
    return rows[0]!;
  }

  /** Moves the deadline for each selected run, each succeeding or failing alone. */
  async move(
    who: SignedIn,
    campaign: string,
    reach: Reach,
    selection: Selection,
    options: { lang: 'zh' | 'en'; idempotencyKey?: string | undefined },
  ): Promise<{ results: CommandResult[]; done: number; refused: number }> {
    // Where the step was skipped or has ended there is nothing to move, and nobody is told of a refusal.
    const values: unknown[] = [campaign, selection.step];
    const rows = await this.database.query<{ id: string }>(
      `SELECT r.id FROM runs r JOIN units u ON u.id = r.unit_id
        WHERE r.campaign_id = $1 AND r.status IN ('running', 'held')
          AND NOT COALESCE(r.state->'steps'->$2::text ? 'outcome', false) AND ${HAS_STEP} AND ${this.selected(selection, reach, values)} ORDER BY r.id`,
      values,
    );
    const { step, items, due, authority } = selection;
    const command = { type: 'MoveDeadline' as const, step, due, authority, ...(items === undefined ? {} : { items }) };
    return this.orders.many(
      who,
      rows.map(({ id }) => ({ run: id, command })),
      options,
    );
  }

  /** Takes a unit out of what is asked; a run it already has is cancelled. */
  async exempt(who: SignedIn, campaign: string, unit: string, reason: string): Promise<void> {
    const state = await this.stateOf(campaign, unit);
    if (state.run_id !== null) {
      await this.orders.one(who, { run: state.run_id, command: { type: 'CancelRun', reason } }, { lang: 'zh' });
    }
    await this.database.query(
      `UPDATE campaign_units SET state = 'exempt', reason = $3, decided_by = $4, changed_at = $5
        WHERE campaign_id = $1 AND unit_id = $2`,
      [campaign, unit, reason, who.principal.person, this.clock.now()],
    );
  }

  /** Starts a unit that was flagged, or that came into the scope after the launch. */
  async join(who: SignedIn, campaign: string, unit: string): Promise<string> {
    await this.database.query(
      `INSERT INTO campaign_units (campaign_id, unit_id, state, changed_at)
        SELECT c.id, u.id, 'flagged', $3 FROM campaigns c JOIN units s ON s.id = c.scope_unit
          JOIN units u ON u.id = $2 AND starts_with(u.path, s.path)
          WHERE c.id = $1 AND c.status = 'running'
        ON CONFLICT DO NOTHING`,
      [campaign, unit, this.clock.now()],
    );
    const state = await this.stateOf(campaign, unit);
    if (state.run_id !== null) return state.run_id;
    const actor: Actor = { person: who.principal.person, role: 'designer' };
    const plan = await this.launch.plan(campaign, actor, this.clock.now());
    const { flagged } = await this.launch.startUnits(plan, [unit]);
    if (flagged > 0) {
      const [found] = await this.database.query<{ role: LocalText }>(
        'SELECT unheld_role AS role FROM campaign_units WHERE campaign_id = $1 AND unit_id = $2',
        [campaign, unit],
      );
      throw new Problem(422, 'nobody-files', { path: '/unit', params: { unit, role: found!.role } });
    }
    await this.launch.countCascades(plan);
    return (await this.stateOf(campaign, unit)).run_id!;
  }

  /** Closes every run, then the campaign. What is left is incomplete. */
  async close(campaign: string): Promise<number> {
    const runs = await this.database.query<{ id: string }>(
      `SELECT id FROM runs WHERE campaign_id = $1 AND status IN ('running', 'held', 'ended') ORDER BY id`,
      [campaign],
    );
    const actor: Actor = { ...MACHINE, role: 'administrator' };
    for (let from = 0; from < runs.length; from += AT_ONCE) {
      await Promise.all(
        runs
          .slice(from, from + AT_ONCE)
          .map(({ id }) => this.door.command({ run: id, command: { type: 'CloseRun' }, actor, at: this.clock.now() })),
      );
    }
    await this.database.transaction(async (sql) => {
      await sql.query(`UPDATE campaigns SET status = 'closed', closed_at = $2 WHERE id = $1`, [
        campaign,
        this.clock.now(),
      ]);
      for (const closing of this.closings) await closing(sql, campaign);
    });
    return runs.length;
  }

  private async stateOf(campaign: string, unit: string): Promise<{ state: string; run_id: string | null }> {
    const rows = await this.database.query<{ state: string; run_id: string | null }>(
      'SELECT state, run_id FROM campaign_units WHERE campaign_id = $1 AND unit_id = $2',
      [campaign, unit],
    );
    if (rows[0] === undefined) throw notFound('unit');
    return rows[0];
  }

  private selected(selection: Selection, reach: Reach, values: unknown[]): string {
    const add = (value: unknown): string => `$${values.push(value)}`;
    return [
      reachSql(reach, 'u', values),
      ...(selection.categories === undefined ? [] : [`u.category = ANY (${add(selection.categories)}::text[])`]),
      ...(selection.below === undefined
        ? []
        : [
            `EXISTS (SELECT FROM units b WHERE b.id = ANY (${add(selection.below)}::text[]) AND starts_with(u.path, b.path))`,
          ]),
    ].join(' AND ');
  }
}
