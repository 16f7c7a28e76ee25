/** Posts: what roles and open work belong to, whoever holds them at the moment. */
import type { AnswerOf, BodyOf, postRoutes, QueryOf } from '@gangmu/contract';
import {
  accept,
  containsReach,
  type RoleGrant,
  type Reach,
  refuse,
  type Result,
  type Role,
  type UnitPlace,
} from '@gangmu/core';
import { newId } from '../platform/ids.js';
import { reachSql } from '../platform/http/reach-sql.js';
import type { Administering, Changed } from '../units/administering.js';
import { dayBefore } from '../units/changes/tree.js';
import type { Sql, Transaction } from '../units/sql.js';
import { findUnit } from '../units/unit-queries.js';
import { textOf } from '../units/unit-row.js';
import type { AccessEvent } from './access-events.js';
import { findPerson } from './people.js';
import { asked } from './takeover.js';

export type Post = AnswerOf<typeof postRoutes.create>;

interface Row {
  id: string;
  code: string;
  title_zh: string;
  title_en: string | null;
  role: Role;
  scope: RoleGrant['scope'];
  duties: string[];
  valid_from: string;
  valid_to: string | null;
  unit_id: string;
  unit_path: string;
  unit_zh: string;
  unit_en: string | null;
  named: UnitPlace[] | null;
  holder: { id: string; zh: string; en: string | null; from: string } | null;
}

/** $1 is the day on which the holder is asked for. */
const SELECT = `SELECT o.id, o.code, o.title_zh, o.title_en, o.role, o.scope, o.duties, o.valid_from::text, o.valid_to::text,
    u.id AS unit_id, u.path AS unit_path, u.name_zh AS unit_zh, u.name_en AS unit_en,
    (SELECT json_agg(json_build_object('id', n.id, 'path', n.path) ORDER BY n.path)
      FROM post_units pu JOIN units n ON n.id = pu.unit_id WHERE pu.post_id = o.id) AS named,
    (SELECT json_build_object('id', p.id, 'zh', p.name_zh, 'en', p.name_en, 'from', h.from_date)
      FROM post_holders h JOIN people p ON p.id = h.person_id
      WHERE h.post_id = o.id AND h.from_date <= $1::date AND (h.to_date IS NULL OR h.to_date >= $1::date)
      ORDER BY h.from_date DESC LIMIT 1) AS holder
  FROM posts o JOIN units u ON u.id = o.unit_id`;

const postOf = (row: Row): Post => ({
  id: row.id,
  code: row.code,
  unit: { id: row.unit_id, name: textOf(row.unit_zh, row.unit_en) },
  title: textOf(row.title_zh, row.title_en),
  role: row.role,
  scope: row.scope,
  named: (row.named ?? []).map((unit) => unit.id),
  duties: row.duties,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  holder:
    row.holder === null
      ? null
      : { id: row.holder.id, name: textOf(row.holder.zh, row.holder.en), from: row.holder.from },
});

/** Posts by code, after the given one; one more than `limit`. */
export async function listPosts(
  sql: Sql,
  reach: Reach,
  query: QueryOf<typeof postRoutes.list>,
  today: string,
  after: string | undefined,
): Promise<Post[]> {
  const values: unknown[] = [today];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const where = [reachSql(reach, 'u', values)];
  if (after !== undefined) where.push(`o.code > ${place(after)}`);
  if (query.unit !== undefined) where.push(`o.unit_id = ${place(query.unit)}`);
  if (query.person !== undefined)
    where.push(`EXISTS (SELECT FROM post_holders h WHERE h.post_id = o.id AND h.person_id = ${place(query.person)}
      AND h.from_date <= $1::date AND (h.to_date IS NULL OR h.to_date >= $1::date))`);
  const { rows } = await sql.query<Row>(
    `${SELECT} WHERE ${where.join(' AND ')} ORDER BY o.code LIMIT ${place(query.limit + 1)}`,
    values,
  );
  return rows.map(postOf);
}

