import type { Organisation } from '@gangmu/contract';
import {
  covers,
  type Difference,
  type LocalText,
  type PlainDate,
  type Template,
  templateSchema,
  type UnitPlace,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Calendars } from '../calendars/calendars.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { forbidden, notFound, Problem } from '../platform/http/problem.js';
import { RunSurroundings } from '../runs/run-surroundings.js';
import { officeDay } from '../units/office-day.js';
import type { Transaction } from '../units/sql.js';
import { byHash, chainIn, type Link } from './chain.js';
import { organisationAt } from './design-organisation.js';
import { type DesignRights, visibleSql } from './design-rights.js';
import {
  type AboveRow,
  DESIGNS,
  type DesignRow,
  notClosed,
  placeOf,
  VERSION_COLUMNS,
  type VersionRow,
} from './design-rows.js';

/** A published version with what it changes of its base. */
export interface StoredVersion extends VersionRow {
  difference: Difference | null;
  layout: Template['layout'] | null;
  decisions: unknown;
  tightenings: unknown;
}

/** Loads designs for those who may see them, and what they are made on. */
@Injectable()
export class DesignStore {
  constructor(
    readonly database: Database,
    private readonly clock: Clock,
    private readonly surroundings: RunSurroundings,
    readonly calendars: Calendars,
  ) {}

  now(): number {
    return this.clock.now();
  }

  /** The day units must not have been closed before, and grants must hold on. */
  today(): PlainDate {
    return officeDay(this.clock);
  }

  /** A design whose published version or draft the asker may see. @throws Problem 404 */
  async visible(id: string, rights: DesignRights): Promise<DesignRow> {
    const values: unknown[] = [id];
    const [row] = await this.database.query<DesignRow & Record<string, unknown>>(
      `${DESIGNS} WHERE d.id = $1 AND ${visibleSql(rights, values)}`,
      values,
    );
    if (row === undefined) throw notFound('design');
    return row;
  }

  /** A design the asker may work on. @throws Problem 404 for what they may not see, 403 for what they may only read */
  async workable(id: string, rights: DesignRights): Promise<DesignRow> {
    const row = await this.visible(id, rights);
    if (!covers(rights.write, placeOf(row))) throw forbidden('templates:write');
    return row;
  }

  /** The same, and not put away. @throws Problem 404, 403, 422 */
  async open(id: string, rights: DesignRights): Promise<DesignRow> {
    const row = await this.workable(id, rights);
    if (row.archived_at !== null) throw new Problem(422, 'design-archived');
    return row;
  }

  /** Whether published versions of it may be read. @throws Problem 404 */
  async published(id: string, rights: DesignRights): Promise<DesignRow> {
    const row = await this.visible(id, rights);
    if (row.number === 0 && !covers(rights.write, placeOf(row))) throw notFound('design');
    return row;
  }

  /** Without asking who reads: for machines, and for those who have been asked already. */
  async row(id: string, sql: Pick<Transaction, 'query'> = this.database.pool): Promise<DesignRow | undefined> {
    return (await sql.query<DesignRow & Record<string, unknown>>(`${DESIGNS} WHERE d.id = $1`, [id])).rows[0];
  }

  /** Holds the design until the transaction ends, so that nobody saves or publishes meanwhile. */
  async lock(sql: Transaction, id: string): Promise<{ revision: number; number: number }> {
    const { rows } = await sql.query<{ revision: number; number: number }>(
      'SELECT revision, number FROM designs WHERE id = $1 FOR UPDATE',
      [id],
    );
    return rows[0]!;
  }

