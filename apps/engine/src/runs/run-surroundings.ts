import { Injectable } from '@nestjs/common';
import {
  holderIn,
  type RoleHolders,
  type RunContext,
  type RunState,
  type Template,
  templateSchema,
  type UnitFacts,
  type UnitPlace,
} from '@gangmu/core';
import { LRUCache } from 'lru-cache';
import { isHeldOn } from '../access/held-posts.js';
import { Calendars } from '../calendars/calendars.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { officeDay } from '../units/office-day.js';

type Surroundings = Pick<RunContext, 'template' | 'calendar' | 'unit' | 'holderOf'>;
export interface UnitView {
  /** Where it stands in the tree: rights are decided on it. */
  place: UnitPlace;
  facts: UnitFacts;
  /** What the posts over the unit stand for, and whether the one above could stand in. */
  holders: RoleHolders;
}

const HELD = isHeldOn('$2::date', { post: 'p', holder: 'h', person: 'w' });
/** Units that a person at `w` belongs to, but for the root: nobody of it is taken to belong to all of the county. */
const OWN = `ARRAY (SELECT o.path FROM units o WHERE o.parent_id IS NOT NULL AND o.id IN (
      SELECT w.unit_id UNION ALL SELECT q.unit_id FROM posts q JOIN post_holders g ON g.post_id = q.id
        WHERE g.person_id = w.id AND q.role <> 'inspector'
          AND ${isHeldOn('$2::date', { post: 'q', holder: 'g', person: 'w' })}))`;
/** The duties of the posts of a role that reach a unit, as far as they have any. */
const dutiesOf = (role: string): string =>
  `COALESCE(jsonb_agg(r.duties) FILTER (WHERE r.role = '${role}' AND r.duties <> '{}'), '[]')`;

/**
 * Units ($1) on a day ($2) with what the posts over them stand for. \`held\`: posts held that day at one of the units
 * or above, or naming one of these; \`reach\`: the same by where they reach.
 */
const FACTS = `
  WITH asked AS MATERIALIZED (SELECT id, path, category, rank, level, members FROM units WHERE id = ANY ($1)),
  above AS MATERIALIZED (SELECT DISTINCT unnest(string_to_array(path, '.')) AS id FROM asked),
  held AS MATERIALIZED (
    SELECT p.id, p.role, p.scope, p.duties, at.path, CASE WHEN p.role = 'inspector' THEN ${OWN} END AS own
      FROM posts p JOIN units at ON at.id = p.unit_id JOIN post_holders h ON h.post_id = p.id JOIN people w ON w.id = h.person_id
      WHERE p.role IN ('operator', 'reviewer', 'designer', 'inspector') AND ${HELD}
        AND (p.unit_id IN (SELECT id FROM above)
          OR p.id IN (SELECT n.post_id FROM post_units n WHERE n.unit_id IN (SELECT id FROM above)))),
  reach AS MATERIALIZED (
    SELECT role, duties, own, path AS below, scope = 'unit' AS alone FROM held WHERE scope <> 'named'
    UNION ALL SELECT role, duties, own, u.path, false
      FROM held JOIN post_units n ON n.post_id = held.id JOIN units u ON u.id = n.unit_id WHERE scope = 'named')
  SELECT u.id, u.path, u.category, u.rank, u.level, u.members AS size,
      COALESCE((SELECT array_agg(g.code ORDER BY g.code) FROM unit_group_members m JOIN unit_groups g ON g.id = m.group_id
        WHERE m.unit_id = u.id AND m.from_date <= $2::date AND (m.to_date IS NULL OR m.to_date >= $2::date)), '{}') AS groups,
      here.*,
      EXISTS (SELECT FROM held WHERE role = 'operator' AND starts_with(u.path, held.path)) AS file_superior,
      EXISTS (SELECT FROM held WHERE role IN ('reviewer', 'designer') AND starts_with(u.path, held.path)) AS review_superior
    FROM asked u CROSS JOIN LATERAL (
      SELECT COALESCE(bool_or(r.role = 'operator' AND r.duties = '{}'), false) AS file_all, ${dutiesOf('operator')} AS file_duties,
          COALESCE(bool_or(r.role = 'reviewer' AND r.duties = '{}'), false) AS review_all, ${dutiesOf('reviewer')} AS review_duties,
          COALESCE(bool_or(r.role = 'inspector' AND NOT EXISTS (SELECT FROM unnest(r.own) AS o(path)
            WHERE starts_with(u.path, o.path))), false) AS inspected
        FROM reach r WHERE CASE WHEN r.alone THEN u.path = r.below ELSE starts_with(u.path, r.below) END) here`;

