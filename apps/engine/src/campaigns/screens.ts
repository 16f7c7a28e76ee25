/** What the campaign screens read: one SQL each. Times are parameters, never the database's own clock. */
import type { Pool } from 'pg';

export interface Coverage {
  inScope: number;
  running: number;
  exempt: number;
  flagged: number;
  /** (running + exempt) ÷ in scope; 1 when nobody is in scope. */
  coverage: number;
}

/** Of all units, or of those named. */
export async function coverage(pool: Pool, campaign: string, units: readonly string[] | null): Promise<Coverage> {
  const { rows } = await pool.query<Omit<Coverage, 'coverage'>>({
    name: 'coverage',
    text: `SELECT count(*) FILTER (WHERE state <> 'succeeded')::int AS "inScope", count(*) FILTER (WHERE state = 'running')::int AS running,
        count(*) FILTER (WHERE state = 'exempt')::int AS exempt, count(*) FILTER (WHERE state = 'flagged')::int AS flagged
      FROM campaign_units WHERE campaign_id = $1 AND ($2::text[] IS NULL OR unit_id = ANY ($2))`,
    values: [campaign, units],
  });
  const counts = rows[0]!;
  return { ...counts, coverage: counts.inScope === 0 ? 1 : (counts.running + counts.exempt) / counts.inScope };
}

export interface PhaseProgress {
  phase: string;
  /** Items that ended well, items there are so far. */
  done: number;
  total: number;
  late: number;
}
export interface CampaignFigures {
  phases: PhaseProgress[];
  done: number;
  total: number;
  /** Still open after their deadline, at the moment asked for. */
  lateNow: number;
  incomplete: number;
  /** Handed in, of these in time; held, of these in time (按时报送, 按时开展). */
  handedIn: number;
  handedInOnTime: number;
  held: number;
  heldOnTime: number;
  returns: number;
  returnedItems: number;
}

/**
 * What passed to a successor counts there, with all that happened to it before; what a successor need not repeat counts
 * where it was done. So every item and every handing in counts once, whoever carries it on. In time is what the core's
 * `handedInOnTime` and `heldOnTime` say.
 */
const FIGURES = `
  WITH phase AS (
    -- local steps of adapted units count with their phase; where templates differ, the campaign's own says
    SELECT DISTINCT ON (s.key) s.key AS step, s.value->>'phase' AS phase
      FROM (SELECT template_hash AS hash, 0 AS later FROM campaigns WHERE id = $1
          UNION SELECT template_hash, 1 FROM campaign_templates WHERE campaign_id = $1) used
        JOIN templates t USING (hash) CROSS JOIN LATERAL jsonb_each(t.body->'steps') s
      ORDER BY s.key, used.later
  ), per_step AS (
    SELECT step, count(*) FILTER (WHERE status NOT IN ('cancelled', 'skipped', 'inherited'))::int AS total,
        count(*) FILTER (WHERE status IN ('done', 'waived'))::int AS done,
        count(*) FILTER (WHERE status IN ('open', 'returned') AND due < $2)::int AS late,
        count(*) FILTER (WHERE status = 'incomplete')::int AS incomplete,
        count(submitted_at)::int AS handed_in,
        count(*) FILTER (WHERE submitted_at IS NOT NULL AND late_minutes = 0
          AND (due IS NULL OR submitted_at < (due + 1) * 60000::bigint)
          AND NOT COALESCE(holder = 'unit' AND due < $2 AND since < $2, false))::int AS handed_in_on_time,
        count(held_on)::int AS held,
        count(*) FILTER (WHERE held_on IS NOT NULL
          AND (due IS NULL OR held_on <= (to_timestamp(COALESCE(held_by, due) * 60::bigint) AT TIME ZONE $3)::date))::int AS held_on_time,
        sum(returns)::int AS returns, count(*) FILTER (WHERE returns > 0)::int AS returned
      FROM items WHERE campaign_id = $1 AND status <> 'handed-over' AND ($4::text[] IS NULL OR unit_id = ANY ($4)) GROUP BY step
  )
  SELECT p.phase, sum(total)::int AS total, sum(done)::int AS done, sum(late)::int AS late, sum(incomplete)::int AS incomplete,
      sum(handed_in)::int AS handed_in, sum(handed_in_on_time)::int AS handed_in_on_time, sum(held)::int AS held,
      sum(held_on_time)::int AS held_on_time, sum(returns)::int AS returns, sum(returned)::int AS returned
    FROM per_step JOIN phase p USING (step) GROUP BY p.phase ORDER BY p.phase`;

type FigureRow = Record<
  | 'total'
  | 'done'
  | 'late'
  | 'incomplete'
  | 'handed_in'
  | 'handed_in_on_time'
  | 'held'
  | 'held_on_time'
  | 'returns'
  | 'returned',
  number
> & { phase: string };

