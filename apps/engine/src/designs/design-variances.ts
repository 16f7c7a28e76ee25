import type { AnswerOf, designRoutes, Variance } from '@gangmu/contract';
import {
  covers,
  isVariancePlace,
  isWithin,
  lockAt,
  lockedBy,
  placeName,
  type Template,
  type UnitPlace,
  variancePlace,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { newId } from '../platform/ids.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { Bounding, levelsIn } from './bounding.js';
import type { Link } from './chain.js';
import { recordDesign } from './design-record.js';
import type { DesignRights } from './design-rights.js';
import { type DesignRow, unitOf } from './design-rows.js';
import { DesignStore } from './design-store.js';
import { VarianceRechecking } from './variance-rechecking.js';
import { mayWithdraw, setterPlace, VARIANCES, varianceOf, type VarianceRow } from './variance-rows.js';

type Lang = 'zh' | 'en';
type State = Variance['state'];

/** Deviations (变通): asked for by a unit, granted by the level that set the mandate or one above it. */
@Injectable()
export class DesignVariances {
  constructor(
    private readonly store: DesignStore,
    private readonly bounding: Bounding,
    private readonly rechecking: VarianceRechecking,
  ) {}

  /** Of units one designs for, and – for those who decide – of everybody who asked them. */
  async list(
    row: DesignRow,
    rights: DesignRights,
    query: { state?: State | undefined },
    lang: Lang,
  ): Promise<AnswerOf<typeof designRoutes.variances>> {
    const values: unknown[] = [row.root_id, query.state ?? null];
    const rows = await this.store.database.query<VarianceRow & Record<string, unknown>>(
      `${VARIANCES} WHERE x.root_id = $1 AND ($2::text IS NULL OR x.state = $2)
        AND (${reachSql(rights.read, 'u', values)} OR ${reachSql(rights.publish, 's', values)})
        ORDER BY x.at DESC, x.id DESC LIMIT 500`,
      values,
    );
    const placeOf = this.naming(lang);
    return { variances: await Promise.all(rows.map(async (each) => varianceOf(each, await placeOf(each), rights))) };
  }

  /** Asks. @throws Problem 404, 422 where nothing needs to be asked */
  async ask(
    row: DesignRow,
    order: {
      unit: string;
      path: string;
      allows: Variance['allows'];
      from?: string | undefined;
      to?: string | undefined;
      reason: string;
    },
    rights: DesignRights,
    lang: Lang,
  ): Promise<Variance> {
    const unit = await this.store.unitWithin(order.unit, rights.write);
    insistOnOrder(order);
    const { path, by } = await this.answerer(row.root_id, unit, order);
    const id = newId();
    const at = this.store.now();
    await this.store.database.transaction(async (sql) => {
      await sql.query(
        `INSERT INTO design_variances (id, root_id, unit_id, path, allows, from_date, to_date, reason, person_id, at, set_by, state)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'asked')`,
        [
          id,
          row.root_id,
          unit.id,
          path,
          order.allows,
          order.from ?? null,
          order.to ?? null,
          order.reason,
          rights.person,
          at,
          by.unit,
        ],
      );
      await recordDesign(
        sql,
        row.root_id,
        { at, person: rights.person },
        {
          type: 'VarianceAsked',
          variance: id,
          unit: unit.id,
          path,
          allows: order.allows,
          reason: order.reason,
          setBy: by.unit,
        },
      );
    });
    return this.one(row.root_id, id, rights, lang);
  }

  /** Who would answer. @throws Problem 404, 422 as asking would be */
  async asked(
    row: DesignRow,
    query: { unit: string; path: string; allows: Variance['allows'] },
    rights: DesignRights,
  ): Promise<AnswerOf<typeof designRoutes.varianceAnswerer>> {
    const unit = await this.store.unitWithin(query.unit, rights.write);
    return { unit: unitOf((await this.answerer(row.root_id, unit, query)).by) };
  }

  /** The level that first locked what a unit asks for, and the place to ask for. @throws Problem 422 */
  private async answerer(
    root: string,
    unit: UnitPlace,
    wish: { path: string; allows: Variance['allows'] },
  ): Promise<{ path: string; by: Link }> {
    const above = await this.store.above(root, unit);
    if (above === undefined) throw new Problem(422, 'design-nothing-above', { path: '/unit' });
    const template = await this.store.base(above.hash);
    if (!isVariancePlace(template, wish.path)) throw new Problem(422, 'variance-unknown-place', { path: '/path' });
    const bounds = await this.bounding.of({ root_id: root, unit: unit.id, path: unit.path }, template, above.hash);
    const { may, only } = lockAt(template, wish.path, bounds);
    const open = wish.allows === 'remove' ? may.remove : may.set && only === undefined;
    if (open) throw new Problem(422, 'variance-not-needed', { path: '/path' });
    const links = await this.store.chainOf(root, above.hash, unit.path);
    const levels = await levelsIn(links, template, (hash) => this.store.base(hash));
    const path = variancePlace(template, wish.path);
    const locker = lockedBy(levels, path, wish.allows);
    const by = links.find((link) => link.unit === locker?.unit);
    if (by === undefined) throw new Problem(422, 'variance-unknown-place', { path: '/path' });
    return { path, by };
  }

  /** Grants or refuses. @throws Problem 403, 404, 409, 422 */
  async answer(
    row: DesignRow,
    id: string,
    order: {
      grant: boolean;
      units?: string[] | undefined;
      from?: string | null | undefined;
      to?: string | null | undefined;
      reason: string;
      document?: string | undefined;
    },
    rights: DesignRights,
    lang: Lang,
  ): Promise<Variance> {
    const found = await this.row(row.root_id, id, rights);
    if (!covers(rights.publish, setterPlace(found))) throw new Problem(403, 'variance-not-yours');
    const from = order.from === undefined ? found.from : order.from;
    const to = order.to === undefined ? found.to : order.to;
    insistOnOrder({ from, to });
    const units = order.grant ? (order.units ?? [found.unit]) : [];
    for (const unit of units) {
      const place = await this.store.unitWithin(unit, rights.publish);
      if (!isWithin(place.path, found.set_path)) throw notFound('unit');
    }
    const at = this.store.now();
    const job = await this.store.database.transaction(async (sql) => {
      const { rowCount } = await sql.query(
        `UPDATE design_variances SET state = $3, units = $4, from_date = $5, to_date = $6, answered_by = $7, answered_at = $8,
            answer = $9, document = $10 WHERE root_id = $1 AND id = $2 AND state = 'asked'`,
        [
          row.root_id,
          id,
          order.grant ? 'granted' : 'refused',
          units,
          from,
          to,
          rights.person,
          at,
          order.reason,
          order.document ?? null,
        ],
      );
      if (rowCount !== 1) throw new Problem(409, 'variance-answered');
      await recordDesign(
        sql,
        row.root_id,
        { at, person: rights.person },
        {
          type: 'VarianceAnswered',
          variance: id,
          granted: order.grant,
          units,
          from,
          to,
          reason: order.reason,
          document: order.document ?? null,
        },
      );
      return order.grant ? this.rechecking.note(sql, row.root_id, rights.person) : null;
    });
    if (job !== null) await this.rechecking.start(job);
    return this.one(row.root_id, id, rights, lang);
  }

  /** Takes back a wish or a grant. @throws Problem 403, 404, 409 */
  async withdraw(row: DesignRow, id: string, reason: string, rights: DesignRights, lang: Lang): Promise<Variance> {
    const found = await this.row(row.root_id, id, rights);
    if (!mayWithdraw(found, rights)) throw new Problem(403, 'variance-not-yours');
    const at = this.store.now();
    const job = await this.store.database.transaction(async (sql) => {
      const { rowCount } = await sql.query(
        `UPDATE design_variances SET state = 'withdrawn', seen_at = NULL, seen_by = NULL, answer = COALESCE(answer || E'\\n', '') || $3
          WHERE root_id = $1 AND id = $2 AND state IN ('asked', 'granted')`,
        [row.root_id, id, reason],
      );
      if (rowCount !== 1) throw new Problem(409, 'variance-answered');
      await recordDesign(
        sql,
        row.root_id,
        { at, person: rights.person },
        { type: 'VarianceWithdrawn', variance: id, reason },
      );
      return found.state === 'granted' ? this.rechecking.note(sql, row.root_id, rights.person) : null;
    });
    if (job !== null) await this.rechecking.start(job);
    return this.one(row.root_id, id, rights, lang);
  }

  /** One that the asker may see. @throws Problem 404 */
  private async row(root: string, id: string, rights: DesignRights): Promise<VarianceRow> {
    const values: unknown[] = [root, id];
    const [found] = await this.store.database.query<VarianceRow & Record<string, unknown>>(
      `${VARIANCES} WHERE x.root_id = $1 AND x.id = $2
        AND (${reachSql(rights.read, 'u', values)} OR ${reachSql(rights.publish, 's', values)})`,
      values,
    );
    if (found === undefined) throw notFound('variance');
    return found;
  }

  private async one(root: string, id: string, rights: DesignRights, lang: Lang): Promise<Variance> {
    const row = await this.row(root, id, rights);
    return varianceOf(row, await this.naming(lang)(row), rights);
  }

  /** What places are called where their units stand; what applies to a unit is looked up once. */
  private naming(lang: Lang): (row: VarianceRow) => Promise<string> {
    const templates = new Map<string, Promise<Template | undefined>>();
    return async (row) => {
      const known = templates.get(row.unit) ?? this.templateAbove(row);
      templates.set(row.unit, known);
      const template = await known;
      if (template === undefined) return row.path;
      const name = placeName(template, row.path);
      return (lang === 'en' ? name.en : undefined) ?? name.zh;
    };
  }

  private async templateAbove({ root, unit, unit_path: path }: VarianceRow): Promise<Template | undefined> {
    const above = await this.store.above(root, { id: unit, path });
    return above === undefined ? undefined : this.store.template(above.hash);
  }
}

function insistOnOrder({ from, to }: { from?: string | null | undefined; to?: string | null | undefined }): void {
  if (from && to && to < from) throw new Problem(422, 'variance-dates-reversed', { path: '/to' });
}
