import { Injectable } from '@nestjs/common';
import {
  type RunContext,
  type RunState,
  type Template,
  templateSchema,
  type UnitFacts,
  type UnitPlace,
} from '@gangmu/core';
import { LRUCache } from 'lru-cache';
import { Calendars } from '../calendars/calendars.js';
import { Database } from '../platform/database/database.js';

type Surroundings = Pick<RunContext, 'template' | 'calendar' | 'unit' | 'holderOf'>;
export interface UnitView {
  /** Where it stands in the tree: rights are decided on it. */
  place: UnitPlace;
  facts: UnitFacts;
  /** Whether an operator covers the unit itself, or only the one above. */
  holder: 'held' | 'substitute' | 'nobody';
}

const FACTS = `
  SELECT u.id, u.path, u.category, u.rank, u.level, u.members AS size,
      COALESCE((SELECT array_agg(g.code ORDER BY g.code) FROM unit_group_members m JOIN unit_groups g ON g.id = m.group_id
        WHERE m.unit_id = u.id AND m.from_date <= current_date AND (m.to_date IS NULL OR m.to_date >= current_date)), '{}') AS groups,
      EXISTS (SELECT FROM posts p JOIN units at ON at.id = p.unit_id JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL
        WHERE p.role = 'operator' AND (p.unit_id = u.id OR (p.scope = 'subtree' AND starts_with(u.path, at.path))
          OR EXISTS (SELECT FROM post_units n WHERE n.post_id = p.id AND n.unit_id = u.id))) AS held,
      EXISTS (SELECT FROM posts p JOIN units at ON at.id = p.unit_id JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL
        WHERE p.role IN ('operator', 'reviewer', 'designer') AND starts_with(u.path, at.path)) AS substitute
    FROM units u WHERE u.id = ANY ($1)`;

interface FactsRow {
  id: string;
  path: string;
  category: string;
  rank: string | null;
  level: number;
  size: number;
  groups: string[];
  held: boolean;
  substitute: boolean;
}

/** What a run's commands read besides the run: immutable by hash, or facts of the unit that change by the day. */
@Injectable()
export class RunSurroundings {
  private readonly templates = new LRUCache<string, Template>({ max: 100 });
  private readonly units = new LRUCache<string, UnitView>({ max: 10_000, ttl: 60_000 });

  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
  ) {}

  async of(run: Pick<RunState, 'template' | 'unit' | 'calendar'>): Promise<Surroundings> {
    const template = await this.template(run.template);
    const unit = await this.unit(run.unit);
    if (unit === undefined) throw new Error(`run of a unit that is not there: ${run.unit}`);
    const calendar = await this.calendars.byVersion(run.calendar);
    return { template, calendar, unit: unit.facts, holderOf: () => unit.holder };
  }

  /** A unit as rights and conditions see it; at most a minute old. */
  async unit(id: string): Promise<UnitView | undefined> {
    return this.units.get(id) ?? (await this.facts([id])).get(id);
  }

  /** The tree has changed: places and facts are read afresh. */
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
    const { rows } = await this.database.pool.query<FactsRow>({ name: 'unit_facts', text: FACTS, values: [ids] });
    const views = new Map(
      rows.map(({ id, path, held, substitute, rank, ...facts }) => [
        id,
        {
          place: { id, path },
          facts: { ...facts, ...(rank === null ? {} : { rank }) },
          holder: held ? ('held' as const) : substitute ? ('substitute' as const) : ('nobody' as const),
        },
      ]),
    );
    for (const [id, view] of views) this.units.set(id, view);
    return views;
  }
}
