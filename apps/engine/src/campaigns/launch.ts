import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type CampaignEvent,
  dateOf,
  type LocalText,
  minuteOf,
  type PlainDate,
  type RunEvent,
  type RunState,
  type Succession,
  unheldRole,
  windowMinutes,
} from '@gangmu/core';
import type { PoolClient } from 'pg';
import { Calendars } from '../calendars/calendars.js';
import { Database } from '../platform/database/database.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { newId } from '../platform/ids.js';
import { Cascades } from '../runs/cascades.js';
import { RunSurroundings } from '../runs/run-surroundings.js';
import { CampaignTemplates, type PendingChoice } from './campaign-templates.js';
import { inGroups } from './chosen-units.js';
import { recordCampaign, scoped } from './campaign-record.js';
import { classKey, factsText, launchClass, type LaunchPlan, type LaunchUnit } from './launch-class.js';

export interface LaunchRequest {
  template: string;
  name: { zh: string; en?: string };
  kind?: 'programme' | 'quick-request';
  /** Unit whose subtree is in scope, itself included. */
  scope: string;
  /** Only these of them; missing: all. */
  units?: readonly string[];
  /** Only those in this group beside the tree on the day the scope is asked for; who enters it later is flagged. */
  group?: string | undefined;
  start: PlainDate;
  end: PlainDate;
  /** What becomes of adaptations that have not taken over this version; missing: the launch is refused. */
  pending?: PendingChoice | undefined;
  actor: Actor;
  at: number;
}

/** Units started per round trip: progress is seen, and no statement holds many locks for long. */
const CHUNK = 1000;

/** Launches campaigns over a scope: everybody in it is running, exempt or flagged by name – nobody silently missing. */
@Injectable()
export class Launch {
  constructor(
    private readonly database: Database,
    private readonly surroundings: RunSurroundings,
    private readonly cascades: Cascades,
    private readonly adapted: CampaignTemplates,
    private readonly calendars: Calendars,
  ) {}

  /**
   * Makes the campaign and the list of units in its scope, all flagged until started. Answers the campaign's id.
   *
   * @param also what else is written with it, or not at all
   */
  async prepare(request: LaunchRequest, also: (sql: PoolClient, campaign: string) => Promise<void>): Promise<string> {
    const template = await this.surroundings.template(request.template);
    const adaptations =
      request.kind === 'quick-request'
        ? []
        : await this.adapted.adaptations(request.template, request.scope, request.pending);
    const calendar = await this.calendars.newest(template.calendar);
    if (calendar === undefined)
      throw new Problem(422, 'calendar-unknown', {
        path: '/template/calendar',
        params: { calendar: template.calendar },
      });
    const window = windowMinutes({ start: request.start, end: request.end }, template.timeZone);
    const { group } = request;
    if (group !== undefined) {
      const found = await this.database.query('SELECT FROM unit_groups WHERE id = $1', [group]);
      if (found.length === 0) throw notFound('group');
    }
    const id = newId();
    const on = scopeDay(request.start, request.at, template.timeZone);
    await this.database.transaction(async (client) => {
      await client.query(
        `INSERT INTO campaigns (id, name, kind, template_hash, scope_unit, scope_group, calendar, calendar_version, time_zone, start_date,
          end_date, start_minute, end_minute, status, launched_by, launched_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'launching', $14, $15)`,
        [
          id,
          request.name,
          request.kind ?? 'programme',
          request.template,
          request.scope,
          group ?? null,
          template.calendar,
          calendar.version,
          template.timeZone,
          request.start,
          request.end,
          window.start,
          window.end,
          request.actor.person,
          request.at,
        ],
      );
      const { rows: units } = await client.query<{ id: string }>(
        `INSERT INTO campaign_units (campaign_id, unit_id, state, changed_at)
          SELECT $1, u.id, 'flagged', $3 FROM units u JOIN units s ON s.id = $2 AND starts_with(u.path, s.path)
          WHERE u.valid_from <= $4::date AND (u.valid_to IS NULL OR u.valid_to >= $4::date)
            AND ($5::text[] IS NULL OR u.id = ANY ($5))
            AND ($6::text IS NULL OR ${inGroups('u', 'ARRAY[$6::text]', '$4::date')})
          RETURNING unit_id AS id`,
        [id, request.scope, request.at, on, request.units ?? null, group ?? null],
      );
      await this.adapted.keep(client, id, adaptations);
      const launched: CampaignEvent = {
        type: 'CampaignLaunched',
        title: request.name,
        kind: request.kind ?? 'programme',
        template: request.template,
        scope: request.scope,
        ...(group === undefined ? {} : { group }),
        on,
        start: request.start,
        end: request.end,
        timeZone: template.timeZone,
        calendar: calendar.version,
        adaptations: Object.fromEntries(adaptations.map(({ unit, hash }) => [unit, hash])),
      };
      const stamp = { at: request.at, by: request.actor };
      await recordCampaign(client, id, stamp, [launched, ...scoped(units.map((unit) => unit.id).toSorted())]);
      await also(client, id);
    });
    return id;
  }