async function findRow(sql: Sql, reach: Reach, id: string, today: string): Promise<Row | undefined> {
  const values: unknown[] = [today, id];
  return (await sql.query<Row>(`${SELECT} WHERE o.id = $2 AND ${reachSql(reach, 'u', values)}`, values)).rows[0];
}

/** The post as it now is; its unit is in reach, or it would not have been changed. */
async function changed(sql: Sql, by: Administering, id: string, recorded: AccessEvent): Promise<Result<Changed<Post>>> {
  const row = await findRow(sql, by.reach, id, by.today);
  return row === undefined ? refuse('post.unknown') : accept({ value: postOf(row), record: [recorded] });
}

const grantOf = (row: Row): Pick<RoleGrant, 'unit' | 'scope' | 'named'> => ({
  unit: { id: row.unit_id, path: row.unit_path },
  scope: row.scope,
  named: row.named ?? [],
});

/** Makes a post that reaches no further than whoever makes it. */
export async function makePost(
  sql: Transaction,
  by: Administering,
  body: BodyOf<typeof postRoutes.create>,
): Promise<Result<Changed<Post>>> {
  const unit = await findUnit(sql, by.reach, body.unit);
  if (unit === undefined) return refuse('unit.unknown', '/body/unit');
  if (body.validTo != null && body.validTo < body.validFrom) return refuse('unit.dates-reversed', '/body/validTo');
  if ((body.scope === 'named') !== body.named.length > 0) return refuse('post.named-units', '/body/named');
  const named: UnitPlace[] = [];
  for (const [at, id] of body.named.entries()) {
    const place = await findUnit(sql, by.reach, id);
    if (place === undefined) return refuse('unit.unknown', `/body/named/${at}`);
    named.push(place);
  }
  if (!containsReach(by.reach, asked({ unit, scope: body.scope, named })))
    return refuse('post.beyond-own-reach', '/body/scope');
  if (body.holder != null && (await findPerson(sql, by.reach, body.holder)) === undefined)
    return refuse('person.unknown', '/body/holder');
  const id = newId();
  const made = await sql.query(
    `INSERT INTO posts (id, code, unit_id, title_zh, title_en, role, scope, valid_from, valid_to, duties)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (code) DO NOTHING`,
    [
      id,
      body.code,
      unit.id,
      body.title.zh,
      body.title.en ?? null,
      body.role,
      body.scope,
      body.validFrom,
      body.validTo ?? null,
      body.duties,
    ],
  );
  if (made.rowCount !== 1) return refuse('post.code-taken', '/body/code', { code: body.code });
  await sql.query('INSERT INTO post_units (post_id, unit_id) SELECT DISTINCT $1, unnest($2::text[])', [id, body.named]);
  if (body.holder != null)
    await sql.query('INSERT INTO post_holders (post_id, person_id, from_date, recorded_at) VALUES ($1, $2, $3, $4)', [
      id,
      body.holder,
      body.validFrom,
      by.now,
    ]);
  const { role, scope } = body;
  return changed(sql, by, id, {
    type: 'PostMade',
    post: id,
    unit: unit.id,
    role,
    scope,
    named: body.named,
    holder: body.holder ?? null,
    duties: body.duties,
  });
}

/** Says what a post stands for among the roles of templates; none stands for all of them. */
export async function setDuties(
  sql: Transaction,
  by: Administering,
  id: string,
  duties: string[],
): Promise<Result<Changed<Post>>> {
  const row = await findRow(sql, by.reach, id, by.today);
  if (row === undefined) return refuse('post.unknown');
  if (!containsReach(by.reach, asked(grantOf(row)))) return refuse('post.beyond-own-reach');
  await sql.query('UPDATE posts SET duties = $2 WHERE id = $1', [id, duties]);
  return changed(sql, by, id, { type: 'PostDutiesSet', post: id, duties });
}