  /** Holds several, in one order so that two who do cannot wait for each other in a circle; answers their numbers. */
  async lockAll(sql: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await sql.query<{ id: string; number: number }>(
      'SELECT id, number FROM designs WHERE id = ANY ($1) ORDER BY id FOR UPDATE',
      [ids],
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  /** A template by its hash; undefined when it is not there any more. */
  async template(hash: string): Promise<Template | undefined> {
    const [known] = await this.database.query<{ n: number }>('SELECT 1 AS n FROM templates WHERE hash = $1', [hash]);
    return known === undefined ? undefined : this.surroundings.template(hash);
  }

  /** A template that must be there. @throws Problem 422 `design-base-vanished` */
  async base(hash: string): Promise<Template> {
    const template = await this.template(hash);
    if (template === undefined) throw new Problem(422, 'design-base-vanished', { params: { hash } });
    return template;
  }

  async version(design: string, number: number): Promise<StoredVersion | undefined> {
    const [row] = await this.database.query<StoredVersion & Record<string, unknown>>(
      `SELECT ${VERSION_COLUMNS}, v.difference, v.layout, v.decisions, v.tightenings FROM design_versions v
        LEFT JOIN people vp ON vp.id = v.person_id WHERE v.design_id = $1 AND v.number = $2`,
      [design, number],
    );
    return row;
  }

  /** Versions of a design below a number, latest first. */
  versions(design: string, before: unknown, limit: number): Promise<VersionRow[]> {
    return this.database.query<VersionRow & Record<string, unknown>>(
      `SELECT ${VERSION_COLUMNS} FROM design_versions v LEFT JOIN people vp ON vp.id = v.person_id
        WHERE v.design_id = $1 AND ($2::int IS NULL OR v.number < $2) ORDER BY v.number DESC LIMIT $3`,
      [design, before, limit],
    );
  }

  /** What a version comes to, with the cards where they stood. */
  async templateOf(version: Pick<StoredVersion, 'hash' | 'layout'>): Promise<Template> {
    const template = await this.base(version.hash);
    return version.layout === null ? template : templateSchema.parse({ ...template, layout: version.layout });
  }

  /** The versions an effective template came about by, from the root down. */
  async chainOf(root: string, hash: string, path: string): Promise<Link[]> {
    return chainIn(byHash(await this.linksOf(root, [hash])), hash, path);
  }

  /** Every version of a root's designs that comes to one of these contents, with all that these were made on. */
  linksOf(root: string, hashes: readonly string[]): Promise<Link[]> {
    return this.database.query<Link & Record<string, unknown>>(
      `WITH RECURSIVE designs_of AS (
          SELECT d.id, u.id AS unit, u.code, u.name_zh, u.name_en, u.path FROM designs d JOIN units u ON u.id = d.unit_id
            WHERE d.root_id = $1),
        made AS (
          SELECT v.design_id, v.number, v.base FROM design_versions v JOIN designs_of d ON d.id = v.design_id
            WHERE v.hash = ANY ($2)
          UNION
          SELECT v.design_id, v.number, v.base FROM made JOIN design_versions v ON v.hash = made.base
            JOIN designs_of d ON d.id = v.design_id)
        SELECT d.id AS design, d.unit, d.code, d.name_zh, d.name_en, d.path, v.number, v.hash, v.base, v.difference, v.applies
          FROM made JOIN design_versions v ON v.design_id = made.design_id AND v.number = made.number
            JOIN designs_of d ON d.id = v.design_id`,
      [root, hashes],
    );
  }

  /** What a new adaptation at this unit is made on: the nearest published design of this root above it. */
  async above(root: string, unit: UnitPlace): Promise<AboveRow | undefined> {
    const [row] = await this.database.query<AboveRow & Record<string, unknown>>(
      `SELECT a.id, au.id AS unit, au.code, au.name_zh, au.name_en, v.number, v.hash, v.at
        FROM designs a JOIN units au ON au.id = a.unit_id JOIN design_versions v ON v.design_id = a.id AND v.number = a.number
        WHERE a.root_id = $1 AND a.archived_at IS NULL AND au.path <> $2 AND a.unit_id = ANY (string_to_array($2, '.'))
        ORDER BY length(au.path) DESC LIMIT 1`,
      [root, unit.path],
    );
    return row;
  }

  /** A unit within reach. @throws Problem 404, so that nobody learns what units there are */
  async unitWithin(
    id: string,
    reach: DesignRights['read'],
  ): Promise<UnitPlace & { name: LocalText; category: string }> {
    const [row] = await this.database.query<{ path: string; zh: string; en: string | null; category: string }>(
      `SELECT path, name_zh AS zh, name_en AS en, category FROM units u WHERE id = $1 AND ${notClosed('u', '$2')}`,
      [id, this.today()],
    );
    const place = { id, path: row?.path ?? '' };
    if (row === undefined || !covers(reach, place)) throw notFound('unit');
    const name = row.en === null ? { zh: row.zh } : { zh: row.zh, en: row.en };
    return { ...place, name, category: row.category };
  }

  /** What a unit and all below it are made of today. */
  organisation(unit: Pick<UnitPlace, 'path'>): Promise<Organisation> {
    return organisationAt(this.database.pool, unit.path, this.today());
  }

  /** What applies to a unit, by the nearest design at or above it; undefined where nothing does. */
  async effectiveFor(
    root: string,
    unit: UnitPlace,
  ): Promise<{ design: string; number: number; hash: string } | undefined> {
    return (await this.effective(root, [unit.id])).get(unit.id);
  }

  /** The same for many units at once. */
  async effective(
    root: string,
    units: readonly string[],
  ): Promise<Map<string, { design: string; number: number; hash: string }>> {
    const rows = await this.database.query<{ unit: string; design: string; number: number; hash: string }>(
      `SELECT DISTINCT ON (u.id) u.id AS unit, d.id AS design, v.number, v.hash
        FROM units u JOIN designs d ON d.root_id = $1 AND d.archived_at IS NULL AND d.unit_id = ANY (string_to_array(u.path, '.'))
          JOIN units du ON du.id = d.unit_id
          JOIN design_versions v ON v.design_id = d.id AND v.number = d.number
        WHERE u.id = ANY ($2) AND (du.id <> u.id OR v.applies = 'self-and-below')
        ORDER BY u.id, length(du.path) DESC`,
      [root, units],
    );
    return new Map(rows.map(({ unit, ...found }) => [unit, found]));
  }
}
