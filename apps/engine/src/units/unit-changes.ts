/**
 * What may happen to the tree. Every function runs inside a transaction that holds the organisation's lock, answers
 * with the changed units or a refusal, and leaves the history: the effective date and the recorded time are two facts.
 */
import type { BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import { accept, isWithin, levelOf, pathBelow, type Reach, refuse, type Result } from '@gangmu/core';
import { newId } from '../platform/ids.js';
import { findUnit } from './unit-queries.js';
import type { Sql } from './sql.js';

/** Who changes the tree, when, and what they administer. */
export interface ChangeContext {
  reach: Reach;
  person: string | null;
  now: number;
  /** Today's date, where the offices are. */
  today: string;
}

interface HistoryEntry {
  unit: string;
  kind: 'created' | 'changed' | 'moved' | 'merged' | 'split' | 'dissolved';
  effective: string;
  reason?: string | undefined;
  before?: object | undefined;
  after?: object | undefined;
}

async function remember(sql: Sql, context: ChangeContext, entry: HistoryEntry): Promise<void> {
  await sql.query(
    `INSERT INTO unit_changes (unit_id, kind, effective, recorded_at, person_id, reason, before, after)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      entry.unit,
      entry.kind,
      entry.effective,
      context.now,
      context.person,
      entry.reason ?? null,
      entry.before ?? null,
      entry.after ?? null,
    ],
  );
}

/** What the history shows of a unit. */
const facts = (unit: Unit): object => ({
  code: unit.code,
  name: unit.name,
  parent: unit.parent,
  category: unit.category,
  rank: unit.rank,
  members: unit.members,
  validTo: unit.validTo,
});

const unknownUnit = (path: string): Result<never> => refuse('unit.unknown', path);

/** The day before: the last day of what ends when something else takes effect. */
const dayBefore = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

/**
 * A change is recorded when it is in effect: one announced for later would have to be undone if it does not come.
 * It cannot have taken effect before the unit existed.
 */
function effectiveProblem(effective: string, unit: Unit, today: string): Result<never> | undefined {
  if (effective > today) return refuse('unit.effective-in-future', '/body/effective', { effective, today });
  if (effective < unit.validFrom)
    return refuse('unit.effective-too-early', '/body/effective', { effective, from: unit.validFrom });
  if (unit.validTo !== null && unit.validTo < effective)
    return refuse('unit.ended', '', { name: unit.name, on: unit.validTo });
  return undefined;
}

async function freshUnit(sql: Sql, context: ChangeContext, id: string): Promise<Unit> {
  const unit = await findUnit(sql, { prefixes: [''], units: [], except: [] }, id);
  if (unit === undefined) throw new Error(`unit ${id} vanished inside the transaction that changed it`);
  return unit;
}

const codeTaken = async (sql: Sql, code: string): Promise<boolean> =>
  (await sql.query('SELECT FROM units WHERE code = $1', [code])).rowCount !== 0;

/** Moves a unit with everything below it to a new place; paths and levels of the whole subtree follow. */
async function transplant(sql: Sql, unit: Pick<Unit, 'id' | 'path'>, parent: Pick<Unit, 'id' | 'path'>): Promise<void> {
  const path = pathBelow(parent.path, unit.id);
  await sql.query(
    `UPDATE units SET path = $2 || substr(path, length($1) + 1), level = level + $3,
        parent_id = CASE WHEN id = $4 THEN $5 ELSE parent_id END, version = version + 1
      WHERE path LIKE $1 || '%'`,
    [unit.path, path, levelOf(path) - levelOf(unit.path), unit.id, parent.id],
  );
}

interface Fresh {
  code: string;
  name: { zh: string; en?: string | undefined };
  category: string;
  rank?: string | null | undefined;
  members: number;
  validFrom: string;
  validTo?: string | null | undefined;
}
async function insertUnit(sql: Sql, fresh: Fresh, parent: Unit): Promise<string> {
  const id = newId();
  const path = pathBelow(parent.path, id);
  await sql.query(
    `INSERT INTO units (id, code, name_zh, name_en, parent_id, path, level, category, rank, members, valid_from, valid_to)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      fresh.code,
      fresh.name.zh,
      fresh.name.en ?? null,
      parent.id,
      path,
      levelOf(path),
      fresh.category,
      fresh.rank ?? null,
      fresh.members,
      fresh.validFrom,
      fresh.validTo ?? null,
    ],
  );
  return id;
}

