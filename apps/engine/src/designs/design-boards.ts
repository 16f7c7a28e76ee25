import type { AnswerOf, designRoutes } from '@gangmu/contract';
import { covers, say, type Template, type Tightening } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { notFound, Problem } from '../platform/http/problem.js';
import type { Link } from './chain.js';
import { DesignAuthors } from './design-authors.js';
import { designsBelow } from './design-below.js';
import { DesignDrafts } from './design-drafts.js';
import { recordDesign } from './design-record.js';
import { type DesignRights, mayRead } from './design-rights.js';
import { type DesignRow, placeOf, unitOf } from './design-rows.js';
import { DesignStore } from './design-store.js';
import { sentences } from './sentences.js';

type Lang = 'zh' | 'en';
/** What is read across designs: what was tightened, what applies where, what changed. */
@Injectable()
export class DesignBoards {
  constructor(
    private readonly store: DesignStore,
    private readonly drafts: DesignDrafts,
    private readonly authors: DesignAuthors,
  ) {}

  /** What published designs below ask beyond this level (加码清单). */
  async tightenings(
    row: DesignRow,
    rights: DesignRights,
    lang: Lang,
  ): Promise<AnswerOf<typeof designRoutes.tightenings>> {
    const rows = (await designsBelow(this.store, row, rights)).filter(({ tightenings }) => tightenings > 0);
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
    const below = (await designsBelow(this.store, row, rights)).find(({ id }) => id === order.below);
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
