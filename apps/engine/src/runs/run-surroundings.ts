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
import { Calendars } from '../calendars/calendars.js';
import { Database } from '../platform/database/database.js';

type Surroundings = Pick<RunContext, 'template' | 'calendar' | 'unit' | 'holderOf'>;
export interface UnitView {
  /** Where it stands in the tree: rights are decided on it. */
  place: UnitPlace;
  facts: UnitFacts;
  /** What the posts over the unit stand for, and whether the one above could stand in. */
  holders: RoleHolders;
}

/** Posts of given roles that cover a unit and are held now. */
const heldPost = (roles: string, where: string): string => `
  FROM posts p JOIN units at ON at.id = p.unit_id JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL
    WHERE p.role = ${roles} AND ${where} AND (p.unit_id = u.id OR (p.scope = 'subtree' AND starts_with(u.path, at.path))
      OR EXISTS (SELECT FROM post_units n WHERE n.post_id = p.id AND n.unit_id = u.id))`;
/** What posts of a role over a unit stand for: one without duties for everything, the others for theirs. */
const posted = (role: string, name: string): string => `
      EXISTS (SELECT ${heldPost(role, `p.duties = '{}'`)}) AS ${name}_all,
      ARRAY (SELECT DISTINCT duty FROM (SELECT unnest(p.duties) AS duty ${heldPost(role, `p.duties <> '{}'`)}) d ORDER BY duty) AS ${name}_duties`;
/** Whether posts of some roles are held at a unit or above it. */
const standingIn = (roles: string): string => `
      EXISTS (SELECT FROM posts p JOIN units at ON at.id = p.unit_id JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL
        WHERE p.role IN (${roles}) AND starts_with(u.path, at.path))`;

const FACTS = `
  SELECT u.id, u.path, u.category, u.rank, u.level, u.members AS size,
      COALESCE((SELECT array_agg(g.code ORDER BY g.code) FROM unit_group_members m JOIN unit_groups g ON g.id = m.group_id
        WHERE m.unit_id = u.id AND m.from_date <= current_date AND (m.to_date IS NULL OR m.to_date >= current_date)), '{}') AS groups,
      ${posted(`'operator'`, 'file')},
      ${posted(`'reviewer'`, 'review')},
      ${standingIn(`'operator'`)} AS file_superior,
      ${standingIn(`'reviewer', 'designer'`)} AS review_superior
    FROM units u WHERE u.id = ANY ($1)`;

interface FactsRow {
  id: string;
  path: string;
  category: string;
  rank: string | null;
  level: number;
  size: number;
  groups: string[];
  file_all: boolean;
  file_duties: string[];
  review_all: boolean;
  review_duties: string[];
  file_superior: boolean;
  review_superior: boolean;
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
    return { template, calendar, unit: unit.facts, holderOf: holderIn(template, unit.holders) };
  }

  /** A unit as rights and conditions see it; at most a minute old. */
  async unit(id: string): Promise<UnitView | undefined> {
    return this.units.get(id) ?? (await this.facts([id])).get(id);
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
    const { rows } = await this.database.pool.query<FactsRow>({ name: 'unit_facts', text: FACTS, values: [ids] });
    const views = new Map(
      rows.map(
        ({ id, path, file_all, file_duties, file_superior, review_all, review_duties, review_superior, ...row }) => {
          const { rank, ...facts } = row;
          return [
            id,
            {
              place: { id, path },
              facts: { ...facts, ...(rank === null ? {} : { rank }) },
              holders: {
                file: { all: file_all, duties: file_duties, superior: file_superior },
                review: { all: review_all, duties: review_duties, superior: review_superior },
              },
            },
          ] as const;
        },
      ),
    );
    for (const [id, view] of views) this.units.set(id, view);
    return views;
  }
}