/** Headline figures of a campaign at an instant (ms): of all units, or of those named. */
export async function campaignFigures(
  pool: Pool,
  campaign: string,
  now: number,
  timeZone: string,
  units: readonly string[] | null,
): Promise<CampaignFigures> {
  const { rows } = await pool.query<FigureRow>({
    name: 'campaign_figures',
    text: FIGURES,
    values: [campaign, Math.floor(now / 60_000), timeZone, units],
  });
  const sum = (key: Exclude<keyof FigureRow, 'phase'>): number => rows.reduce((total, row) => total + row[key], 0);
  return {
    phases: rows.map(({ phase, done, total, late }) => ({ phase, done, total, late })),
    done: sum('done'),
    total: sum('total'),
    lateNow: sum('late'),
    incomplete: sum('incomplete'),
    handedIn: sum('handed_in'),
    handedInOnTime: sum('handed_in_on_time'),
    held: sum('held'),
    heldOnTime: sum('held_on_time'),
    returns: sum('returns'),
    returnedItems: sum('returned'),
  };
}

/**
 * How a step stands for a unit, one character; of several occurrences the worst shows, in this order:
 * L late · R returned · O open · S with a reviewer · I incomplete · D done · W waived · C cancelled · K skipped.
 * A dot: no item has opened.
 */
export const CELL_CODES = 'LROSIDWCK';
const SIGNS = `${CELL_CODES}.`;
/** Better than any: no item has opened. */
const NOTHING = CELL_CODES.length;
const DIGIT_ZERO = 0x30;

/**
 * Per unit one text of pairs: a sign for the column (its number above OFFSET), a digit for how it stands. Packed here
 * because half a million small rows would cost more to send than to find; put in order, and several occurrences of a
 * step reduced to the worst, by the reader, which is cheaper than a sort or a second grouping.
 */
const MATRIX = (limited: boolean): string => `
  WITH columns AS MATERIALIZED (
    SELECT step, chr((n + 256)::int) AS sign FROM unnest($2::text[]) WITH ORDINALITY AS c(step, n)
  )
  SELECT i.unit_id AS unit, string_agg(columns.sign || CASE i.status
        WHEN 'done' THEN '5' WHEN 'open' THEN CASE WHEN i.due < $3 THEN '0' ELSE '2' END
        WHEN 'returned' THEN CASE WHEN i.due < $3 THEN '0' ELSE '1' END WHEN 'submitted' THEN '3'
        WHEN 'incomplete' THEN '4' WHEN 'waived' THEN '6' WHEN 'cancelled' THEN '7' WHEN 'handed-over' THEN '7'
        WHEN 'inherited' THEN '5' ELSE '8' END, '') AS pairs
    FROM items i JOIN columns USING (step)
    WHERE i.campaign_id = $1 ${limited ? 'AND i.unit_id = ANY ($4::text[])' : ''} GROUP BY i.unit_id`;
/** Two statements, each with a plan of its own: a page goes by the index of its units. */
const [WHOLE, PAGE] = [MATRIX(false), MATRIX(true)];
const OFFSET = 0x100 + 1;

/**
 * The matrix of units × steps at an instant (ms): per unit one character per step, in the order of `steps`. Units
 * without any open item are not in it. `units` limits it to a page.
 */
export async function matrix(
  pool: Pool,
  campaign: string,
  steps: readonly string[],
  now: number,
  units: readonly string[] | null = null,
): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ unit: string; pairs: string }>({
    name: units === null ? 'matrix' : 'matrix_page',
    text: units === null ? WHOLE : PAGE,
    values: [campaign, steps, Math.floor(now / 60_000), ...(units === null ? [] : [units])],
  });
  const cells = new Map<string, string>();
  for (const { unit, pairs } of rows) {
    const line = Array.from({ length: steps.length }, () => NOTHING);
    for (let at = 0; at < pairs.length; at += 2) {
      const column = pairs.charCodeAt(at) - OFFSET;
      line[column] = Math.min(line[column]!, pairs.charCodeAt(at + 1) - DIGIT_ZERO);
    }
    cells.set(unit, line.map((worst) => SIGNS[worst]).join(''));
  }
  return cells;
}

export interface LocalItems {
  total: number;
  done: number;
  late: number;
}

/** Items of steps that the campaign's own template does not have, per unit that has any. */
export async function localItems(
  pool: Pool,
  campaign: string,
  steps: readonly string[],
  now: number,
  units: readonly string[],
): Promise<Map<string, LocalItems>> {
  const { rows } = await pool.query<LocalItems & { unit: string }>({
    name: 'local_items',
    text: `SELECT unit_id AS unit, count(*)::int AS total, count(*) FILTER (WHERE status IN ('done', 'waived', 'inherited'))::int AS done,
        count(*) FILTER (WHERE status IN ('open', 'returned') AND due < $3)::int AS late
      FROM items i WHERE campaign_id = $1 AND step <> ALL ($2::text[]) AND unit_id = ANY ($4::text[])
        AND status NOT IN ('cancelled', 'skipped', 'handed-over')
        -- not those of a run that was cancelled before this one
        AND EXISTS (SELECT FROM campaign_units cu WHERE cu.campaign_id = $1 AND cu.unit_id = i.unit_id AND cu.run_id = i.run_id)
        GROUP BY unit_id`,
    values: [campaign, steps, Math.floor(now / 60_000), units],
  });
  return new Map(rows.map(({ unit, ...items }) => [unit, items]));
}
