import type { CommandResult } from '@gangmu/contract';
import type { Actor, Authority, Reach } from '@gangmu/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { SignedIn } from '../platform/http/access.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { Orders } from '../runs/orders.js';
import { type Also, RunDoor } from '../runs/run-door.js';
import { RunStore } from '../runs/run-store.js';
import { type CampaignStamp, recordCampaign } from './campaign-record.js';
import { officeDay } from '../units/office-day.js';
import { chosenSql, inGroups } from './chosen-units.js';
import { Launch } from './launch.js';

/** Which running units a moved deadline is meant for. */
export interface Selection {
  step: string;
  below?: string[] | undefined;
  categories?: string[] | undefined;
  groups?: string[] | undefined;
  items?: string[] | undefined;
  /** Minute. */
  due: number;
  authority: Authority;
}

const documentOf = ({ authority }: Selection): string | null => authority.document || null;

const AT_ONCE = 64;
/** Nothing is left of such runs to be cancelled. */
const OVER: ReadonlySet<string> = new Set(['cancelled', 'closed', 'handed-over']);

interface UnitState extends Record<string, unknown> {
  state: 'running' | 'exempt' | 'flagged' | 'succeeded';
  run_id: string | null;
  run_status: string | null;
  /** Of the campaign. */
  status: 'launching' | 'running' | 'closed';
}

/** Whoever steers a campaign, as the record names them. */
const steering = (who: SignedIn): Actor => ({ person: who.principal.person, role: 'designer' });

/** Runs `r` whose template has the step $2: units of one campaign $1 may run on different ones. */
const HAS_STEP = `r.template_hash IN (SELECT t.hash FROM templates t WHERE t.body->'steps' ? $2::text AND t.hash IN (
  SELECT template_hash FROM campaigns WHERE id = $1 UNION SELECT template_hash FROM campaign_templates WHERE campaign_id = $1))`;

/** Whoever cancels a unit's run: from now on the unit is flagged, until it is exempted or started again. */
const flagCancelled: Also = async (sql, run, { at, actor }) => {
  const { rowCount } = await sql.query(
    `UPDATE campaign_units SET state = 'flagged', reason = 'run-cancelled', changed_at = $3
      WHERE campaign_id = $1 AND unit_id = $2 AND state = 'running'`,
    [run.campaign, run.unit, at],
  );
  if (rowCount === 1)
    await recordCampaign(sql, run.campaign, { at, by: actor }, [
      { type: 'UnitsFlagged', reason: 'run-cancelled', units: [run.unit] },
    ]);
};

/**
 * Whether an order (due $3, document $4) says anything about an item `i` that has ended: a later deadline for when it is
 * the unit's again, or the document of the order that it has. The rule is the core's, for each run; this finds the runs.
 */
const ORDERED = `i.status IN ('done', 'waived') AND CASE
  WHEN (i.body->'ordered'->>'due')::int = $3 THEN $4::text IS NOT NULL AND i.body->'ordered'->>'document' IS DISTINCT FROM $4
  WHEN i.body ? 'ordered' THEN true ELSE COALESCE(i.due, 0) < $3 END`;

/** What the county office changes while the programme runs. */
@Injectable()
export class Steering implements OnModuleInit {
  private readonly closings: ((sql: PoolClient, campaign: string) => Promise<void>)[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly orders: Orders,
    private readonly door: RunDoor,
    private readonly launch: Launch,
    private readonly store: RunStore,
  ) {}

