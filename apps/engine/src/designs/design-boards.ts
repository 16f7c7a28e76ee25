import type { AnswerOf, designRoutes } from '@gangmu/contract';
import { covers, type Finding, roleAllows, ROLES, say, type Template, type Tightening } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { isHeldOn } from '../access/held-posts.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { inWords } from '../templates/templates.js';
import { Bounding } from './bounding.js';
import type { Link } from './chain.js';
import { DesignAuthors } from './design-authors.js';
import { DesignDrafts } from './design-drafts.js';
import { recordDesign } from './design-record.js';
import { type DesignRights, mayRead } from './design-rights.js';
import { DESIGNS, type DesignRow, placeOf, remindedOf, standingOf, unitOf } from './design-rows.js';
import { DesignStore } from './design-store.js';
import { sentences } from './sentences.js';

type Lang = 'zh' | 'en';
type AdoptionLine = AnswerOf<typeof designRoutes.adoption>['designs'][number];
type UnitRow = Pick<DesignRow, 'unit' | 'code' | 'name_zh' | 'name_en' | 'path' | 'category'>;

/** Roles of posts that may adapt. */
const DESIGNING = ROLES.filter((role) => roleAllows(role, 'templates:write'));

/** What is read across designs: who is on which version, what was tightened, what applies where, what changed. */
@Injectable()
export class DesignBoards {
  constructor(
    private readonly store: DesignStore,
    private readonly drafts: DesignDrafts,
    private readonly authors: DesignAuthors,
    private readonly bounding: Bounding,
  ) {}

  /** Every design below this one that the reader may know of, and the units that could have one, in the order of the tree. */
  async adoption(row: DesignRow, rights: DesignRights, lang: Lang): Promise<AnswerOf<typeof designRoutes.adoption>> {
    const rows = await this.below(row, rights);
    const unadapted = await this.unadapted(row, rights, new Set(rows.map(({ unit }) => unit)));
    const designs = [
      ...unadapted,
      ...rows.map((each): AdoptionLine => {
        const state = standingOf(each);
        return {
          design: each.id,
          unit: { ...unitOf(each), path: each.path, category: each.category },
          above: each.above?.id ?? null,
          state,
          takeover: each.takeover,
          number: each.version?.number ?? null,
          publishedAt: each.version?.at ?? null,
          onNumber: each.on_number,
          newestNumber: each.above?.number ?? null,
          waitingSince: state === 'pending' ? (each.above?.at ?? null) : null,
          remindedAt: remindedOf(each)?.at ?? null,
          update:
            each.update_state === null || state !== 'pending' || each.update_against !== each.above?.hash
              ? null
              : {
                  state: each.update_state,
                  conflicts: each.update_conflicts ?? 0,
                  reasons: inWords(each.update_reasons as Finding[], lang),
                },
          recheck:
            each.rechecked === null
              ? null
              : {
                  calendar: each.rechecked_by ?? '',
                  at: each.rechecked_at ?? 0,
                  findings: inWords(each.rechecked, lang),
                },
          tightenings: each.tightenings,
        };
      }),
    ];
    return { designs: designs.toSorted((a, b) => (a.unit.path < b.unit.path ? -1 : 1)) };
  }