interface FactsRow {
  id: string;
  path: string;
  category: string;
  rank: string | null;
  level: number;
  size: number;
  groups: string[];
  file_all: boolean;
  file_duties: string[][];
  review_all: boolean;
  review_duties: string[][];
  inspected: boolean;
  file_superior: boolean;
  review_superior: boolean;
}

/** Duties by post as one list: each once, in order, so that units alike in them are alike. */
const together = (duties: string[][]): string[] => [...new Set(duties.flat())].sort();

/** Units that are read again as a day begins: those of an office at work, the latest first. */
const RENEWED = 1000;

/** What a run's commands read besides the run: immutable by hash, or facts of the unit that change by the day. */
@Injectable()
export class RunSurroundings {
  private readonly templates = new LRUCache<string, Template>({ max: 100 });
  private readonly units = new LRUCache<string, UnitView>({ max: 10_000, ttl: 60_000 });
  /** The day whose facts are kept in \`units\`: posts and groups change with it. */
  private day = '';
  private renewal: Promise<void> = Promise.resolve();
  private readonly scopes = new LRUCache<string, string>({ max: 1000 });

  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  async of(run: Pick<RunState, 'template' | 'unit' | 'calendar'>): Promise<Surroundings> {
    const template = await this.template(run.template);
    const unit = await this.unit(run.unit);
    if (unit === undefined) throw new Error(`run of a unit that is not there: ${run.unit}`);
    const calendar = await this.calendars.byVersion(run.calendar);
    return { template, calendar, unit: unit.facts, holderOf: holderIn(template, unit.holders) };
  }

  /** A unit as rights and conditions see it; at most a minute old. */
  async unit(id: string): Promise<UnitView | undefined> {
    return (await this.unitsOf([id])).get(id);
  }

  /** Several of them, those not known yet read at once. */
  async unitsOf(ids: readonly string[]): Promise<Map<string, UnitView>> {
    this.turnDay();
    await this.renewal;
    const views = new Map<string, UnitView>();
    const unknown = new Set<string>();
    for (const id of ids) {
      const known = this.units.get(id);
      if (known === undefined) unknown.add(id);
      else views.set(id, known);
    }
    if (unknown.size === 0) return views;
    return new Map([...views, ...(await this.facts([...unknown]))]);
  }

  /** The unit over whose subtree a campaign was launched; undefined once it is gone. */
  async scope(campaign: string): Promise<UnitPlace | undefined> {
    let unit = this.scopes.get(campaign);
    if (unit === undefined) {
      const [row] = await this.database.query<{ unit: string }>(
        'SELECT scope_unit AS unit FROM campaigns WHERE id = $1',
        [campaign],
      );
      if (row === undefined) return undefined;
      unit = row.unit;
      this.scopes.set(campaign, unit);
    }
    return (await this.unit(unit))?.place;
  }

  /** Today; what is kept of another day is read again, all at once: else every unit's first command would ask alone. */
  private turnDay(): string {
    const today = officeDay(this.clock);
    if (today === this.day) return today;
    const known = [...this.units.keys()].slice(0, RENEWED);
    this.units.clear();
    this.day = today;
    if (known.length > 0)
      this.renewal = this.facts(known).then(
        () => undefined,
        // What could not be read now is read when it is asked for.
        () => undefined,
      );
    return today;
  }

  /** Units or posts have changed: places, facts and who stands for what are read afresh. */
  forgetUnits(): void {
    this.units.clear();
  }

  /** A published template; they never change. */
  async template(hash: string): Promise<Template> {
    const known = this.templates.get(hash);
    if (known !== undefined) return known;
    const { rows } = await this.database.pool.query<{ body: unknown }>('SELECT body FROM templates WHERE hash = $1', [
      hash,
    ]);
    if (rows[0] === undefined) throw new Error(`no template ${hash}`);
    const template = templateSchema.parse(rows[0].body);
    this.templates.set(hash, template);
    return template;
  }

  /** Facts of many units at once. */
  async facts(ids: readonly string[]): Promise<Map<string, UnitView>> {
    const today = this.turnDay();
    const { rows } = await this.database.pool.query<FactsRow>({
      name: 'unit_facts',
      text: FACTS,
      values: [ids, today],
    });
    const views = new Map(rows.map((row) => [row.id, viewOf(row)] as const));
    // A day that ended meanwhile has nothing to keep.
    if (today !== this.day) return views;
    for (const [id, view] of views) this.units.set(id, view);
    return views;
  }
}

function viewOf({ id, path, category, rank, level, size, groups, ...held }: FactsRow): UnitView {
  return {
    place: { id, path },
    facts: { category, level, size, groups, ...(rank === null ? {} : { rank }) },
    holders: {
      file: { all: held.file_all, duties: together(held.file_duties), superior: held.file_superior },
      review: { all: held.review_all, duties: together(held.review_duties), superior: held.review_superior },
      inspected: held.inspected,
    },
  };
}
