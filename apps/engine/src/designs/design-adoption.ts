import type { AnswerOf, BodyOf, designRoutes } from '@gangmu/contract';
import { type Finding, roleAllows, ROLES } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { isHeldOn } from '../access/held-posts.js';
import { notFound } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { inWords } from '../templates/templates.js';
import { Bounding } from './bounding.js';
import { designsBelow } from './design-below.js';
import { invitationStands, invite } from './design-invitations.js';
import { recordDesign } from './design-record.js';
import type { DesignRights } from './design-rights.js';
import { type DesignRow, notClosed, remindedOf, standingOf, unitOf } from './design-rows.js';
import { DesignStore } from './design-store.js';

type Lang = 'zh' | 'en';
type AdoptionLine = AnswerOf<typeof designRoutes.adoption>['designs'][number];
interface UnitRow extends Pick<DesignRow, 'unit' | 'code' | 'name_zh' | 'name_en' | 'path' | 'category'> {
  reminded_at: number | null;
  declined_at: number | null;
}

/** Roles of posts that may adapt. */
const DESIGNING = ROLES.filter((role) => roleAllows(role, 'templates:write'));

/** Who below is on which version, who takes it as it is, and that they were reminded. */
@Injectable()
export class DesignAdoption {
  constructor(
    private readonly store: DesignStore,
    private readonly bounding: Bounding,
  ) {}

  /** Every design below this one that the reader may know of, and the units that could have one, in the order of the tree. */
  async board(row: DesignRow, rights: DesignRights, lang: Lang): Promise<AnswerOf<typeof designRoutes.adoption>> {
    const rows = await designsBelow(this.store, row, rights);
    const designs = [...(await this.unadaptedLines(row, rights)), ...rows.map((each) => lineOf(each, lang))];
    return { designs: designs.toSorted((a, b) => (a.unit.path < b.unit.path ? -1 : 1)) };
  }

  /**
   * Reminds those of the named designs below that are waited for, and those of the named units that could adapt it and
   * have not; answers how many.
   */
  async remind(
    row: DesignRow,
    named: BodyOf<typeof designRoutes.remind>,
    rights: DesignRights,
  ): Promise<AnswerOf<typeof designRoutes.remind>> {
    const [designs, units] = [new Set(named.designs), new Set(named.units)];
    const waited =
      designs.size === 0
        ? []
        : (await designsBelow(this.store, row, rights)).filter(
            (each) => designs.has(each.id) && standingOf(each) === 'pending',
          );
    const idle = units.size === 0 ? [] : (await this.unadapted(row, rights)).filter(({ unit }) => units.has(unit));
    const ids = { designs: waited.map(({ id }) => id), units: idle.map(({ unit }) => unit) };
    const by = { at: this.store.now(), person: rights.person };
    const reminded = ids.designs.length + ids.units.length;
    if (reminded > 0)
      await this.store.database.transaction(async (sql) => {
        await this.store.lockAll(sql, ids.designs);
        await sql.query('UPDATE designs SET reminded_at = $2, reminded_by = $3 WHERE id = ANY ($1)', [
          ids.designs,
          by.at,
          by.person,
        ]);
        await invite(sql, row.root_id, ids.units, by);
        await recordDesign(sql, row.id, by, { type: 'AdoptionReminded', ...ids });
      });
    return { reminded, at: by.at };
  }

  /** A unit takes the design as it is: it is not reminded of adapting it any more. @throws Problem 404 */
  async decline(row: DesignRow, unit: string, rights: DesignRights): Promise<{ at: number }> {
    const place = await this.store.unitWithin(unit, rights.write);
    const by = { at: this.store.now(), person: rights.person };
    await this.store.database.transaction(async (sql) => {
      const { rowCount } = await sql.query(
        `UPDATE design_invitations i SET declined_at = COALESCE(i.declined_at, $3), declined_by = COALESCE(i.declined_by, $4)
          WHERE i.root_id = $1 AND i.unit_id = $2 AND ${invitationStands('i')}`,
        [row.root_id, place.id, by.at, by.person],
      );
      if (rowCount !== 1) throw notFound('invitation');
      await recordDesign(sql, row.id, by, { type: 'AdaptationDeclined', unit: place.id });
    });
    return { at: by.at };
  }

  /** Units below where somebody could adapt it and nobody has. */
  private unadapted(row: DesignRow, rights: DesignRights): Promise<UnitRow[]> {
    const values: unknown[] = [row.path, this.bounding.today(), DESIGNING, row.root_id];
    const held = isHeldOn('$2::date', { post: 'p', holder: 'h', person: 'w' });
    return this.store.database.query<UnitRow & Record<string, unknown>>(
      `SELECT u.id AS unit, u.code, u.name_zh, u.name_en, u.path, u.category, i.reminded_at, i.declined_at FROM units u
          LEFT JOIN design_invitations i ON i.root_id = $4 AND i.unit_id = u.id AND ${invitationStands('i')}
        WHERE starts_with(u.path, $1) AND u.path <> $1 AND u.valid_from <= $2::date AND ${notClosed('u', '$2')}
          AND NOT EXISTS (SELECT FROM designs d WHERE d.root_id = $4 AND d.unit_id = u.id AND d.archived_at IS NULL
            AND (d.number > 0 OR ${reachSql(rights.write, 'u', values)}))
          AND EXISTS (SELECT FROM posts p JOIN post_holders h ON h.post_id = p.id JOIN people w ON w.id = h.person_id
            WHERE p.unit_id = u.id AND p.role = ANY ($3) AND ${held}) AND ${reachSql(rights.read, 'u', values)}`,
      values,
    );
  }

  /** What is in force above applies there as it is. */
  private async unadaptedLines(row: DesignRow, rights: DesignRights): Promise<AdoptionLine[]> {
    const units = await this.unadapted(row, rights);
    const applies = await this.store.effective(
      row.root_id,
      units.map(({ unit }) => unit),
    );
    return units.map((unit) => {
      const { design, number } = applies.get(unit.unit) ?? { design: null, number: null };
      return {
        design: null,
        unit: { ...unitOf(unit), path: unit.path, category: unit.category },
        above: design,
        state: 'none',
        takeover: 'ask',
        number: null,
        publishedAt: null,
        onNumber: null,
        newestNumber: number,
        waitingSince: null,
        remindedAt: unit.reminded_at,
        declinedAt: unit.declined_at,
        update: null,
        recheck: null,
        tightenings: 0,
      };
    });
  }
}

function lineOf(row: DesignRow, lang: Lang): AdoptionLine {
  const state = standingOf(row);
  return {
    design: row.id,
    unit: { ...unitOf(row), path: row.path, category: row.category },
    above: row.above?.id ?? null,
    state,
    takeover: row.takeover,
    number: row.version?.number ?? null,
    publishedAt: row.version?.at ?? null,
    onNumber: row.on_number,
    newestNumber: row.above?.number ?? null,
    waitingSince: state === 'pending' ? (row.above?.at ?? null) : null,
    remindedAt: remindedOf(row)?.at ?? null,
    declinedAt: null,
    update:
      row.update_state === null || state !== 'pending' || row.update_against !== row.above?.hash
        ? null
        : {
            state: row.update_state,
            conflicts: row.update_conflicts ?? 0,
            reasons: inWords(row.update_reasons as Finding[], lang),
          },
    recheck:
      row.rechecked === null
        ? null
        : {
            calendar: row.rechecked_by ?? '',
            at: row.rechecked_at ?? 0,
            findings: inWords(row.rechecked, lang),
          },
    tightenings: row.tightenings,
  };
}