  /** Units below where somebody could adapt it and nobody has: what is in force above applies there as it is. */
  private async unadapted(row: DesignRow, rights: DesignRights, adapted: ReadonlySet<string>): Promise<AdoptionLine[]> {
    const values: unknown[] = [row.path, this.bounding.today(), DESIGNING];
    const held = isHeldOn('$2::date', { post: 'p', holder: 'h', person: 'w' });
    const rows = await this.store.database.query<UnitRow & Record<string, unknown>>(
      `SELECT u.id AS unit, u.code, u.name_zh, u.name_en, u.path, u.category FROM units u
        WHERE starts_with(u.path, $1) AND u.path <> $1 AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to >= $2::date)
          AND EXISTS (SELECT FROM posts p JOIN post_holders h ON h.post_id = p.id JOIN people w ON w.id = h.person_id
            WHERE p.unit_id = u.id AND p.role = ANY ($3) AND ${held}) AND ${reachSql(rights.read, 'u', values)}`,
      values,
    );
    const units = rows.filter(({ unit }) => !adapted.has(unit));
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
        remindedAt: null,
        update: null,
        recheck: null,
        tightenings: 0,
      };
    });
  }

  /** What published designs below ask beyond this level (加码清单). */
  async tightenings(
    row: DesignRow,
    rights: DesignRights,
    lang: Lang,
  ): Promise<AnswerOf<typeof designRoutes.tightenings>> {
    const rows = (await this.below(row, rights)).filter(({ tightenings }) => tightenings > 0);
    const found = await this.store.database.query<{
      design: string;
      lines: Tightening[];
      seen_at: number | null;
      zh: string | null;
      en: string | null;
    }>(
      `SELECT v.design_id AS design, v.tightenings AS lines, v.seen_at, p.name_zh AS zh, p.name_en AS en
        FROM unnest($1::text[], $2::int[]) AS x(design, number)
          JOIN design_versions v ON v.design_id = x.design AND v.number = x.number LEFT JOIN people p ON p.id = v.seen_by`,
      [rows.map(({ id }) => id), rows.map(({ number }) => number)],
    );
    const listed = new Map(found.map((each) => [each.design, each]));
    const designs = rows.flatMap((each) => {
      const version = listed.get(each.id);
      if (version === undefined) return [];
      const { lines, seen_at, zh, en } = version;
      const seen = seen_at === null ? null : { at: seen_at, by: (lang === 'en' ? en : null) ?? zh ?? '' };
      return [{ design: each.id, unit: unitOf(each), number: each.number, lines: linesInWords(lines, lang), seen }];
    });
    return { designs };
  }

  /** Takes note of what a design below tightened. @throws Problem 404 */
  async acknowledge(
    row: DesignRow,
    order: { below: string; number: number },
    rights: DesignRights,
  ): Promise<{ at: number }> {
    const below = (await this.below(row, rights)).find(({ id }) => id === order.below);
    if (below === undefined || order.number > below.number) throw notFound('design');
    const at = this.store.now();
    await this.store.database.transaction(async (sql) => {
      const { rowCount } = await sql.query(
        `UPDATE design_versions SET seen_at = $3, seen_by = $4 WHERE design_id = $1 AND number = $2 AND seen_at IS NULL`,
        [order.below, order.number, at, rights.person],
      );
      if (rowCount === 1)
        await recordDesign(
          sql,
          row.id,
          { at, person: rights.person },
          { type: 'TighteningsSeen', below: order.below, number: order.number },
        );
    });
    return { at };
  }

  /** Reminds those of the named designs below that are waited for; answers how many. */
  async remind(
    row: DesignRow,
    designs: readonly string[],
    rights: DesignRights,
  ): Promise<AnswerOf<typeof designRoutes.remind>> {
    const named = new Set(designs);
    const waited = (await this.below(row, rights)).filter(
      (each) => named.has(each.id) && standingOf(each) === 'pending',
    );
    const ids = waited.map(({ id }) => id);
    const at = this.store.now();
    if (ids.length > 0)
      await this.store.database.transaction(async (sql) => {
        await this.store.lockAll(sql, ids);
        await sql.query('UPDATE designs SET reminded_at = $2, reminded_by = $3 WHERE id = ANY ($1)', [
          ids,
          at,
          rights.person,
        ]);
        await recordDesign(sql, row.id, { at, person: rights.person }, { type: 'AdoptionReminded', designs: ids });
      });
    return { reminded: ids.length, at };
  }

  /** What applies to a unit, and which level set what. @throws Problem 404 */
  async effective(
    row: DesignRow,
    unitId: string,
    rights: DesignRights,
  ): Promise<AnswerOf<typeof designRoutes.effective>> {
    const unit = await this.store.unitWithin(unitId, rights.read);
    const found = await this.store.effectiveFor(row.root_id, unit);
    if (found === undefined) throw notFound('design');
    const links = await this.store.chainOf(row.root_id, found.hash, unit.path);
    return {
      ...found,
      chain: links.map(({ design, number, ...link }) => ({ design, unit: unitOf(link), number })),
      template: await this.store.base(found.hash),
      provenance: provenanceOf(links),
    };
  }

  /**
   * Two versions side by side and in sentences. Without `to`: the draft, for those who may see it, or the newest
   * version; without `from`: the version before that, or the level above. Who may see the draft is also told who made
   * each change in it.
   */
  async compare(
    row: DesignRow,
    query: { from?: number | undefined; to?: number | undefined },
    rights: DesignRights,
    lang: Lang,
  ): Promise<AnswerOf<typeof designRoutes.compare>> {
    const draft = query.to === undefined && row.draft_at !== null && covers(rights.write, placeOf(row));
    const to = query.to ?? row.number;
    const after = draft ? (await this.drafts.readable(row)).template : await this.numbered(row, to);
    const from = query.from ?? (draft ? row.number : to - 1);
    const before = from > 0 ? await this.numbered(row, from) : await this.beforeFirst(row, rights, after);
    const found = sentences(before, after, lang);
    const authors = await this.authors.of(row, { before, after, from, to: draft ? null : to }, rights, found);
    return { before, after, sentences: found.map((one) => ({ ...one, by: authors.get(one.path) ?? [] })) };
  }

  private async numbered(row: DesignRow, number: number): Promise<Template> {
    const version = await this.store.version(row.id, number);
    if (version === undefined) throw notFound('version');
    return this.store.templateOf(version);
  }

  /** Before its first version an adaptation is what applies above; a template is compared with itself. */
  private async beforeFirst(row: DesignRow, rights: DesignRights, after: Template): Promise<Template> {
    if (row.above === null) return after;
    const above = await this.store.row(row.above.id);
    if (above === undefined || !mayRead(rights, placeOf(above))) throw new Problem(422, 'design-nothing-above');
    return this.store.base(row.above.hash);
  }

  private below(row: DesignRow, rights: DesignRights): Promise<DesignRow[]> {
    const values: unknown[] = [row.root_id, row.path];
    return this.store.database.query<DesignRow & Record<string, unknown>>(
      `SELECT * FROM (${DESIGNS} WHERE d.root_id = $1 AND starts_with(u.path, $2) AND u.path <> $2 AND d.archived_at IS NULL
          AND (d.number > 0 OR ${reachSql(rights.write, 'u', values)}) AND ${reachSql(rights.read, 'u', values)}) x ORDER BY x.path`,
      values,
    );
  }
}

export const linesInWords = (
  lines: readonly Tightening[],
  lang: Lang,
): AnswerOf<typeof designRoutes.check>['tightenings'] =>
  lines.map(({ code, path, params }) => ({ code, path, params, text: say(lang, code, params) }));

/** Who set what: places that levels below the root changed, with the level that did so last. */
export function provenanceOf(links: readonly Link[]): AnswerOf<typeof designRoutes.base>['provenance'] {
  const setters = new Map<string, Link>();
  for (const link of links) for (const path of Object.keys(link.difference ?? {})) setters.set(path, link);
  const [root] = links;
  if (root === undefined) return { places: [], root: { id: '', code: '', name: { zh: '' } } };
  return {
    places: [...setters]
      .map(([path, link]) => ({ path, unit: unitOf(link) }))
      // What lies within a place comes before it: the first that fits is the nearest.
      .toSorted((a, b) => (a.path > b.path ? -1 : 1)),
    root: unitOf(root),
  };
}
