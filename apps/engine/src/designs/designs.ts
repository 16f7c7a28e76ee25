import type { AnswerOf, BodyOf, Design, designRoutes, QueryOf } from '@gangmu/contract';
import { covers, type Difference, type LocalText, type Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { forbidden, Problem } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { newId } from '../platform/ids.js';
import { inWords } from '../templates/templates.js';
import { Bounding } from './bounding.js';
import { DesignDrafts } from './design-drafts.js';
import { DesignFollowing } from './design-following.js';
import { DesignReaders } from './design-readers.js';
import { recordDesign } from './design-record.js';
import { type DesignRights, visibleSql } from './design-rights.js';
import { compose, errorsOf, lockFindings, refuseWith } from './design-rules.js';
import { ABOVE, designOf, DESIGNS, type DesignRow, notClosed, placeOf } from './design-rows.js';
import { DesignSources } from './design-sources.js';
import { DesignStore } from './design-store.js';
import { keepDecisions } from './design-to-decide.js';

type Lang = 'zh' | 'en';

/** Joins only those whose last version or draft was made on another than the newest above; see `stateOf`. */
const PENDING = `LEFT JOIN design_versions v ON v.design_id = d.id AND v.number = d.number
  LEFT JOIN design_drafts dr ON dr.design_id = d.id
  JOIN LATERAL (${ABOVE}) above ON above.hash <> v.base OR above.hash <> dr.base`;

/** Designs whose title or unit has this in its name; the place of a text in lower case. */
const naming = (q: string): string =>
  `(strpos(lower(concat_ws(' ', d.title->>'zh', d.title->>'en')), ${q}) > 0 OR strpos(lower(u.name_zh), ${q}) > 0)`;

/** Whether another design of the unit is in the place this one was to have. */
const isTaken = (error: unknown): boolean => (error as { code?: unknown }).code === '23505';

/** Designs as lines of versions: listed, begun, put away. */
@Injectable()
export class Designs {
  constructor(
    private readonly store: DesignStore,
    private readonly drafts: DesignDrafts,
    private readonly sources: DesignSources,
    private readonly readers: DesignReaders,
    private readonly bounding: Bounding,
    private readonly following: DesignFollowing,
  ) {}

  async list(
    query: QueryOf<typeof designRoutes.list>,
    rights: DesignRights,
  ): Promise<AnswerOf<typeof designRoutes.list>> {
    const values: unknown[] = [];
    const add = (value: unknown): string => `$${values.push(value)}`;
    const after = readCursor(query.cursor, ['number', 'string']);
    const conditions = [
      visibleSql(rights, values),
      `d.archived_at IS ${query.archived === undefined ? 'NULL' : 'NOT NULL'}`,
      ...(query.unit === undefined ? [] : [`d.unit_id = ${add(query.unit)}`]),
      ...(query.root === undefined ? [] : [`d.root_id = ${add(query.root)}`]),
      ...(query.kind === undefined ? [] : [`d.kind = ${add(query.kind)}`]),
      ...(query.q === undefined || query.q.trim() === '' ? [] : [naming(add(query.q.trim().toLowerCase()))]),
      ...(after === null ? [] : [`(d.created_at, d.id) < (${add(after[0])}::bigint, ${add(after[1])})`]),
    ];
    if (query.mine !== undefined || query.pending !== undefined) conditions.push(reachSql(rights.write, 'u', values));
    if (query.pending !== undefined) conditions.push(notClosed('u', add(this.store.today())));
    // The page is chosen by what it is ordered and filtered by; only its own rows are looked up with all they show.
    const rows = await this.store.database.query<DesignRow & Record<string, unknown>>(
      `${DESIGNS} WHERE d.id = ANY (ARRAY (
          SELECT d.id FROM designs d JOIN units u ON u.id = d.unit_id ${query.pending === undefined ? '' : PENDING}
            WHERE ${conditions.join(' AND ')} ORDER BY d.created_at DESC, d.id DESC LIMIT ${add(query.limit + 1)}))
        ORDER BY d.created_at DESC, d.id DESC`,
      values,
    );
    const now = this.store.now();
    return pageOf(
      rows,
      query.limit,
      (row) => [row.created_at, row.id],
      (row) => designOf(row, rights, now),
    );
  }

  /** Begins a root design with its first draft. @throws Problem 404, 422 */
  async create(
    order: BodyOf<typeof designRoutes.create>,
    rights: DesignRights,
    lang: Lang,
  ): Promise<AnswerOf<typeof designRoutes.create>> {
    const unit = await this.store.unitWithin(order.unit, rights.write);
    const { source } = order;
    const { template, findings } = await this.sources.begin(
      source,
      (hash) => this.readers.template(hash, rights),
      await this.store.organisation(unit),
    );
    const id = newId();
    await this.begin(
      {
        id,
        kind: 'template',
        unit: unit.id,
        root: id,
        applies: 'self-and-below',
        title: template.title,
        from: source.from,
      },
      { base: null, body: template },
      rights.person,
    );
    if (findings.length > 0) await keepDecisions(this.store.database, id, findings);
    return { design: await this.one(id, rights), findings: inWords(findings, lang) };
  }

  /** Begins a unit's adaptation of the nearest published design above it. @throws Problem 404, 409, 422 */
  async adapt(of: DesignRow, order: BodyOf<typeof designRoutes.adapt>, rights: DesignRights): Promise<Design> {
    const unit = await this.store.unitWithin(order.unit, rights.write);
    const above = await this.store.above(of.root_id, unit);
    if (above === undefined) {
      const own = of.unit === unit.id;
      throw new Problem(422, own ? 'design-own-unit' : 'design-nothing-above', { path: '/unit' });
    }
    const template = await this.store.base(above.hash);
    const difference = await this.importedDifference(order, { ...unit, root: of.root_id, template, hash: above.hash });
    const id = newId();
    await this.begin(
      {
        id,
        kind: 'adaptation',
        unit: unit.id,
        root: of.root_id,
        applies: order.adaptation?.applies ?? order.applies,
        title: template.title,
        from: above.hash,
      },
      { base: order.adaptation?.base ?? above.hash, body: difference },
      rights.person,
    );
    return this.one(id, rights);
  }

  /** An adaptation from a file: on a version that is known here, and within what is allowed. @throws Problem 422 */
  private async importedDifference(
    { adaptation }: BodyOf<typeof designRoutes.adapt>,
    at: { id: string; path: string; root: string; template: Template; hash: string },
  ): Promise<Difference> {
    if (adaptation === undefined) return {};
    const links = await this.store.chainOf(at.root, adaptation.base, at.path);
    // Only what was in force above this unit: a hash must not be a way to read what one may not see.
    if (links.length === 0) throw new Problem(422, 'adaptation-base-unknown', { path: '/adaptation/base' });
    const base = await this.store.base(adaptation.base);
    const { template, difference } = compose(base, { difference: adaptation.difference });
    const bounds = await this.bounding.of({ root_id: at.root, unit: at.id, path: at.path }, base, adaptation.base);
    const errors = errorsOf(lockFindings(bounds, template));
    if (errors.length > 0) throw refuseWith(422, 'design-locked', errors, '/adaptation');
    return difference ?? {};
  }

  private async begin(
    design: {
      id: string;
      kind: DesignRow['kind'];
      unit: string;
      root: string;
      applies: DesignRow['applies'];
      title: LocalText;
      from: string;
    },
    draft: { base: string | null; body: unknown },
    person: string,
  ): Promise<void> {
    const { id, kind, unit, root, applies, title, from } = design;
    const at = this.store.now();
    await this.store.database.transaction(async (sql) => {
      const { rowCount } = await sql.query(
        `INSERT INTO designs (id, kind, unit_id, root_id, title, applies, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
          ON CONFLICT (root_id, unit_id) WHERE archived_at IS NULL DO NOTHING`,
        [id, kind, unit, root, JSON.stringify(title), applies, person, at],
      );
      if (rowCount !== 1) throw new Problem(409, 'design-exists', { path: '/unit' });
      await this.drafts.write(sql, { id, kind }, draft, { person, at, title });
      await recordDesign(sql, id, { at, person }, { type: 'DesignBegun', kind, unit, root, from });
    });
  }

  /**
   * Changes how it is kept, not what it says. Putting away what is published, or bringing it back, changes at once what
   * applies below: it is for those who publish, and what it means below is found out as after publishing.
   *
   * @throws Problem 403; 409 when bringing it back would make two; 422 when it is not said why it is put away
   */
  async change(row: DesignRow, order: BodyOf<typeof designRoutes.change>, rights: DesignRights): Promise<Design> {
    const { applies, takeover, archived, reason } = order;
    const at = this.store.now();
    const job = await this.store.database.transaction(async (sql) => {
      const { number } = await this.store.lock(sql, row.id);
      const inForce = archived !== undefined && number > 0;
      if (inForce && !covers(rights.publish, placeOf(row))) throw forbidden('templates:publish');
      if (inForce && archived && reason === undefined)
        throw new Problem(422, 'design-reason-missing', { path: '/reason' });
      const writing = sql.query(
        `UPDATE designs SET applies = COALESCE($2, applies), takeover = COALESCE($3, takeover),
            archived_at = CASE WHEN $4::boolean IS NULL THEN archived_at WHEN $4 THEN COALESCE(archived_at, $5::bigint) END
          WHERE id = $1`,
        [row.id, applies ?? null, takeover ?? null, archived ?? null, at],
      );
      // Of two brought back at the same moment the index lets one through.
      await writing.catch((error: unknown) => {
        throw isTaken(error) ? new Problem(409, 'design-exists') : error;
      });
      await recordDesign(
        sql,
        row.id,
        { at, person: rights.person },
        {
          type: 'DesignChanged',
          ...(applies === undefined ? {} : { applies }),
          ...(takeover === undefined ? {} : { takeover }),
          ...(archived === undefined ? {} : { archived }),
          ...(reason === undefined ? {} : { reason }),
        },
      );
      const from = { id: row.above?.id ?? row.id, root_id: row.root_id };
      return inForce ? (await this.following.note(sql, from, rights.person, true)).job : null;
    });
    if (job !== null) await this.following.start(job);
    return this.one(row.id, rights);
  }

  async one(id: string, rights: DesignRights, lease?: string): Promise<Design> {
    return designOf(await this.store.visible(id, rights), rights, this.store.now(), lease);
  }
}
