import { Injectable } from '@nestjs/common';
import {
  type Actor,
  dateOf,
  type LocalText,
  minuteOf,
  type PlainDate,
  type RunEvent,
  type Succession,
  unheldRole,
  windowMinutes,
} from '@gangmu/core';
import { Calendars } from '../calendars/calendars.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { newId } from '../platform/ids.js';
import { Cascades } from '../runs/cascades.js';
import { RunSurroundings } from '../runs/run-surroundings.js';
import { CampaignTemplates, type PendingChoice } from './campaign-templates.js';
import { classKey, factsText, launchClass, type LaunchPlan, type LaunchUnit } from './launch-class.js';

export interface LaunchRequest {
  template: string;
  name: { zh: string; en?: string };
  kind?: 'programme' | 'quick-request';
  /** Unit whose subtree is in scope, itself included. */
  scope: string;
  /** Only these of them; missing: all. */
  units?: readonly string[];
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

  /** Makes the campaign and the list of units in its scope, all flagged until started. Answers the campaign's id. */
  async prepare(request: LaunchRequest): Promise<string> {
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
    const id = newId();
    const client = await this.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO campaigns (id, name, kind, template_hash, scope_unit, calendar, calendar_version, time_zone, start_date,
          end_date, start_minute, end_minute, status, launched_by, launched_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'launching', $13, $14)`,
        [
          id,
          request.name,
          request.kind ?? 'programme',
          request.template,
          request.scope,
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
      await client.query(
        `INSERT INTO campaign_units (campaign_id, unit_id, state, changed_at)
          SELECT $1, u.id, 'flagged', $3 FROM units u JOIN units s ON s.id = $2 AND starts_with(u.path, s.path)
          WHERE u.valid_from <= $4::date AND (u.valid_to IS NULL OR u.valid_to >= $4::date)
            AND ($5::text[] IS NULL OR u.id = ANY ($5))`,
        [id, request.scope, request.at, scopeDay(request.start, request.at, template.timeZone), request.units ?? null],
      );
      await this.adapted.keep(client, id, adaptations);
      await client.query('COMMIT');
      return id;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
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

  /** Starts single units later: those that joined, or whose flag was resolved. */
  async startUnits(plan: LaunchPlan, ids: readonly string[]): Promise<{ started: number; flagged: number }> {
    const later = await this.adapted.later(plan.campaign, ids, plan.at);
    await this.adapted.keepLater(plan.campaign, later.values());
    return this.startOn(plan, ids, new Map([...later].map(([id, { hash }]) => [id, hash])));
  }

  /** Starts units on the templates given, the others on the campaign's own. */
  private async startOn(
    plan: LaunchPlan,
    ids: readonly string[],
    hashes: ReadonlyMap<string, string>,
  ): Promise<{ started: number; flagged: number }> {
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
    if (orphans.length > 0) {
      await this.database.pool.query(
        `UPDATE campaign_units c SET reason = 'nobody-files', unheld_role = g.role, changed_at = $3
          FROM jsonb_to_recordset($2::jsonb) AS g(unit text, role jsonb) WHERE c.campaign_id = $1 AND c.unit_id = g.unit`,
        [plan.campaign, JSON.stringify(orphans), plan.at],
      );
    }
    for (const { plan: own, units } of classes.values()) {
      const prepared = launchClass(own, units[0]!);
      if (!prepared.ok) throw new Error(`a run could not be started: ${prepared.refusal.code}`);
      await this.stamp(prepared.value, units);
    }
    return { started: views.size - orphans.length, flagged: orphans.length };
  }

  private async stamp(prepared: string, units: readonly LaunchUnit[]): Promise<void> {
    await this.database.pool.query({
      name: 'launch_runs',
      text: 'SELECT launch_runs($1::jsonb, $2::text[], $3::text[], $4::text[])',
      values: [
        prepared,
        units.map(() => newId()),
        units.map((unit) => unit.id),
        units.map((unit) => factsText(unit.facts)),
      ],
    });
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
    if (!dry) await this.stamp(prepared.value, [unit]);
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
