import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Clock } from '../platform/clock/clock.js';
import { RunDoor } from './run-door.js';

/** A milestone of a unit's run changed. */
export interface MilestoneMessage {
  campaign: string;
  unit: string;
  milestone: string;
}

/**
 * Runs above the given units that count one of the given milestones, with the present count below each. A run is live
 * for a milestone unless it was cancelled or the milestone does not apply to it.
 */
const COUNT_ABOVE = `
  WITH told AS (
    SELECT DISTINCT * FROM jsonb_to_recordset($1::jsonb) AS t(campaign text, unit text, milestone text)
  ), above AS (
    SELECT DISTINCT r.id AS run, r.campaign_id, top.path, s.key AS step, s.value->'cascade'->>'milestone' AS milestone
      FROM told t
      JOIN units u ON u.id = t.unit
      JOIN units top ON starts_with(u.path, top.path) AND top.id <> u.id
      JOIN runs r ON r.campaign_id = t.campaign AND r.unit_id = top.id AND r.status IN ('running', 'held', 'ended')
      JOIN templates tpl ON tpl.hash = r.template_hash
      CROSS JOIN LATERAL jsonb_each(tpl.body->'steps') s
      WHERE s.value->'cascade'->>'milestone' = t.milestone
  )
  SELECT a.run, a.step, count(*)::int AS live,
      count(*) FILTER (WHERE below.outcome IN ('done', 'waived'))::int AS reached
    FROM above a
    JOIN LATERAL (
      SELECT r.state->'steps'->a.milestone->>'outcome' AS outcome
        FROM runs r JOIN units u ON u.id = r.unit_id
        WHERE r.campaign_id = a.campaign_id AND starts_with(u.path, a.path) AND u.path <> a.path AND r.status <> 'cancelled'
    ) below ON below.outcome IS NULL OR below.outcome IN ('done', 'waived')
    GROUP BY a.run, a.step`;

/** Carries milestones up the tree: each run above is told how many live runs below it have reached it by now. */
@Injectable()
export class Cascades {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly door: RunDoor,
  ) {}

  async tell(messages: readonly MilestoneMessage[]): Promise<void> {
    const { rows } = await this.database.pool.query<{ run: string; step: string; live: number; reached: number }>({
      name: 'count_cascades',
      text: COUNT_ABOVE,
      values: [JSON.stringify(messages)],
    });
    for (const { run, step, live, reached } of rows) {
      const { outcome } = await this.door.command({
        run,
        command: { type: 'ReportCascade', step, live, reached },
        actor: { person: 'gangmu', role: 'machine' },
        at: this.clock.now(),
      });
      // A machine's command costs nobody a refusal; a busy run is told again by the next delivery.
      if (outcome === 'conflict') throw new Error(`run ${run} was too busy to be told of its cascade`);
    }
  }
}
