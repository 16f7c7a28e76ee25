/** The ladder of problems and measures: rungs set with the problem itself, rung for like deadlines, ended once. */
import { type LadderAround, ladderSchema, type Problem, problemRungs } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Calendars } from '../calendars/calendars.js';
import { type EndRungs, rungClaim } from '../deadlines/claim.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';

/**
 * What a problem's ladder follows from. The unit goes by the ladder of what it runs on, all by the calendar their
 * campaign is dated by. The campaign's row is held so that nobody closes it, or dates it anew, meanwhile.
 */
const AROUND = `
  SELECT c.status, c.time_zone, c.calendar_version,
      (SELECT t.body->'ladder' FROM templates t WHERE t.hash = COALESCE(
        (SELECT r.template_hash FROM runs r WHERE r.campaign_id = c.id AND r.unit_id = $2 AND r.status <> 'cancelled'), c.template_hash)) AS ladder
    FROM campaigns c WHERE c.id = $1 FOR SHARE OF c`;

/**
 * Makes the pending rungs of a problem those that are given: what is not given any more is cancelled, what is given and
 * still to come is set, what waits already may have another minute by another calendar. What has ended stays ended.
 *
 * Parameters: problem, rungs, now (ms), campaign, now (minute).
 */
const SET = `
  WITH wanted AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS w(measure text, revision integer, rung text, repetition integer, unit text,
      due date, at integer, effect text, "to" text)
  ), cancelled AS (
    UPDATE problem_rungs r SET status = 'cancelled', ended_at = $3
      WHERE r.problem_id = $1 AND r.status = 'pending' AND NOT EXISTS (SELECT FROM wanted w
        WHERE COALESCE(w.measure, '') = r.measure_id AND w.revision = r.revision AND w.rung = r.rung AND w.repetition = r.repetition)
  )
  INSERT INTO problem_rungs (problem_id, measure_id, revision, rung, repetition, campaign_id, unit_id, due, due_at, effect, target)
    SELECT $1, COALESCE(measure, ''), revision, rung, repetition, $4, unit, due, at, effect, "to" FROM wanted WHERE at > $5
    ON CONFLICT (problem_id, measure_id, revision, rung, repetition) DO UPDATE SET due_at = EXCLUDED.due_at
      WHERE problem_rungs.status = 'pending' AND problem_rungs.due_at <> EXCLUDED.due_at`;

const endDue: EndRungs = rungClaim({
  table: 'problem_rungs',
  owners: 'problems',
  owner: 'problem_id',
  part: 'measure_id',
  only: 'true',
  said: `jsonb_build_object('rung', rung, 'repetition', repetition, 'revision', revision, 'due', due)`,
  digest: 'problems-digest',
});

@Injectable()
export class ProblemLadder {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
  ) {}

  /** Sets the rungs of a problem as it is now. Part of the transaction that stores it; its row must be locked. */
  async set(sql: PoolClient, problem: Problem): Promise<void> {
    const around = await this.around(sql, problem);
    const rungs = around === undefined ? [] : problemRungs(problem, around);
    const now = this.clock.now();
    const values = [problem.id, JSON.stringify(rungs), now, problem.campaign, Math.floor(now / 60_000)];
    await sql.query({ name: 'set_problem_rungs', text: SET, values });
  }

  /** A closed campaign reminds nobody: undefined. */
  private async around(sql: PoolClient, { campaign, unit }: Problem): Promise<LadderAround | undefined> {
    const { rows } = await sql.query<{
      status: string;
      time_zone: string;
      calendar_version: string;
      ladder: unknown;
    }>({ name: 'problem_ladder_around', text: AROUND, values: [campaign, unit] });
    const [found] = rows;
    if (found === undefined || found.status === 'closed') return undefined;
    return {
      ladder: ladderSchema.parse(found.ladder ?? {}),
      calendar: await this.calendars.byVersion(found.calendar_version, sql),
      timeZone: found.time_zone,
    };
  }

  /** Works the ladders of a campaign's open problems out anew, by the calendar it is dated by now. */
  async recompute(campaign: string): Promise<void> {
    const problems = await this.database.query<{ id: string }>(
      `SELECT id FROM problems WHERE campaign_id = $1 AND status = 'open' ORDER BY id`,
      [campaign],
    );
    for (const { id } of problems)
      await this.database.transaction(async (sql) => {
        const { rows } = await sql.query<{ body: Problem }>('SELECT body FROM problems WHERE id = $1 FOR UPDATE', [id]);
        if (rows[0] !== undefined) await this.set(sql, rows[0].body);
      });
  }

  /** Takes back what is still to come in a campaign that is being closed; part of that transaction. */
  async endCampaign(sql: PoolClient, campaign: string): Promise<void> {
    await sql.query(
      `UPDATE problem_rungs SET status = 'cancelled', ended_at = $2 WHERE campaign_id = $1 AND status = 'pending'`,
      [campaign, this.clock.now()],
    );
  }

  /** Ends what is due, with its notices. */
  async endDue(): Promise<void> {
    await endDue(this.database.pool, () => this.clock.now());
  }

  /** The next minute at which something is due; null when nothing is. */
  async nextDue(): Promise<number | null> {
    const rows = await this.database.query<{ due: number | null }>(
      `SELECT min(due_at) AS due FROM problem_rungs WHERE status = 'pending'`,
      [],
      'problem_rungs_due',
    );
    return rows[0]?.due ?? null;
  }
}