/** Ends a post; whoever holds it does so until then. */
export async function endPost(
  sql: Transaction,
  by: Administering,
  id: string,
  validTo: string,
): Promise<Result<Changed<Post>>> {
  const row = await findRow(sql, by.reach, id, by.today);
  if (row === undefined) return refuse('post.unknown');
  if (!containsReach(by.reach, asked(grantOf(row)))) return refuse('post.beyond-own-reach');
  if (validTo < row.valid_from) return refuse('unit.dates-reversed', '/body/validTo');
  await sql.query('UPDATE posts SET valid_to = $2 WHERE id = $1', [id, validTo]);
  return changed(sql, by, id, { type: 'PostEnded', post: id, validTo });
}

/** Hands a post over: its role and everything open that belongs to it, from a day on. */
export async function handOver(
  sql: Transaction,
  by: Administering,
  id: string,
  body: BodyOf<typeof postRoutes.handover>,
): Promise<Result<Changed<Post>>> {
  await sql.query('SELECT FROM posts WHERE id = $1 FOR UPDATE', [id]);
  const row = await findRow(sql, by.reach, id, by.today);
  if (row === undefined) return refuse('post.unknown');
  if (!containsReach(by.reach, asked(grantOf(row)))) return refuse('post.beyond-own-reach');
  if (row.valid_to !== null && row.valid_to < body.from) return refuse('post.ended', '', { on: row.valid_to });
  if (body.from < row.valid_from) return refuse('post.handover-too-early', '/body/from', { from: row.valid_from });
  if (body.to !== null && (await findPerson(sql, by.reach, body.to)) === undefined)
    return refuse('person.unknown', '/body/to');
  const latest = await sql.query<{ person_id: string; from_date: string; to_date: string | null }>(
    'SELECT person_id, from_date::text, to_date::text FROM post_holders WHERE post_id = $1 ORDER BY from_date DESC, id DESC LIMIT 1',
    [id],
  );
  const before = latest.rows[0];
  if (before !== undefined) {
    if (body.from <= before.from_date)
      return refuse('post.handover-too-early', '/body/from', { from: before.from_date });
    if (before.to_date === null && before.person_id === body.to) return refuse('post.held-already', '/body/to');
    await sql.query('UPDATE post_holders SET to_date = $2 WHERE post_id = $1 AND (to_date IS NULL OR to_date >= $3)', [
      id,
      dayBefore(body.from),
      body.from,
    ]);
  }
  if (body.to !== null)
    await sql.query(
      'INSERT INTO post_holders (post_id, person_id, from_date, recorded_at, note) VALUES ($1, $2, $3, $4, $5)',
      [id, body.to, body.from, by.now, body.note ?? null],
    );
  return changed(sql, by, id, {
    type: 'PostHandedOver',
    post: id,
    to: body.to,
    from: body.from,
  });
}

/** Who held a post; undefined when the post is not in reach. */
export async function postHistory(
  sql: Sql,
  reach: Reach,
  id: string,
  today: string,
): Promise<AnswerOf<typeof postRoutes.history>['holders'] | undefined> {
  if ((await findRow(sql, reach, id, today)) === undefined) return undefined;
  const { rows } = await sql.query<{
    id: string;
    zh: string;
    en: string | null;
    from: string;
    to: string | null;
    at: number;
    note: string | null;
  }>(
    `SELECT p.id, p.name_zh AS zh, p.name_en AS en, h.from_date::text AS from, h.to_date::text AS to, h.recorded_at::float8 AS at, h.note
      FROM post_holders h JOIN people p ON p.id = h.person_id WHERE h.post_id = $1 ORDER BY h.from_date, h.id`,
    [id],
  );
  return rows.map((row) => ({
    person: { id: row.id, name: textOf(row.zh, row.en) },
    from: row.from,
    to: row.to,
    recordedAt: row.at,
    note: row.note,
  }));
}