  /**
   * Starts every unit that is still to be started; what a killed launch left is taken up where it stood. Units whose
   * items nobody could hand in stay flagged, with the reason.
   *
   * @param told progress: units looked at, units in all
   */
  async start(
    campaign: string,
    actor: Actor,
    at: number,
    told: (done: number, total: number) => void = () => undefined,
  ): Promise<{ started: number; flagged: number }> {
    const plan = await this.plan(campaign, actor, at);
    const { rows } = await this.database.pool.query<{ unit_id: string }>(
      `SELECT unit_id FROM campaign_units WHERE campaign_id = $1 AND state = 'flagged' AND reason IS NULL ORDER BY unit_id`,
      [campaign],
    );
    let [done, started, flagged] = [0, 0, 0];
    for (let from = 0; from < rows.length; from += CHUNK) {
      const ids = rows.slice(from, from + CHUNK).map((row) => row.unit_id);
      const result = await this.startOn(plan, ids, await this.adapted.of(plan.campaign, ids));
      started += result.started;
      flagged += result.flagged;
      done += ids.length;
      told(done, rows.length);
    }
    // Counted before it is said to run: a launch killed in between is taken up and counts again.
    await this.countCascades(plan);
    await this.database.pool.query(`UPDATE campaigns SET status = 'running' WHERE id = $1 AND status = 'launching'`, [
      campaign,
    ]);
    return { started, flagged };
  }

  /**
   * Starts a single unit later: one that joined, or whose flag was resolved.
   *
   * @param before its run that was cancelled, where there is one: what was done in it is not asked again
   * @returns the role nobody stands for, where it could not be started
   */
  async startUnit(plan: LaunchPlan, id: string, before?: RunState): Promise<LocalText | undefined> {
    const later = await this.adapted.later(plan.campaign, [id], plan.at);
    await this.adapted.keepLater(plan.campaign, later.values());
    const hashes = new Map([...later].map(([unit, { hash }]) => [unit, hash]));
    const { orphans } = await this.startOn(plan, [id], hashes, before);
    return orphans[0]?.role;
  }

  /** Starts units on the templates given, the others on the campaign's own; all of them are written, or none. */
  private async startOn(
    plan: LaunchPlan,
    ids: readonly string[],
    hashes: ReadonlyMap<string, string>,
    before?: RunState,
  ): Promise<{ started: number; flagged: number; orphans: { unit: string; role: LocalText }[] }> {
    const views = await this.surroundings.facts(ids);
    const classes = new Map<string, { plan: LaunchPlan; units: LaunchUnit[] }>();
    const orphans: { unit: string; role: LocalText }[] = [];
    for (const [id, { facts, holders }] of views) {
      const unit = { id, facts, holders };
      const own = await this.planOn(plan, hashes.get(id));
      const unheld = unheldRole(own.template, facts, holders);
      if (unheld !== undefined) {
        orphans.push({ unit: id, role: own.template.roles[unheld]?.title ?? { zh: unheld } });
        continue;
      }
      const key = `${own.hash} ${classKey(own.template, unit)}`;
      const known = classes.get(key);
      if (known === undefined) classes.set(key, { plan: own, units: [unit] });
      else known.units.push(unit);
    }
    const succeeding = before && {
      from: before,
      kind: 'resumed' as const,
      effective: dateOf(minuteOf(plan.at), plan.template.timeZone),
      main: true,
    };
    const prepared = [...classes.values()].map(({ plan: own, units }) => {
      const begun = launchClass(own, units[0]!, succeeding);
      if (!begun.ok) throw new Error(`a run could not be started: ${begun.refusal.code}`);
      return { text: begun.value, units };
    });
    await this.database.transaction(async (sql) => {
      const flagged = await this.flag(sql, plan, orphans);
      const runs: Record<string, string> = {};
      for (const { text, units } of prepared) Object.assign(runs, await this.stamp(sql, text, units));
      await recordCampaign(sql, plan.campaign, { at: plan.at, by: plan.actor }, [
        ...flagged,
        ...(prepared.length === 0 ? [] : [{ type: 'UnitsStarted' as const, runs }]),
      ]);
    });
    return { started: views.size - orphans.length, flagged: orphans.length, orphans };
  }

  /** Says of flagged units whom they lack. One that is exempt stays so: nobody asks anything of it. */
  private async flag(
    sql: PoolClient,
    plan: LaunchPlan,
    orphans: readonly { unit: string; role: LocalText }[],
  ): Promise<CampaignEvent[]> {
    if (orphans.length === 0) return [];
    const { rows } = await sql.query<{ unit: string; role: LocalText }>(
      `UPDATE campaign_units c SET reason = 'nobody-files', unheld_role = g.role, changed_at = $3
        FROM jsonb_to_recordset($2::jsonb) AS g(unit text, role jsonb)
        WHERE c.campaign_id = $1 AND c.unit_id = g.unit AND c.state = 'flagged' RETURNING g.unit, g.role`,
      [plan.campaign, JSON.stringify(orphans), plan.at],
    );
    if (rows.length === 0) return [];
    const roles = Object.fromEntries(rows.map(({ unit, role }) => [unit, role]));
    return [{ type: 'UnitsFlagged', reason: 'nobody-files', units: Object.keys(roles).toSorted(), roles }];
  }

