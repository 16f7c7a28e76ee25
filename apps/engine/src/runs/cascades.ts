import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Clock } from '../platform/clock/clock.js';
import { MACHINE } from './machine.js';
import { RunDoor } from './run-door.js';

/** A milestone of a unit's run changed. */
export interface MilestoneMessage {
  campaign: string;
  unit: string;
  milestone: string;
}

/**
 * Runs above the given places that count one of the given milestones (null: any), with the present count below each.
 * A run is live for a milestone unless it was cancelled or handed over, or the milestone does not apply to it or stands
 * in no template it runs on; where
 * none is left, that is told as well, or whoever waits for it would wait for ever. `own`: the run of the place itself
 * counts anew, too.
 */
const COUNT_ABOVE = `
  WITH told AS (
    SELECT DISTINCT * FROM jsonb_to_recordset($1::jsonb) AS t(campaign text, path text, own boolean, milestone text)
  ), above AS (
    SELECT DISTINCT r.id AS run, r.campaign_id, top.path, s.key AS step, s.value->'cascade'->>'milestone' AS milestone
      FROM told t
      JOIN units top ON starts_with(t.path, top.path) AND (t.own OR top.path <> t.path)
      JOIN runs r ON r.campaign_id = t.campaign AND r.unit_id = top.id AND r.status IN ('running', 'held', 'ended')
      JOIN templates tpl ON tpl.hash = r.template_hash
      CROSS JOIN LATERAL jsonb_each(tpl.body->'steps') s
      WHERE s.value ? 'cascade' AND (t.milestone IS NULL OR s.value->'cascade'->>'milestone' = t.milestone)
  ), lacking AS MATERIALIZED (
    SELECT t.hash, m.milestone
      FROM (SELECT DISTINCT milestone, campaign_id FROM above) m
      JOIN campaign_templates ct ON ct.campaign_id = m.campaign_id JOIN templates t ON t.hash = ct.template_hash
      WHERE NOT t.body->'steps' ? m.milestone
  )
  SELECT a.run, a.step, count(below.run)::int AS live,
      count(*) FILTER (WHERE below.outcome IN ('done', 'waived'))::int AS reached
    FROM above a
    LEFT JOIN LATERAL (
      SELECT r.id AS run, r.state->'steps'->a.milestone->>'outcome' AS outcome
        FROM runs r JOIN units u ON u.id = r.unit_id
        WHERE r.campaign_id = a.campaign_id AND starts_with(u.path, a.path) AND u.path <> a.path
          AND r.status NOT IN ('cancelled', 'handed-over')
          AND NOT EXISTS (SELECT FROM lacking l WHERE l.hash = r.template_hash AND l.milestone = a.milestone)
    ) below ON below.outcome IS NULL OR below.outcome IN ('done', 'waived')
    GROUP BY a.run, a.step ORDER BY a.run, a.step`;

/** A place in the tree, above which a milestone – null: any – is to be counted. */
interface Told {
  campaign: string;
  path: string;
  own: boolean;
  milestone: string | null;
}

/** Carries milestones up the tree: each run above is told how many live runs below it have reached it by now. */
@Injectable()
export class Cascades {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly door: RunDoor,
  ) {}

  async tell(messages: readonly MilestoneMessage[]): Promise<void> {
    const rows = await this.database.query<{ id: string; path: string }>(
      'SELECT id, path FROM units WHERE id = ANY ($1)',
      [[...new Set(messages.map(({ unit }) => unit))]],
      'paths_of_units',
    );
    const paths = new Map(rows.map(({ id, path }) => [id, path]));
    await this.count(
      messages.flatMap(({ unit, ...message }) => {
        const path = paths.get(unit);
        return path === undefined ? [] : [{ ...message, path, own: false }];
      }),
    );
  }

  /** Counts anew at places of the tree, and above them: where units came, went, or ended. */
  async recount(campaign: string, paths: readonly string[]): Promise<void> {
    await this.count(paths.map((path) => ({ campaign, path, own: true, milestone: null })));
  }

  private async count(told: readonly Told[]): Promise<void> {
    const rows = await this.database.query<{ run: string; step: string; live: number; reached: number }>(
      COUNT_ABOVE,
      [JSON.stringify(told)],
      'count_cascades',
    );
    const untold: string[] = [];
    for (const { run, step, live, reached } of rows) {
      try {
        const { outcome } = await this.door.command({
          run,
          command: { type: 'ReportCascade', step, live, reached },
          actor: MACHINE,
          at: this.clock.now(),
        });
        // A machine's command costs nobody a refusal; a busy run is told again by the next delivery.
        if (outcome === 'conflict') untold.push(`run ${run} was too busy`);
      } catch (error) {
        untold.push(`run ${run}: ${String(error)}`);
      }
    }
    // Only now: one run that cannot be told must not keep the runs above it from being told.
    if (untold.length > 0) throw new Error(`not told of their cascade: ${untold.join('; ')}`);
  }
}
