/** Writes an import's plan, set by set, inside the caller's transaction. */
import { levelOf } from '@gangmu/core';
import { newId } from '../../platform/ids.js';
import type { Sql } from '../../units/sql.js';
import type { ImportPlan, PlannedPerson, PlannedPost, PlannedUnit } from './organisation-plan.js';

export interface ApplyContext {
  now: number;
  today: string;
  person: string | null;
}

const UNIT = `jsonb_to_recordset($1::jsonb) AS g(id text, code text, name_zh text, name_en text, parent_id text, path text,
  level integer, category text, rank text, members integer, valid_from date, valid_to date, former text)`;

/** The id before the last in a path. */
const parentOf = (path: string): string | null => path.split('.').at(-3) ?? null;

const unitRow = ({ to, fields }: PlannedUnit): Record<string, unknown> => ({
  id: to.id,
  code: to.code,
  name_zh: to.nameZh,
  name_en: to.nameEn,
  parent_id: parentOf(to.path),
  path: to.path,
  level: levelOf(to.path),
  category: to.category,
  rank: to.rank,
  members: to.members,
  valid_from: to.validFrom,
  valid_to: to.validTo,
  former: fields['nameZh']?.from ?? null,
});

async function writeUnits(sql: Sql, units: readonly PlannedUnit[], context: ApplyContext): Promise<void> {
  const created = units.filter((unit) => unit.kind === 'create').map(unitRow);
  const changed = units.filter((unit) => unit.kind === 'change').map(unitRow);
  await sql.query(
    `INSERT INTO units (id, code, name_zh, name_en, parent_id, path, level, category, rank, members, valid_from, valid_to)
      SELECT id, code, name_zh, name_en, parent_id, path, level, category, rank, members, valid_from, valid_to FROM ${UNIT}`,
    [JSON.stringify(created)],
  );
  await sql.query(
    `UPDATE units u SET name_zh = g.name_zh, name_en = g.name_en, parent_id = g.parent_id, category = g.category,
        rank = g.rank, members = g.members, valid_from = g.valid_from, valid_to = g.valid_to, version = u.version + 1,
        former_names = CASE WHEN g.former IS NULL OR g.former = ANY (u.former_names) THEN u.former_names
          ELSE u.former_names || g.former END
      FROM ${UNIT} WHERE u.id = g.id`,
    [JSON.stringify(changed)],
  );
  // What lies below a moved unit moves along, whether the file names it or not.
  await sql.query(
    `WITH RECURSIVE tree AS (
        SELECT id, id || '.' AS path, 0 AS level FROM units WHERE parent_id IS NULL
        UNION ALL
        SELECT u.id, t.path || u.id || '.', t.level + 1 FROM units u JOIN tree t ON u.parent_id = t.id
      )
      UPDATE units u SET path = t.path, level = t.level FROM tree t WHERE u.id = t.id AND u.path <> t.path`,
  );
  await sql.query(
    `INSERT INTO unit_changes (unit_id, kind, effective, recorded_at, person_id, reason, after)
      SELECT g.id, g.kind, g.effective, $2, $3, 'import', g.fields
      FROM jsonb_to_recordset($1::jsonb) AS g(id text, kind text, effective date, fields jsonb)`,
    [
      JSON.stringify(
        units.map(({ to, kind, fields }) => ({
          id: to.id,
          kind: kind === 'create' ? 'created' : 'parentCode' in fields ? 'moved' : 'changed',
          effective: kind === 'create' ? to.validFrom : context.today,
          fields: Object.fromEntries(Object.entries(fields).map(([name, change]) => [name, change.to])),
        })),
      ),
      context.now,
      context.person,
    ],
  );
}

/** Group memberships that differ: the one before ends the day before, the new one begins. */
async function writeGroups(sql: Sql, units: readonly PlannedUnit[], today: string): Promise<void> {
  const memberships = units.flatMap(({ to, kind: how, fields }) =>
    Object.entries(fields)
      .filter(([name]) => name.startsWith('group.'))
      .map(([name, change]) => ({
        unit: to.id,
        kind: name.slice('group.'.length),
        code: change.to as string | null,
        from: how === 'create' ? to.validFrom : today,
      })),
  );
  if (memberships.length === 0) return;
  const groups = new Map(memberships.filter((m) => m.code !== null).map((m) => [`${m.kind} ${m.code}`, m]));
  await sql.query(
    `INSERT INTO unit_groups (id, kind, code, name_zh)
      SELECT g.id, g.kind, g.code, g.code FROM jsonb_to_recordset($1::jsonb) AS g(id text, kind text, code text)
      ON CONFLICT (kind, code) DO NOTHING`,
    [JSON.stringify([...groups.values()].map(({ kind, code }) => ({ id: newId(), kind, code })))],
  );
  const GIVEN = `jsonb_to_recordset($1::jsonb) AS g(unit text, kind text, code text, "from" date)`;
  const given = [JSON.stringify(memberships)];
  const current = `m.unit_id = g.unit AND m.group_id IN (SELECT id FROM unit_groups WHERE kind = g.kind)`;
  await sql.query(
    `DELETE FROM unit_group_members m USING ${GIVEN} WHERE ${current} AND m.from_date >= g."from"`,
    given,
  );
  await sql.query(
    `UPDATE unit_group_members m SET to_date = g."from" - 1 FROM ${GIVEN}
      WHERE ${current} AND (m.to_date IS NULL OR m.to_date >= g."from")`,
    given,
  );
  await sql.query(
    `INSERT INTO unit_group_members (group_id, unit_id, from_date)
      SELECT n.id, g.unit, g."from" FROM ${GIVEN} JOIN unit_groups n ON n.kind = g.kind AND n.code = g.code`,
    given,
  );
}