  /** Writes runs that begin alike; answers which run each unit got. */
  private async stamp(
    sql: PoolClient,
    prepared: string,
    units: readonly LaunchUnit[],
  ): Promise<Record<string, string>> {
    const ids = units.map(() => newId());
    await sql.query({
      name: 'launch_runs',
      text: 'SELECT launch_runs($1::jsonb, $2::text[], $3::text[], $4::text[])',
      values: [prepared, ids, units.map((unit) => unit.id), units.map((unit) => factsText(unit.facts))],
    });
    return Object.fromEntries(units.map((unit, n) => [unit.id, ids[n]!]));
  }

  /**
   * Starts a unit in scope where another stood that ended. Whoever takes over inherited its posts, so that somebody
   * files; where nobody does, what falls to the substitute falls to the unit above.
   *
   * @param asOf epoch milliseconds: adaptations count as they were published then, the same for a trial and the deed
   * @returns the events it begins with; with `dry` nothing is written
   */
  async startSuccessor(
    plan: LaunchPlan,
    id: string,
    succession: Succession,
    asOf: number,
    dry = false,
  ): Promise<RunEvent[]> {
    const view = (await this.surroundings.facts([id])).get(id);
    if (view === undefined) throw new Error(`no unit ${id}`);
    const unit = { id, facts: view.facts, holders: view.holders };
    const later = await this.adapted.later(plan.campaign, [id], asOf);
    if (!dry) await this.adapted.keepLater(plan.campaign, later.values());
    const own = await this.planOn(plan, later.get(id)?.hash);
    const prepared = launchClass(own, unit, succession);
    if (!prepared.ok) throw new Error(`a successor could not be started: ${prepared.refusal.code}`);
    if (!dry)
      await this.database.transaction(async (sql) => {
        await sql.query(
          `INSERT INTO campaign_units (campaign_id, unit_id, state, changed_at) VALUES ($1, $2, 'flagged', $3)
            ON CONFLICT DO NOTHING`,
          [plan.campaign, id, plan.at],
        );
        const runs = await this.stamp(sql, prepared.value, [unit]);
        await recordCampaign(sql, plan.campaign, { at: plan.at, by: plan.actor }, [{ type: 'UnitsStarted', runs }]);
      });
    return prepared.events;
  }

  /** The same plan on the template of a unit that has another than the campaign's. */
  private async planOn(plan: LaunchPlan, hash: string | undefined): Promise<LaunchPlan> {
    if (hash === undefined || hash === plan.hash) return plan;
    const template = await this.surroundings.template(hash);
    return { ...plan, hash, template, calendar: await this.calendars.pinned(template, plan.calendar.version) };
  }

  /** What a launch of this campaign starts runs with. */
  async plan(campaign: string, actor: Actor, at: number): Promise<LaunchPlan> {
    const { rows } = await this.database.pool.query<{
      template_hash: string;
      calendar_version: string;
      start_minute: number;
      end_minute: number;
    }>('SELECT template_hash, calendar_version, start_minute, end_minute FROM campaigns WHERE id = $1', [campaign]);
    const row = rows[0];
    if (row === undefined) throw new Error(`no campaign ${campaign}`);
    const template = await this.surroundings.template(row.template_hash);
    return {
      campaign,
      hash: row.template_hash,
      template,
      calendar: await this.calendars.pinned(template, row.calendar_version),
      start: row.start_minute,
      end: row.end_minute,
      actor,
      at,
    };
  }

  /** Tells every run above others how many live runs there are below it. One unit below each says it for all. */
  async countCascades(plan: LaunchPlan): Promise<void> {
    const adapted = await this.adapted.all(plan.campaign);
    const templates = [plan.template, ...(await Promise.all(adapted.map((hash) => this.surroundings.template(hash))))];
    const milestones = new Set(
      templates.flatMap(({ steps }) =>
        Object.values(steps).flatMap(({ cascade }) => (cascade === undefined ? [] : [cascade.milestone])),
      ),
    );
    if (milestones.size === 0) return;
    const { rows } = await this.database.pool.query<{ unit: string }>(
      `SELECT DISTINCT ON (u.parent_id) u.id AS unit FROM campaign_units c JOIN units u ON u.id = c.unit_id
        WHERE c.campaign_id = $1 AND c.state = 'running' ORDER BY u.parent_id, u.id`,
      [plan.campaign],
    );
    await this.cascades.tell(
      rows.flatMap(({ unit }) => [...milestones].map((milestone) => ({ campaign: plan.campaign, unit, milestone }))),
    );
  }
}

/** Who is in scope is asked on the first day, or today where the campaign should have begun already. */
function scopeDay(start: PlainDate, at: number, timeZone: string): PlainDate {
  const today = dateOf(minuteOf(at), timeZone);
  return start < today ? today : start;
}
