import type { AnswerOf, BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import {
  accept,
  addDays,
  EVERYWHERE,
  type LocalText,
  minuteAt,
  type Reach,
  type Refusal,
  refuse,
  say,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import { refused } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { newId } from '../platform/ids.js';
import type { Administering } from './administering.js';
import { changeUnit } from './changes/change-unit.js';
import { dissolveUnit } from './changes/dissolve-unit.js';
import { mergeUnits } from './changes/merge-units.js';
import { moveUnit } from './changes/move-unit.js';
import { splitUnit } from './changes/split-unit.js';
import { named } from './changes/tree.js';
import { OFFICE_TIME_ZONE, officeDay } from './office-day.js';
import { type Change, OrganisationChanges } from './organisation-changes.js';
import { textOf } from './unit-row.js';

/** What may change without a day may be announced for one only. */
type Announced<Body> = Body & { effective: string };

/** A change that may be announced, as it was asked for. */
export type PlannedChange =
  | { kind: 'change'; body: Announced<BodyOf<typeof unitRoutes.change>> }
  | { kind: 'move'; body: BodyOf<typeof unitRoutes.move> }
  | { kind: 'merge'; body: BodyOf<typeof unitRoutes.merge> }
  | { kind: 'split'; body: BodyOf<typeof unitRoutes.split> }
  | { kind: 'dissolve'; body: BodyOf<typeof unitRoutes.dissolve> };

function changeOf(unit: string, { kind, body }: PlannedChange): Change<unknown> {
  switch (kind) {
    case 'change':
      return changeUnit(unit, body);
    case 'move':
      return moveUnit(unit, body);
    case 'merge':
      return mergeUnits(unit, body);
    case 'split':
      return splitUnit(unit, body);
    case 'dissolve':
      return dissolveUnit(unit, body);
  }
}

/** Farther ahead than this nobody plans; it is a slip of the pen. Days. */
const FARTHEST_DAYS = 5 * 366;

interface Row extends Record<string, unknown> {
  id: string;
  unit_id: string;
  kind: PlannedChange['kind'];
  effective: string;
  body: PlannedChange['body'];
  person_id: string;
}

interface ShownRow extends Row {
  name_zh: string;
  name_en: string | null;
  by_zh: string | null;
  by_en: string | null;
  others: { id: string; name: LocalText }[];
  status: 'planned' | 'failed';
  refusal: Refusal | null;
}

/** Until its day others may change the unit as well: the version it was announced on is of no use then. */
function lasting(body: PlannedChange['body']): object {
  const { version: _, ...rest } = body as { version?: number };
  return rest;
}

/**
 * Changes of the tree announced for a day to come: tried at once, so that what cannot be is refused while somebody is
 * there to correct it; carried out when the day begins; until then shown, and cancelled with a word.
 */
@Injectable()
export class PlannedChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: OrganisationChanges,
  ) {}

  isAhead(effective: string): boolean {
    return effective > officeDay(this.clock);
  }

  /** @throws Problem where it would be refused on its day */
  async plan(
    call: Pick<Call, 'who' | 'reach'>,
    unit: string,
    change: PlannedChange,
  ): Promise<{ unit: Unit; planned: string }> {
    const by = this.changes.by(call);
    const { kind, body } = change;
    const { effective } = body;
    const latest = addDays(by.today, FARTHEST_DAYS);
    if (effective > latest)
      throw refused(refuse('unit.effective-too-far', '/body/effective', { effective, latest }).refusal);
    const refusal = await this.changes.refusalOf({ ...by, today: effective }, changeOf(unit, change));
    const id = newId();
    const value = await this.changes.carryOut<Unit>(call, async (sql) => {
      if (refusal !== undefined) return { ok: false, refusal };
      const found = await named(sql, by, unit, '');
      if (!found.ok) return found;
      await sql.query(
        `INSERT INTO planned_unit_changes (id, unit_id, kind, effective, due_at, body, person_id, planned_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, unit, kind, effective, minuteAt(effective, '00:00', OFFICE_TIME_ZONE), lasting(body), by.person, by.now],
      );
      const units = [unit, ...('units' in body ? body.units : [])];
      return accept({
        value: found.value,
        record: [{ type: 'UnitChangePlanned', change: id, kind, units, effective }],
      });
    });
    return { unit: value, planned: id };
  }

  /** What is announced, and what failed on its day, for units in reach; the nearest first. */
  async list(reach: Reach, lang: 'zh' | 'en'): Promise<AnswerOf<typeof unitRoutes.plannedChanges>['changes']> {
    const values: unknown[] = [];
    const rows = await this.database.query<ShownRow>(
      `SELECT p.id, p.unit_id, p.kind, p.effective::text, p.body, p.person_id, p.status, p.refusal, u.name_zh, u.name_en,
          b.name_zh AS by_zh, b.name_en AS by_en,
          ARRAY(SELECT json_build_object('id', o.id, 'name', json_strip_nulls(json_build_object('zh', o.name_zh, 'en', o.name_en)))
            FROM units o WHERE o.id IN (SELECT p.body->>'parent' UNION SELECT p.body->>'successor'
              UNION SELECT jsonb_array_elements_text(COALESCE(p.body->'units', '[]'))) ORDER BY o.code) AS others
        FROM planned_unit_changes p JOIN units u ON u.id = p.unit_id LEFT JOIN people b ON b.id = p.person_id
        WHERE p.status IN ('planned', 'failed') AND ${reachSql(reach, 'u', values)} ORDER BY p.due_at, p.id LIMIT 500`,
      values,
    );
    return rows.map((row) => ({
      id: row.id,
      unit: { id: row.unit_id, name: textOf(row.name_zh, row.name_en) },
      kind: row.kind,
      others: 'into' in row.body ? row.body.into.map(({ name }) => ({ id: null, name })) : row.others,
      name: 'name' in row.body ? (row.body.name ?? null) : null,
      effective: row.effective,
      reason: row.body.reason ?? null,
      by: { id: row.person_id, name: textOf(row.by_zh ?? '', row.by_en) },
      status: row.status,
      refusal:
        row.refusal === null
          ? null
          : { code: row.refusal.code, detail: say(lang, row.refusal.code, row.refusal.params) },
    }));
  }

  /** Takes an announcement back, also one that failed. @throws Problem 404 when there is none in reach */
  async cancel(call: Pick<Call, 'who' | 'reach'>, id: string): Promise<{ cancelled: string }> {
    return this.changes.carryOut<{ cancelled: string }>(call, async (sql, by) => {
      const values: unknown[] = [id, by.now];
      const { rowCount } = await sql.query(
        `UPDATE planned_unit_changes p SET status = 'cancelled', ended_at = $2 FROM units u
          WHERE p.id = $1 AND p.status IN ('planned', 'failed') AND u.id = p.unit_id AND ${reachSql(call.reach, 'u', values)}`,
        values,
      );
      if (rowCount !== 1) return refuse('unit-change.unknown');
      return accept({ value: { cancelled: id }, record: [{ type: 'UnitChangeCancelled', change: id }] });
    });
  }

  /** The minute at which the next one is to be carried out; null when none is announced. */
  async nextDue(): Promise<number | null> {
    const rows = await this.database.query<{ due: number | null }>(
      `SELECT min(due_at) AS due FROM planned_unit_changes WHERE status = 'planned'`,
      [],
      'planned_changes_due',
    );
    return rows[0]?.due ?? null;
  }

  /** Carries out what is due, in the order of the days. What cannot be any more says why and waits for a person. */
  async carryOutDue(): Promise<void> {
    const now = this.clock.now();
    const rows = await this.database.query<Row>(
      `SELECT id, unit_id, kind, effective::text, body, person_id FROM planned_unit_changes
        WHERE status = 'planned' AND due_at <= $1 ORDER BY due_at, planned_at, id`,
      [Math.floor(now / 60_000)],
    );
    for (const row of rows) await this.carryOut(row, now);
  }

  private async carryOut(row: Row, now: number): Promise<void> {
    // Whoever announced it could do so then; on the day it is the office's decision, not theirs any more.
    const by: Administering = { person: row.person_id, reach: EVERYWHERE, now, today: officeDay(this.clock) };
    const change = changeOf(row.unit_id, { kind: row.kind, body: row.body } as PlannedChange);
    const done = await this.changes.carryOutAs<unknown>(by, async (sql, on) => {
      const { rowCount } = await sql.query(
        `UPDATE planned_unit_changes SET status = 'done', ended_at = $2 WHERE id = $1 AND status = 'planned'`,
        [row.id, now],
      );
      return rowCount === 1 ? change(sql, on) : accept({ value: undefined, record: [] });
    });
    if (done.ok) return;
    const { refusal } = done;
    await this.changes.carryOutAs({ ...by, person: null }, async (sql) => {
      await sql.query(
        `UPDATE planned_unit_changes SET status = 'failed', ended_at = $2, refusal = $3 WHERE id = $1 AND status = 'planned'`,
        [row.id, now, refusal],
      );
      return accept({ value: undefined, record: [{ type: 'UnitChangeFailed', change: row.id, code: refusal.code }] });
    });
  }
}
