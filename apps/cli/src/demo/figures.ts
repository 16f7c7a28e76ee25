/** What the demonstration ends with: figures, each from one query or fold over what is stored. */
import { ledgerRoutes, campaignRoutes, type CampaignFigures } from '@gangmu/contract';
import { type Holding, type Lateness, lateness } from '@gangmu/core';
import type { Database } from '@gangmu/engine';
import type { World } from './work.js';

export interface DemoFigures {
  seed: number;
  units: { inScope: number; running: number; exempt: number; flagged: number; flaggedOnTheWay: number };
  coverage: number;
  /** Completed items per phase, 0…1. */
  phases: Record<string, number>;
  items: { total: number; done: number; incomplete: number };
  heldOnTime: number;
  handedInOnTime: number;
  /** Days late, by the level that caused it. */
  lateDays: Lateness;
  lateItems: Lateness;
  returns: number;
  activities: number;
  filedForOthers: number;
  movedByTelephone: number;
  ledger: { found: number; closed: number; closeOutRate: number };
  /** How rungs ended; each once. */
  rungs: { effected: number; cancelled: number; passed: number; pending: number; endedTwice: number };
  events: number;
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : Math.round((part / whole) * 10_000) / 10_000);

async function late(database: Database, campaign: string, now: number): Promise<{ days: Lateness; items: Lateness }> {
  const rows = await database.query<{ holdings: Holding[] }>(
    `SELECT body->'holdings' AS holdings FROM items WHERE campaign_id = $1`,
    [campaign],
  );
  const minutes: Lateness = { unit: 0, reviewer: 0, superior: 0 };
  const items: Lateness = { unit: 0, reviewer: 0, superior: 0 };
  for (const { holdings } of rows) {
    const each = lateness({ holdings }, Math.floor(now / 60_000));
    for (const holder of ['unit', 'reviewer', 'superior'] as const) {
      minutes[holder] += each[holder];
      if (each[holder] > 0) items[holder] += 1;
    }
  }
  const days = (holder: keyof Lateness): number => Math.round(minutes[holder] / 144) / 10;
  return { days: { unit: days('unit'), reviewer: days('reviewer'), superior: days('superior') }, items };
}

/**
 * Two kinds of events follow from how the demonstration ran, not from what happened in it, and are left out: signing
 * in, done again after a kill, and telling runs above, which is done once for whatever happened meanwhile.
 */
const COUNTS = `
  SELECT (SELECT count(*) FROM activities WHERE campaign_id = $1) AS activities,
    (SELECT count(*) FROM events WHERE campaign_id = $1 AND type = 'ItemSubmitted' AND body LIKE '%"onBehalfOf"%') AS "filedForOthers",
    (SELECT count(*) FROM events WHERE campaign_id = $1 AND type IN ('DeadlineChanged', 'StepDeadlineMoved')
      AND body LIKE '%"by":"telephone"%') AS "movedByTelephone",
    (SELECT count(*) FROM events WHERE stream_kind <> 'access' AND type <> 'CascadeReported') AS events`;

/**
 * Every rung, of items and of the ledger, has exactly one row, keyed by deadline, revision, rung and repetition, and a
 * row ends in one state; a notice that appears twice for the same rung would show an effect that happened twice.
 */
const RUNGS = `
  WITH rungs AS (
    SELECT status, run_id AS owner, item_id AS part, rung, repetition FROM deadlines WHERE campaign_id = $1 AND kind = 'rung'
    UNION ALL SELECT status, problem_id, measure_id, rung, repetition FROM problem_rungs WHERE campaign_id = $1
  ), effected AS (
    SELECT owner, part, rung, repetition, count(*) AS n FROM rungs WHERE status = 'effected' GROUP BY 1, 2, 3, 4
  ), told AS (
    SELECT COALESCE(run_id, problem_id) AS owner, COALESCE(item_id, measure_id, '') AS part, params->>'rung' AS rung,
        (params->>'repetition')::int AS repetition, count(*) AS n
      FROM notices WHERE campaign_id = $1 AND params ? 'rung' GROUP BY 1, 2, 3, 4
  )
  SELECT count(*) FILTER (WHERE status = 'effected') AS effected, count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE status = 'passed') AS passed, count(*) FILTER (WHERE status = 'pending') AS pending,
    (SELECT count(*) FROM told LEFT JOIN effected USING (owner, part, rung, repetition) WHERE told.n > COALESCE(effected.n, 0)) AS "endedTwice"
    FROM rungs`;

/** What the demo comes to at a minute: read from the engine where it has the figure, from its database else. */
export async function demoFigures(world: World, now: number, flaggedOnTheWay: number): Promise<DemoFigures> {
  const client = await world.people.as('county-designer');
  const params = { campaign: world.campaign };
  const figures: CampaignFigures = await client.call(campaignRoutes.figures, { params });
  const ledger = await client.call(ledgerRoutes.figures, { query: { campaign: world.campaign } });
  const [counts] = await world.database.query<
    Record<'activities' | 'filedForOthers' | 'movedByTelephone' | 'events', number>
  >(COUNTS, [world.campaign]);
  const [rungs] = await world.database.query<DemoFigures['rungs'] & Record<string, unknown>>(RUNGS, [world.campaign]);
  const lateBy = await late(world.database, world.campaign, now);
  const { coverage, ...units } = figures.coverage;
  return {
    seed: world.around.seed,
    units: { ...units, flaggedOnTheWay },
    coverage,
    phases: Object.fromEntries(figures.phases.map(({ phase, done, total }) => [phase, share(done, total)])),
    items: { total: figures.total, done: figures.done, incomplete: figures.incomplete },
    heldOnTime: share(figures.heldOnTime, figures.held),
    handedInOnTime: share(figures.handedInOnTime, figures.handedIn),
    lateDays: lateBy.days,
    lateItems: lateBy.items,
    returns: figures.returns,
    activities: counts!.activities,
    filedForOthers: counts!.filedForOthers,
    movedByTelephone: counts!.movedByTelephone,
    ledger: { found: ledger.found, closed: ledger.closed, closeOutRate: ledger.closeOutRate ?? 1 },
    rungs: rungs!,
    events: counts!.events,
  };
}
