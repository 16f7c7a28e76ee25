/** What screens ask of units: one statement each, always within the reader's reach. */
import type { Reach } from '@gangmu/core';
import type { AnswerOf, QueryOf, Unit, unitRoutes } from '@gangmu/contract';
import { literal } from '../platform/database/like.js';
import { reachSql } from '../platform/http/reach-sql.js';
import type { Sql } from './sql.js';
import { textOf, UNIT_COLUMNS, type UnitRow, unitOf } from './unit-row.js';

type ListQuery = Omit<QueryOf<typeof unitRoutes.list>, 'cursor'>;

/** Units in a reach, by code, after the given code; one more than `limit` so that the caller sees whether there are more. */
export async function listUnits(sql: Sql, reach: Reach, query: ListQuery, after: string | undefined): Promise<Unit[]> {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const where = [reachSql(reach, 'u', values)];
  if (after !== undefined) where.push(`u.code > ${place(after)}`);
  if (query.parent !== undefined) where.push(`u.parent_id = ${place(query.parent)}`);
  if (query.below !== undefined)
    where.push(`u.path LIKE (SELECT b.path || '%' FROM units b WHERE b.id = ${place(query.below)})`);
  if (query.category !== undefined) where.push(`u.category = ${place(query.category)}`);
  if (query.on !== undefined) where.push(existsOn(place(query.on)));
  if (query.group !== undefined)
    where.push(`EXISTS (SELECT FROM unit_group_members m WHERE m.unit_id = u.id AND m.group_id = ${place(query.group)}
      AND m.to_date IS NULL)`);
  if (query.q !== undefined && query.q.trim() !== '') {
    const pattern = place(`%${literal(query.q.trim())}%`);
    where.push(`(u.name_zh ILIKE ${pattern} OR u.name_en ILIKE ${pattern} OR u.code ILIKE ${pattern}
      OR EXISTS (SELECT FROM unnest(u.former_names) f WHERE f ILIKE ${pattern}))`);
  }
  const { rows } = await sql.query<UnitRow>(
    `SELECT ${UNIT_COLUMNS} FROM units u WHERE ${where.join(' AND ')} ORDER BY u.code LIMIT ${place(query.limit + 1)}`,
    values,
  );
  return rows.map(unitOf);
}

const existsOn = (day: string): string =>
  `u.valid_from <= ${day}::date AND (u.valid_to IS NULL OR u.valid_to >= ${day}::date)`;

interface TreeRow extends Omit<UnitRow, 'rank' | 'members'> {
  rank?: string | null;
  territory_id?: string | null;
  territory_zh: string;
  territory_en: string | null;
  members?: number;
  groups?: string[];
}

/** Of each kind a unit is in one group at a time. */
const TERRITORY = {
  columns: ', g.id AS territory_id, g.name_zh AS territory_zh, g.name_en AS territory_en',
  join: `LEFT JOIN (unit_group_members m JOIN unit_groups g ON g.id = m.group_id AND g.kind = 'territory')
    ON m.unit_id = u.id AND m.from_date <= $1::date AND (m.to_date IS NULL OR m.to_date >= $1::date)`,
};

/** What conditions of a template read of a unit on a day, beside what the tree has anyway; as a launch takes it. */
const FACTS = `, u.rank, u.members, COALESCE((SELECT array_agg(fg.code ORDER BY fg.code) FROM unit_group_members fm
    JOIN unit_groups fg ON fg.id = fm.group_id WHERE fm.unit_id = u.id AND fm.from_date <= $1::date
      AND (fm.to_date IS NULL OR fm.to_date >= $1::date)), '{}') AS groups`;

/** Every unit of a reach that exists on a day, parents before children; with territory or facts where asked for. */
export async function unitTree(
  sql: Sql,
  reach: Reach,
  on: string,
  more?: 'territory' | 'facts',
): Promise<AnswerOf<typeof unitRoutes.tree>['units']> {
  const values: unknown[] = [on];
  const { columns, join } = more === undefined ? { columns: '', join: '' } : TERRITORY;
  const { rows } = await sql.query<TreeRow>(
    `SELECT u.id, u.parent_id, u.code, u.name_zh, u.name_en, u.category, u.level${columns}${more === 'facts' ? FACTS : ''} FROM units u ${join}
      WHERE ${existsOn('$1')} AND ${reachSql(reach, 'u', values)} ORDER BY u.level, u.code`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    parent: row.parent_id,
    code: row.code,
    name: textOf(row.name_zh, row.name_en),
    category: row.category,
    level: row.level,
    ...(typeof row.territory_id === 'string' && {
      territory: { id: row.territory_id, name: textOf(row.territory_zh, row.territory_en) },
    }),
    ...(more === 'facts' && {
      facts: { ...(row.rank != null && { rank: row.rank }), size: row.members ?? 0, groups: row.groups ?? [] },
    }),
  }));
}