async function writePeople(sql: Sql, people: readonly PlannedPerson[]): Promise<void> {
  await sql.query(
    `INSERT INTO people (id, login, name_zh, name_en, phone, email, unit_id)
      SELECT g.id, g.login, g."nameZh", g."nameEn", g.phone, g.email, u.id
      FROM jsonb_to_recordset($1::jsonb) AS g(id text, login text, "nameZh" text, "nameEn" text, phone text, email text,
        "unitCode" text) JOIN units u ON u.code = g."unitCode"
      ON CONFLICT (id) DO UPDATE SET name_zh = EXCLUDED.name_zh, name_en = EXCLUDED.name_en, phone = EXCLUDED.phone,
        email = EXCLUDED.email, unit_id = EXCLUDED.unit_id, version = people.version + 1`,
    [JSON.stringify(people.map(({ to }) => to))],
  );
}

async function writePosts(sql: Sql, posts: readonly PlannedPost[], context: ApplyContext): Promise<void> {
  const GIVEN = `jsonb_to_recordset($1::jsonb) AS g(id text, code text, "unitCode" text, "titleZh" text, "titleEn" text,
    role text, scope text, named jsonb, duties jsonb, "validFrom" date, "holderLogin" text, "from" date)`;
  const row = ({ to, kind }: PlannedPost): object => ({
    ...to,
    from: kind === 'create' ? to.validFrom : context.today,
  });
  const all = [JSON.stringify(posts.map(row))];
  await sql.query(
    `INSERT INTO posts (id, code, unit_id, title_zh, title_en, role, scope, duties, valid_from)
      SELECT g.id, g.code, u.id, g."titleZh", g."titleEn", g.role, g.scope, ARRAY (SELECT jsonb_array_elements_text(g.duties)), g."validFrom"
      FROM ${GIVEN} JOIN units u ON u.code = g."unitCode"
      ON CONFLICT (id) DO UPDATE SET unit_id = EXCLUDED.unit_id, title_zh = EXCLUDED.title_zh, title_en = EXCLUDED.title_en,
        role = EXCLUDED.role, scope = EXCLUDED.scope, duties = EXCLUDED.duties, valid_from = EXCLUDED.valid_from`,
    all,
  );
  await sql.query(`DELETE FROM post_units WHERE post_id = ANY ($1)`, [posts.map(({ to }) => to.id)]);
  await sql.query(
    `INSERT INTO post_units (post_id, unit_id) SELECT g.id, u.id FROM ${GIVEN}, jsonb_array_elements_text(g.named) AS n(code)
      JOIN units u ON u.code = n.code`,
    all,
  );
  const held = [JSON.stringify(posts.filter(({ fields }) => 'holderLogin' in fields).map(row))];
  await sql.query(`DELETE FROM post_holders h USING ${GIVEN} WHERE h.post_id = g.id AND h.from_date >= g."from"`, held);
  await sql.query(
    `UPDATE post_holders h SET to_date = g."from" - 1 FROM ${GIVEN}
      WHERE h.post_id = g.id AND (h.to_date IS NULL OR h.to_date >= g."from")`,
    held,
  );
  await sql.query(
    `INSERT INTO post_holders (post_id, person_id, from_date, recorded_at)
      SELECT g.id, p.id, g."from", $2 FROM ${GIVEN} JOIN people p ON p.login = g."holderLogin"`,
    [...held, context.now],
  );
}

/**
 * Applies a plan without problems; the caller's transaction makes it all or nothing.
 *
 * @param written told how many rows have been written so far
 */
export async function applyPlan(
  sql: Sql,
  plan: ImportPlan,
  context: ApplyContext,
  written: (rows: number) => void = () => undefined,
): Promise<void> {
  if (plan.problems.length > 0) throw new Error('a plan with problems is not applied');
  if (plan.units.length > 0) {
    await writeUnits(sql, plan.units, context);
    await writeGroups(sql, plan.units, context.today);
  }
  written(plan.units.length);
  if (plan.people.length > 0) await writePeople(sql, plan.people);
  written(plan.units.length + plan.people.length);
  if (plan.posts.length > 0) await writePosts(sql, plan.posts, context);
}
