/** What every change of the tree is made of: finding units, moving them in the tree, remembering what was. */
import type { Unit } from '@gangmu/contract';
import { accept, EVERYWHERE, levelOf, pathBelow, refuse, type Result } from '@gangmu/core';
import { newId } from '../../platform/ids.js';
import type { Administering } from '../administering.js';
import type { Sql } from '../sql.js';
import { findUnit } from '../unit-queries.js';

export type HistoryKind = 'created' | 'changed' | 'moved' | 'merged' | 'split' | 'dissolved';

/** Effective date and reason of a change, as people give them. */
export interface Dated {
  effective: string;
  reason?: string | undefined;
}

/** The history keeps both: when a change takes effect and when it was recorded. */
export async function remember(
  sql: Sql,
  by: Administering,
  entry: Dated & { unit: string; kind: HistoryKind; before?: object; after?: object },
): Promise<void> {
  await sql.query(
    `INSERT INTO unit_changes (unit_id, kind, effective, recorded_at, person_id, reason, before, after)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      entry.unit,
      entry.kind,
      entry.effective,
      by.now,
      by.person,
      entry.reason ?? null,
      entry.before ?? null,
      entry.after ?? null,
    ],
  );
}

/** What the history shows of a unit. */
export const facts = (unit: Unit): object => ({
  code: unit.code,
  name: unit.name,
  parent: unit.parent,
  category: unit.category,
  rank: unit.rank,
  members: unit.members,
  validTo: unit.validTo,
});

/** The day before: the last day of what ends when something else takes effect. */
export const dayBefore = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

/** A unit in reach that a change names. `path`: where the request names it; '' when it is the one of the address. */
export async function named(sql: Sql, by: Administering, id: string, path: string): Promise<Result<Unit>> {
  const unit = await findUnit(sql, by.reach, id);
  return unit === undefined ? refuse('unit.unknown', path) : accept(unit);
}

/**
 * The same, for something that takes effect on a day: the unit must exist then, and the day must have come – what is
 * announced for later is planned, and carried out on its day.
 */
export async function standing(
  sql: Sql,
  by: Administering,
  id: string,
  path: string,
  effective: string,
): Promise<Result<Unit>> {
  const unit = await named(sql, by, id, path);
  if (!unit.ok) return unit;
  const { name, validFrom, validTo } = unit.value;
  if (effective > by.today)
    return refuse('unit.effective-in-future', '/body/effective', { effective, today: by.today });
  if (effective < validFrom)
    return refuse('unit.effective-too-early', '/body/effective', { effective, from: validFrom });
  if (validTo !== null && validTo < effective) return refuse('unit.ended', '', { name, on: validTo });
  return unit;
}

/** The same, for what the root of the tree is never put to. */
export async function movable(
  sql: Sql,
  by: Administering,
  id: string,
  effective: string,
): Promise<Result<Unit & { parent: string }>> {
  const unit = await standing(sql, by, id, '', effective);
  if (!unit.ok) return unit;
  const { parent } = unit.value;
  return parent === null ? refuse('unit.root-stays', '') : accept({ ...unit.value, parent });
}

/** A unit that is known to be there, as it is by now. */
export async function fresh(sql: Sql, id: string): Promise<Unit> {
  const unit = await findUnit(sql, EVERYWHERE, id);
  if (unit === undefined) throw new Error(`unit ${id} vanished inside the transaction that changed it`);
  return unit;
}

/** Makes a change of one unit and remembers it: what was before, what is after. Answers with the unit as it is then. */
export async function rememberedChange(
  sql: Sql,
  by: Administering,
  change: Dated & { unit: Unit; kind: HistoryKind; more?: object },
  make: () => Promise<unknown>,
): Promise<Unit> {
  const { unit, more, ...entry } = change;
  await make();
  const after = await fresh(sql, unit.id);
  await remember(sql, by, { ...entry, unit: unit.id, before: facts(unit), after: { ...facts(after), ...more } });
  return after;
}

export const codeTaken = async (sql: Sql, code: string): Promise<boolean> =>
  (await sql.query('SELECT FROM units WHERE code = $1', [code])).rowCount !== 0;

export const childrenOf = async (sql: Sql, id: string): Promise<{ id: string; path: string }[]> =>
  (await sql.query<{ id: string; path: string }>('SELECT id, path FROM units WHERE parent_id = $1 ORDER BY id', [id]))
    .rows;

/** Moves a unit with everything below it to a new place; paths and levels of the whole subtree follow. */
export async function transplant(
  sql: Sql,
  unit: Pick<Unit, 'id' | 'path'>,
  parent: Pick<Unit, 'id' | 'path'>,
): Promise<void> {
  const path = pathBelow(parent.path, unit.id);
  await sql.query(
    `UPDATE units SET path = $2 || substr(path, length($1) + 1), level = level + $3,
        parent_id = CASE WHEN id = $4 THEN $5 ELSE parent_id END, version = version + 1
      WHERE path LIKE $1 || '%'`,
    [unit.path, path, levelOf(path) - levelOf(unit.path), unit.id, parent.id],
  );
}

interface NewUnit {
  code: string;
  name: { zh: string; en?: string | undefined };
  category: string;
  rank?: string | null | undefined;
  members: number;
  validFrom: string;
  validTo?: string | null | undefined;
}
export async function insertUnit(sql: Sql, made: NewUnit, parent: Pick<Unit, 'id' | 'path'>): Promise<string> {
  const id = newId();
  const path = pathBelow(parent.path, id);
  await sql.query(
    `INSERT INTO units (id, code, name_zh, name_en, parent_id, path, level, category, rank, members, valid_from, valid_to)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      made.code,
      made.name.zh,
      made.name.en ?? null,
      parent.id,
      path,
      levelOf(path),
      made.category,
      made.rank ?? null,
      made.members,
      made.validFrom,
      made.validTo ?? null,
    ],
  );
  return id;
}