/** Adds a unit below one in reach. */
export async function createUnit(
  sql: Sql,
  context: ChangeContext,
  body: BodyOf<typeof unitRoutes.create>,
): Promise<Result<Unit>> {
  const parent = await findUnit(sql, context.reach, body.parent);
  if (parent === undefined) return unknownUnit('/body/parent');
  if (parent.validTo !== null && parent.validTo < body.validFrom)
    return refuse('unit.ended', '/body/parent', { name: parent.name, on: parent.validTo });
  if (body.validTo != null && body.validTo < body.validFrom) return refuse('unit.dates-reversed', '/body/validTo');
  if (await codeTaken(sql, body.code)) return refuse('unit.code-taken', '/body/code', { code: body.code });
  const id = await insertUnit(sql, body, parent);
  const unit = await freshUnit(sql, context, id);
  await remember(sql, context, { unit: id, kind: 'created', effective: body.validFrom, after: facts(unit) });
  return accept(unit);
}

/** Changes what a unit is called, is, or how long it lasts; a former name stays searchable. */
export async function changeUnit(
  sql: Sql,
  context: ChangeContext,
  id: string,
  body: BodyOf<typeof unitRoutes.change>,
): Promise<Result<Unit>> {
  const unit = await findUnit(sql, context.reach, id);
  if (unit === undefined) return unknownUnit('');
  if (body.version !== undefined && body.version !== unit.version)
    return refuse('version-conflict', '/body/version', { now: unit.version });
  const effective = body.effective ?? context.today;
  const early = effectiveProblem(effective, unit, context.today);
  if (early !== undefined && body.validTo === undefined) return early;
  if (body.validTo != null && body.validTo < unit.validFrom) return refuse('unit.dates-reversed', '/body/validTo');
  if (body.validTo != null && unit.parent === null) return refuse('unit.root-stays', '/body/validTo');
  const name = body.name ?? unit.name;
  const formerNames =
    name.zh === unit.name.zh
      ? unit.formerNames
      : [...new Set([...unit.formerNames, unit.name.zh, ...(unit.name.en === undefined ? [] : [unit.name.en])])];
  await sql.query(
    `UPDATE units SET name_zh = $2, name_en = $3, category = $4, rank = $5, members = $6, valid_to = $7, former_names = $8,
      version = version + 1 WHERE id = $1`,
    [
      id,
      name.zh,
      name.en ?? null,
      body.category ?? unit.category,
      body.rank === undefined ? unit.rank : body.rank,
      body.members ?? unit.members,
      body.validTo === undefined ? unit.validTo : body.validTo,
      formerNames,
    ],
  );
  const after = await freshUnit(sql, context, id);
  await remember(sql, context, {
    unit: id,
    kind: 'changed',
    effective,
    reason: body.reason,
    before: facts(unit),
    after: facts(after),
  });
  return accept(after);
}

/** Puts a unit and everything below it under another. */
export async function moveUnit(
  sql: Sql,
  context: ChangeContext,
  id: string,
  body: BodyOf<typeof unitRoutes.move>,
): Promise<Result<Unit>> {
  const unit = await findUnit(sql, context.reach, id);
  if (unit === undefined) return unknownUnit('');
  const parent = await findUnit(sql, context.reach, body.parent);
  if (parent === undefined) return unknownUnit('/body/parent');
  if (unit.parent === null) return refuse('unit.root-stays', '');
  if (isWithin(parent.path, unit.path)) return refuse('unit.move-below-itself', '/body/parent');
  const wrong =
    effectiveProblem(body.effective, unit, context.today) ?? effectiveProblem(body.effective, parent, context.today);
  if (wrong !== undefined) return wrong;
  await transplant(sql, unit, parent);
  const after = await freshUnit(sql, context, id);
  await remember(sql, context, {
    unit: id,
    kind: 'moved',
    effective: body.effective,
    reason: body.reason,
    before: facts(unit),
    after: facts(after),
  });
  return accept(after);
}

