import type { Organisation } from '@gangmu/contract';
import { categoryTitle } from '@gangmu/core';
import type { Transaction } from '../units/sql.js';

interface Row {
  categories: { id: string; units: number }[];
  groups: { code: string; kind: Organisation['groups'][number]['kind']; zh: string; en: string | null }[];
  file_all: boolean;
  file_duties: string[];
  review_all: boolean;
  review_duties: string[];
}

/** Posts of a role that are held and stand for any of the units. */
const heldPost = (role: string): string => `FROM posts p JOIN units at ON at.id = p.unit_id
    JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL
  WHERE p.role = '${role}' AND (starts_with(at.path, $1) OR (p.scope = 'subtree' AND starts_with($1, at.path))
    OR EXISTS (SELECT FROM post_units n JOIN there t ON t.id = n.unit_id WHERE n.post_id = p.id))`;

const ORGANISATION = `
  WITH there AS (SELECT id, category, level FROM units
    WHERE starts_with(path, $1) AND valid_from <= $2::date AND (valid_to IS NULL OR valid_to >= $2::date))
  SELECT
    (SELECT COALESCE(json_agg(json_build_object('id', c.category, 'units', c.units) ORDER BY c.level, c.category), '[]')
      FROM (SELECT category, count(*)::int AS units, min(level) AS level FROM there GROUP BY category) c) AS categories,
    (SELECT COALESCE(json_agg(json_build_object('code', g.code, 'kind', g.kind, 'zh', g.name_zh, 'en', g.name_en)
        ORDER BY g.kind, g.code), '[]') FROM unit_groups g
      WHERE EXISTS (SELECT FROM unit_group_members m JOIN there t ON t.id = m.unit_id WHERE m.group_id = g.id
        AND m.from_date <= $2::date AND (m.to_date IS NULL OR m.to_date >= $2::date))) AS groups,
    EXISTS (SELECT ${heldPost('operator')} AND p.duties = '{}') AS file_all,
    ARRAY (SELECT DISTINCT unnest(p.duties) ${heldPost('operator')}) AS file_duties,
    EXISTS (SELECT ${heldPost('reviewer')} AND p.duties = '{}') AS review_all,
    ARRAY (SELECT DISTINCT unnest(p.duties) ${heldPost('reviewer')}) AS review_duties`;

/** What the unit at a path and all below it are made of on a day. */
export async function organisationAt(sql: Pick<Transaction, 'query'>, path: string, on: string): Promise<Organisation> {
  const { rows } = await sql.query<Row & Record<string, unknown>>(ORGANISATION, [path, on]);
  const { categories, groups, file_all, file_duties, review_all, review_duties } = rows[0]!;
  return {
    categories: categories.map(({ id, units }) => ({ id, title: categoryTitle(id), units })),
    groups: groups.map(({ code, kind, zh, en }) => ({ code, kind, name: en === null ? { zh } : { zh, en } })),
    holders: {
      file: { all: file_all, duties: file_duties },
      review: { all: review_all, duties: review_duties },
    },
  };
}