/** A unit by id, in a reach; one outside it is as if it did not exist. */
export async function findUnit(sql: Sql, reach: Reach, id: string): Promise<Unit | undefined> {
  const values: unknown[] = [id];
  const { rows } = await sql.query<UnitRow>(
    `SELECT ${UNIT_COLUMNS} FROM units u WHERE u.id = $1 AND ${reachSql(reach, 'u', values)}`,
    values,
  );
  return rows[0] === undefined ? undefined : unitOf(rows[0]);
}

export async function groupsOfUnit(sql: Sql, unit: string): Promise<AnswerOf<typeof unitRoutes.join>['groups']> {
  const { rows } = await sql.query<{
    id: string;
    kind: 'territory' | 'field' | 'contact' | 'inspection';
    code: string;
    name_zh: string;
    name_en: string | null;
    from_date: string;
    to_date: string | null;
  }>(
    `SELECT g.id, g.kind, g.code, g.name_zh, g.name_en, m.from_date::text, m.to_date::text
      FROM unit_group_members m JOIN unit_groups g ON g.id = m.group_id WHERE m.unit_id = $1 ORDER BY g.kind, m.from_date`,
    [unit],
  );
  return rows.map((row) => ({
    group: row.id,
    kind: row.kind,
    code: row.code,
    name: textOf(row.name_zh, row.name_en),
    from: row.from_date,
    to: row.to_date,
  }));
}

/** What a unit's own page shows beside the unit. */
export async function unitSurroundings(
  sql: Sql,
  unit: Unit,
): Promise<Pick<AnswerOf<typeof unitRoutes.get>, 'ancestors' | 'groups' | 'successors' | 'predecessors'>> {
  const ancestorIds = unit.path.split('.').slice(0, -2);
  const named = (row: { id: string; name_zh: string; name_en: string | null; effective: string }) => ({
    id: row.id,
    name: textOf(row.name_zh, row.name_en),
    effective: row.effective,
  });
  const [ancestors, groups, relations] = await Promise.all([
    sql.query<UnitRow>('SELECT id, code, name_zh, name_en FROM units WHERE id = ANY ($1) ORDER BY level', [
      ancestorIds,
    ]),
    groupsOfUnit(sql, unit.id),
    sql.query<{ direction: string; id: string; name_zh: string; name_en: string | null; effective: string }>(
      `SELECT 'after' AS direction, u.id, u.name_zh, u.name_en, s.effective::text
          FROM unit_successors s JOIN units u ON u.id = s.successor_id WHERE s.unit_id = $1
        UNION ALL
        SELECT 'before', u.id, u.name_zh, u.name_en, s.effective::text
          FROM unit_successors s JOIN units u ON u.id = s.unit_id WHERE s.successor_id = $1`,
      [unit.id],
    ),
  ]);
  return {
    ancestors: ancestors.rows.map((row) => ({ id: row.id, code: row.code, name: textOf(row.name_zh, row.name_en) })),
    groups,
    successors: relations.rows.filter((row) => row.direction === 'after').map(named),
    predecessors: relations.rows.filter((row) => row.direction === 'before').map(named),
  };
}

export async function unitHistory(sql: Sql, unit: string): Promise<AnswerOf<typeof unitRoutes.history>['changes']> {
  const { rows } = await sql.query<AnswerOf<typeof unitRoutes.history>['changes'][number]>(
    `SELECT kind, effective::text, recorded_at::float8 AS "recordedAt", person_id AS by, reason, before, after
      FROM unit_changes WHERE unit_id = $1 ORDER BY id`,
    [unit],
  );
  return rows;
}

/** Groups with the number of their units inside the reader's reach; groups without any are not shown. */
export async function listGroups(
  sql: Sql,
  reach: Reach,
  kind: string | undefined,
  on: string,
): Promise<AnswerOf<typeof unitRoutes.groups>['groups']> {
  const values: unknown[] = [kind ?? null, on];
  const { rows } = await sql.query<{
    id: string;
    kind: 'territory' | 'field' | 'contact' | 'inspection';
    code: string;
    name_zh: string;
    name_en: string | null;
    units: number;
  }>(
    `SELECT g.id, g.kind, g.code, g.name_zh, g.name_en, count(*)::int AS units
      FROM unit_groups g JOIN unit_group_members m ON m.group_id = g.id JOIN units u ON u.id = m.unit_id
      WHERE ($1::text IS NULL OR g.kind = $1) AND m.from_date <= $2::date AND (m.to_date IS NULL OR m.to_date >= $2::date)
        AND ${reachSql(reach, 'u', values)}
      GROUP BY g.id ORDER BY g.kind, g.code`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    code: row.code,
    name: textOf(row.name_zh, row.name_en),
    units: row.units,
  }));
}