/** Ends a unit; its posts go to the main successor, and every successor is found under its names. */
async function end(
  sql: Sql,
  context: ChangeContext,
  unit: Unit,
  how: { kind: 'merged' | 'split' | 'dissolved'; effective: string; reason?: string | undefined; successors: string[] },
): Promise<void> {
  await sql.query('UPDATE units SET valid_to = $2, version = version + 1 WHERE id = $1', [
    unit.id,
    dayBefore(how.effective),
  ]);
  await sql.query(
    `UPDATE unit_group_members SET to_date = $2 WHERE unit_id = $1 AND (to_date IS NULL OR to_date > $2)`,
    [unit.id, dayBefore(how.effective)],
  );
  const main = how.successors[0];
  if (main === undefined) {
    await sql.query('UPDATE posts SET valid_to = $2 WHERE unit_id = $1 AND valid_to IS NULL', [
      unit.id,
      dayBefore(how.effective),
    ]);
  } else {
    await sql.query('UPDATE posts SET unit_id = $2 WHERE unit_id = $1', [unit.id, main]);
    await sql.query(
      `INSERT INTO post_units (post_id, unit_id) SELECT post_id, $2 FROM post_units WHERE unit_id = $1 ON CONFLICT DO NOTHING`,
      [unit.id, main],
    );
    await sql.query('UPDATE people SET unit_id = $2 WHERE unit_id = $1', [unit.id, main]);
  }
  for (const successor of how.successors) {
    await sql.query(
      `INSERT INTO unit_successors (unit_id, successor_id, kind, main, effective, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [unit.id, successor, how.kind, successor === main, how.effective, context.now],
    );
    await sql.query(
      `UPDATE units SET former_names = (SELECT array_agg(DISTINCT n) FROM unnest(former_names || $2::text[]) n) WHERE id = $1`,
      [successor, [unit.name.zh, ...(unit.name.en === undefined ? [] : [unit.name.en]), ...unit.formerNames]],
    );
  }
  await remember(sql, context, {
    unit: unit.id,
    kind: how.kind,
    effective: how.effective,
    reason: how.reason,
    before: facts(unit),
    after: { successors: how.successors },
  });
}

const childrenOf = async (sql: Sql, id: string): Promise<{ id: string; path: string }[]> =>
  (await sql.query<{ id: string; path: string }>('SELECT id, path FROM units WHERE parent_id = $1 ORDER BY id', [id]))
    .rows;

/** Merges units into this one: what is below them, their posts, people and numbers go over. */
export async function mergeUnits(
  sql: Sql,
  context: ChangeContext,
  id: string,
  body: BodyOf<typeof unitRoutes.merge>,
): Promise<Result<Unit>> {
  const into = await findUnit(sql, context.reach, id);
  if (into === undefined) return unknownUnit('');
  const wrongInto = effectiveProblem(body.effective, into, context.today);
  if (wrongInto !== undefined) return wrongInto;
  const merged: Unit[] = [];
  for (const [at, other] of [...new Set(body.units)].entries()) {
    const unit = await findUnit(sql, context.reach, other);
    if (unit === undefined) return unknownUnit(`/body/units/${at}`);
    if (isWithin(into.path, unit.path))
      return refuse('unit.merge-into-itself', `/body/units/${at}`, { name: unit.name });
    const wrong = effectiveProblem(body.effective, unit, context.today);
    if (wrong !== undefined) return wrong;
    merged.push(unit);
  }
  // A unit merged together with one above it may have been moved by then: its place is read afresh.
  for (const { id: other } of merged) {
    const unit = await freshUnit(sql, context, other);
    for (const child of await childrenOf(sql, other)) await transplant(sql, child, await freshUnit(sql, context, id));
    await end(sql, context, unit, { kind: 'merged', effective: body.effective, reason: body.reason, successors: [id] });
    await sql.query('UPDATE units SET members = members + $2 WHERE id = $1', [id, unit.members]);
  }
  const after = await freshUnit(sql, context, id);
  await remember(sql, context, {
    unit: id,
    kind: 'merged',
    effective: body.effective,
    reason: body.reason,
    before: facts(into),
    after: { ...facts(after), merged: merged.map((unit) => unit.id) },
  });
  return accept(after);
}

/** Splits a unit into new ones; the first takes over posts, people and the units below that are not assigned. */
export async function splitUnit(
  sql: Sql,
  context: ChangeContext,
  id: string,
  body: BodyOf<typeof unitRoutes.split>,
): Promise<Result<Unit[]>> {
  const unit = await findUnit(sql, context.reach, id);
  if (unit === undefined) return unknownUnit('');
  if (unit.parent === null) return refuse('unit.root-stays', '');
  const wrong = effectiveProblem(body.effective, unit, context.today);
  if (wrong !== undefined) return wrong;
  const parent = await freshUnit(sql, context, unit.parent);
  const children = await childrenOf(sql, id);
  const assigned = body.into.flatMap((part) => part.children);
  const stranger = assigned.find((child) => !children.some((known) => known.id === child));
  if (stranger !== undefined) return refuse('unit.not-below', '/body/into', { unit: stranger });
  if (new Set(assigned).size !== assigned.length) return refuse('unit.assigned-twice', '/body/into');
  const codes = body.into.map((part) => part.code);
  for (const [at, code] of codes.entries())
    if (codes.indexOf(code) !== at || (await codeTaken(sql, code)))
      return refuse('unit.code-taken', `/body/into/${at}/code`, { code });
  const parts: string[] = [];
  for (const part of body.into) {
    const fresh = { ...part, category: part.category ?? unit.category, rank: unit.rank, validFrom: body.effective };
    const made = await insertUnit(sql, fresh, parent);
    parts.push(made);
    const place = { id: made, path: pathBelow(parent.path, made) };
    const first = parts.length === 1;
    for (const child of children)
      if (part.children.includes(child.id) || (first && !assigned.includes(child.id)))
        await transplant(sql, child, place);
  }
  await end(sql, context, unit, { kind: 'split', effective: body.effective, reason: body.reason, successors: parts });
  const made: Unit[] = [];
  for (const part of parts) {
    const after = await freshUnit(sql, context, part);
    await remember(sql, context, {
      unit: part,
      kind: 'created',
      effective: body.effective,
      reason: body.reason,
      after: { ...facts(after), from: id },
    });
    made.push(after);
  }
  return accept(made);
}

/** Ends a unit. What is below it needs a successor to go to. */
export async function dissolveUnit(
  sql: Sql,
  context: ChangeContext,
  id: string,
  body: BodyOf<typeof unitRoutes.dissolve>,
): Promise<Result<Unit>> {
  const unit = await findUnit(sql, context.reach, id);
  if (unit === undefined) return unknownUnit('');
  if (unit.parent === null) return refuse('unit.root-stays', '');
  const wrong = effectiveProblem(body.effective, unit, context.today);
  if (wrong !== undefined) return wrong;
  const children = await childrenOf(sql, id);
  if (body.successor === undefined) {
    const living = await sql.query('SELECT FROM units WHERE parent_id = $1 AND (valid_to IS NULL OR valid_to >= $2)', [
      id,
      body.effective,
    ]);
    if ((living.rowCount ?? 0) > 0)
      return refuse('unit.successor-needed', '/body/successor', { below: living.rowCount ?? 0 });
    const people = await sql.query('SELECT FROM people WHERE unit_id = $1 AND active', [id]);
    if ((people.rowCount ?? 0) > 0)
      return refuse('unit.people-left', '/body/successor', { people: people.rowCount ?? 0 });
  } else {
    const successor = await findUnit(sql, context.reach, body.successor);
    if (successor === undefined) return unknownUnit('/body/successor');
    if (isWithin(successor.path, unit.path))
      return refuse('unit.merge-into-itself', '/body/successor', { name: unit.name });
    const wrongSuccessor = effectiveProblem(body.effective, successor, context.today);
    if (wrongSuccessor !== undefined) return wrongSuccessor;
    for (const child of children) await transplant(sql, child, successor);
  }
  await end(sql, context, unit, {
    kind: 'dissolved',
    effective: body.effective,
    reason: body.reason,
    successors: body.successor === undefined ? [] : [body.successor],
  });
  return accept(await freshUnit(sql, context, id));
}

/** Puts a unit into a group from a day on, or out of all of this kind. */
export async function joinGroup(
  sql: Sql,
  context: ChangeContext,
  id: string,
  body: BodyOf<typeof unitRoutes.join>,
): Promise<Result<Unit>> {
  const unit = await findUnit(sql, context.reach, id);
  if (unit === undefined) return unknownUnit('');
  await setGroup(sql, { unit: id, kind: body.kind, code: body.code, from: body.from });
  return accept(unit);
}

/** Of each kind a unit is in one group at a time: the membership before ends the day before the new one begins. */
export async function setGroup(
  sql: Sql,
  membership: { unit: string; kind: string; code: string | null; from: string },
): Promise<void> {
  const { unit, kind, code, from } = membership;
  const ofKind = 'group_id IN (SELECT id FROM unit_groups WHERE kind = $2)';
  // What would have begun only after the new membership never did.
  await sql.query(`DELETE FROM unit_group_members WHERE unit_id = $1 AND ${ofKind} AND from_date >= $3`, [
    unit,
    kind,
    from,
  ]);
  await sql.query(
    `UPDATE unit_group_members SET to_date = $4 WHERE unit_id = $1 AND ${ofKind} AND (to_date IS NULL OR to_date >= $3)`,
    [unit, kind, from, dayBefore(from)],
  );
  if (code === null) return;
  await sql.query(
    `INSERT INTO unit_groups (id, kind, code, name_zh) VALUES ($1, $2, $3, $3) ON CONFLICT (kind, code) DO NOTHING`,
    [newId(), kind, code],
  );
  await sql.query(
    `INSERT INTO unit_group_members (group_id, unit_id, from_date) SELECT id, $2, $4 FROM unit_groups WHERE kind = $1 AND code = $3`,
    [kind, unit, code, from],
  );
}