  onModuleInit(): void {
    this.door.whenCancelling(flagCancelled);
  }

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
    const values: unknown[] = [campaign, selection.step, selection.due, documentOf(selection), selection.items ?? null];
    const rows = await this.database.query<{ runs: number; items: number; alreadyIn: number; late: number }>(
      `SELECT count(DISTINCT r.id) FILTER (WHERE NOT COALESCE(r.state->'steps'->$2::text ? 'outcome', false) OR ${ORDERED}) AS runs, count(i.id) FILTER (WHERE i.status IN ('open', 'returned')) AS items,
          count(i.id) FILTER (WHERE i.status IN ('submitted', 'done', 'waived')) AS "alreadyIn",
          count(i.id) FILTER (WHERE i.status IN ('open', 'returned') AND $3 < ${values.push(Math.floor(this.clock.now() / 60_000)) && `$${values.length}`}) AS late
        FROM runs r JOIN units u ON u.id = r.unit_id
          LEFT JOIN items i ON i.run_id = r.id AND i.step = $2 AND ($5::text[] IS NULL OR i.id = ANY ($5))
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
    // Where the step was skipped or has ended there is nothing to move, and nobody is told of a refusal – unless the
    // order gives more time to what may come back, or is the document of one that was obeyed.
    const values: unknown[] = [campaign, selection.step, selection.due, documentOf(selection)];
    const rows = await this.database.query<{ id: string }>(
      `SELECT r.id FROM runs r JOIN units u ON u.id = r.unit_id
        WHERE r.campaign_id = $1 AND r.status IN ('running', 'held')
          AND (NOT COALESCE(r.state->'steps'->$2::text ? 'outcome', false)
            OR EXISTS (SELECT FROM items i WHERE i.run_id = r.id AND i.step = $2 AND ${ORDERED})) AND ${HAS_STEP} AND ${this.selected(selection, reach, values)} ORDER BY r.id`,
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

  /** Takes a unit out of what is asked; a run it still has is cancelled with it, or nothing is changed. */
  async exempt(who: SignedIn, campaign: string, unit: string, reason: string): Promise<void> {
    const state = await this.stateOf(campaign, unit);
    this.mustRun(state);
    if (state.state === 'succeeded') throw new Problem(422, 'unit-succeeded', { path: '/unit', params: { unit } });
    const stamp = { at: this.clock.now(), by: steering(who) };
    const exempt = (sql: PoolClient): Promise<void> => this.writeExemption(sql, { campaign, unit, reason }, stamp);
    if (state.state !== 'running' || state.run_id === null || OVER.has(state.run_status ?? ''))
      return this.database.transaction(exempt);
    const order = { run: state.run_id, command: { type: 'CancelRun' as const, reason } };
    await this.orders.one(who, order, { lang: 'zh', also: exempt });
  }

  private async writeExemption(
    sql: PoolClient,
    { campaign, unit, reason }: { campaign: string; unit: string; reason: string },
    stamp: CampaignStamp & { by: Actor },
  ): Promise<void> {
    await sql.query(
      `UPDATE campaign_units SET state = 'exempt', reason = $3, decided_by = $4, changed_at = $5
        WHERE campaign_id = $1 AND unit_id = $2`,
      [campaign, unit, reason, stamp.by.person, stamp.at],
    );
    await recordCampaign(sql, campaign, stamp, [{ type: 'UnitExempted', unit, reason }]);
  }

  /**
   * Starts a unit that was flagged or exempt, or that came into the scope after the launch. Where its run was
   * cancelled it begins anew; what was done in that is not asked again.
   */
  async join(who: SignedIn, campaign: string, unit: string): Promise<string> {
    const actor = steering(who);
    const at = this.clock.now();
    await this.takeIn(campaign, unit, { at, by: actor });
    const state = await this.stateOf(campaign, unit);
    if (state.state === 'running' && state.run_id !== null) return state.run_id;
    this.mustRun(state);
    if (state.state === 'succeeded') throw new Problem(422, 'unit-succeeded', { path: '/unit', params: { unit } });
    const before = state.run_id === null ? undefined : (await this.store.fresh([state.run_id])).get(state.run_id)?.run;
    const plan = await this.launch.plan(campaign, actor, at);
    const role = await this.launch.startUnit(plan, unit, before);
    if (role !== undefined) throw new Problem(422, 'nobody-files', { path: '/unit', params: { unit, role } });
    await this.launch.countCascades(plan);
    return (await this.stateOf(campaign, unit)).run_id!;
  }

  /** A unit within the scope that is not on the list yet is put there, with its reason. */
  private async takeIn(campaign: string, unit: string, stamp: CampaignStamp): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { rowCount } = await sql.query(
        `INSERT INTO campaign_units (campaign_id, unit_id, state, reason, changed_at)
          SELECT c.id, u.id, 'flagged', 'joined-later', $3 FROM campaigns c JOIN units s ON s.id = c.scope_unit
            JOIN units u ON u.id = $2 AND starts_with(u.path, s.path)
            WHERE c.id = $1 AND c.status = 'running'
              AND (c.scope_group IS NULL OR ${inGroups('u', 'ARRAY[c.scope_group]', '$4::date')})
          ON CONFLICT DO NOTHING`,
        [campaign, unit, stamp.at, officeDay(this.clock)],
      );
      if (rowCount === 1)
        await recordCampaign(sql, campaign, stamp, [{ type: 'UnitsFlagged', reason: 'joined-later', units: [unit] }]);
    });
  }

  /**
   * Closes every run, then the campaign. What is left is incomplete. Like the end of a run, it waits for deadlines that
   * are to come, unless somebody says `anyway`. @throws Problem
   */
  async close(who: SignedIn, campaign: string, anyway: boolean): Promise<number> {
    const awaited = anyway ? 0 : await this.awaited(campaign);
    if (awaited > 0) throw new Problem(422, 'campaign-deadlines-to-come', { params: { items: awaited } });
    const actor: Actor = { ...steering(who), role: 'administrator' };
    const live = (): Promise<{ id: string }[]> =>
      this.database.query<{ id: string }>(
        `SELECT id FROM runs WHERE campaign_id = $1 AND status IN ('running', 'held', 'ended') ORDER BY id`,
        [campaign],
      );
    let closed = 0;
    for (let runs = await live(); runs.length > 0; ) {
      for (let from = 0; from < runs.length; from += AT_ONCE) {
        await Promise.all(
          runs
            .slice(from, from + AT_ONCE)
            .map(({ id }) =>
              this.door.command({ run: id, command: { type: 'CloseRun' }, actor, at: this.clock.now() }),
            ),
        );
      }
      // A run that was too busy, or began meanwhile, is closed in another round: none outlives its campaign.
      const left = await live();
      if (left.length >= runs.length) throw new Problem(409, 'version-conflict', { path: '/campaign' });
      closed += runs.length - left.length;
      runs = left;
    }
    await this.database.transaction(async (sql) => {
      const at = this.clock.now();
      const { rowCount } = await sql.query(
        `UPDATE campaigns SET status = 'closed', closed_at = $2 WHERE id = $1 AND status <> 'closed'`,
        [campaign, at],
      );
      if (rowCount !== 1) return;
      for (const closing of this.closings) await closing(sql, campaign);
      await recordCampaign(sql, campaign, { at, by: steering(who) }, [{ type: 'CampaignClosed' }]);
    });
    return closed;
  }

  /** Items of a campaign whose deadline is to come, or the limit of whoever reviews them. */
  private async awaited(campaign: string): Promise<number> {
    const [row] = await this.database.query<{ items: number }>(
      `SELECT count(*)::int AS items FROM items i JOIN runs r ON r.id = i.run_id
        WHERE i.campaign_id = $1 AND r.status IN ('running', 'held') AND i.status IN ('open', 'returned', 'submitted')
          AND GREATEST(i.due, (i.body->'holdings'->-1->>'limit')::int) > $2`,
      [campaign, Math.floor(this.clock.now() / 60_000)],
    );
    return row!.items;
  }

  private async stateOf(campaign: string, unit: string): Promise<UnitState> {
    const rows = await this.database.query<UnitState>(
      `SELECT cu.state, cu.run_id, r.status AS run_status, c.status FROM campaign_units cu
          JOIN campaigns c ON c.id = cu.campaign_id LEFT JOIN runs r ON r.id = cu.run_id
        WHERE cu.campaign_id = $1 AND cu.unit_id = $2`,
      [campaign, unit],
    );
    if (rows[0] === undefined) throw notFound('unit');
    return rows[0];
  }

  private mustRun({ status }: UnitState): void {
    if (status === 'closed') throw new Problem(422, 'campaign-closed', { path: '/campaign' });
  }

  private selected(selection: Selection, reach: Reach, values: unknown[]): string {
    return [reachSql(reach, 'u', values), ...chosenSql(selection, 'u', officeDay(this.clock), values)].join(' AND ');
  }
}
