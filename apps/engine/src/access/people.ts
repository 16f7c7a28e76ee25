/** People of the units one administers. */
import type { AnswerOf, BodyOf, peopleRoutes, QueryOf } from '@gangmu/contract';
import { accept, covers, type Reach, refuse, type Result } from '@gangmu/core';
import { literal } from '../platform/database/like.js';
import { newId } from '../platform/ids.js';
import { reachSql } from '../platform/http/reach-sql.js';
import type { Administering, Changed } from '../units/administering.js';
import type { Sql, Transaction } from '../units/sql.js';
import { findUnit } from '../units/unit-queries.js';
import { textOf } from '../units/unit-row.js';
import type { AccessEvent } from './access-events.js';
import { newCode, plainCode, secretHash } from './secrets.js';
import { endSessionsOf } from './sessions.js';
import { plainLogin } from './sign-in.js';
import { mayTakeOver, postsFrom } from './takeover.js';

export type Person = AnswerOf<typeof peopleRoutes.get>;

interface Row {
  id: string;
  login: string;
  name_zh: string;
  name_en: string | null;
  phone: string | null;
  email: string | null;
  active: boolean;
  has_password: boolean;
  version: number;
  unit_id: string;
  unit_zh: string;
  unit_en: string | null;
}
const SELECT = `SELECT p.id, p.login, p.name_zh, p.name_en, p.phone, p.email, p.active, p.password_hash IS NOT NULL AS has_password,
  p.version, u.id AS unit_id, u.name_zh AS unit_zh, u.name_en AS unit_en FROM people p JOIN units u ON u.id = p.unit_id`;
const personOf = (row: Row): Person => ({
  id: row.id,
  login: row.login,
  name: textOf(row.name_zh, row.name_en),
  unit: { id: row.unit_id, name: textOf(row.unit_zh, row.unit_en) },
  phone: row.phone,
  email: row.email,
  active: row.active,
  hasPassword: row.has_password,
  version: row.version,
});

/** People by login, after the given one; one more than `limit`. */
export async function listPeople(
  sql: Sql,
  reach: Reach,
  query: QueryOf<typeof peopleRoutes.list>,
  after: string | undefined,
): Promise<Person[]> {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const where = [reachSql(reach, 'u', values)];
  if (after !== undefined) where.push(`p.login > ${place(after)}`);
  if (query.unit !== undefined) where.push(`p.unit_id = ${place(query.unit)}`);
  if (query.q !== undefined && query.q.trim() !== '') {
    const pattern = place(`%${literal(query.q.trim())}%`);
    where.push(`(p.name_zh ILIKE ${pattern} OR p.name_en ILIKE ${pattern} OR p.login ILIKE ${pattern})`);
  }
  const { rows } = await sql.query<Row>(
    `${SELECT} WHERE ${where.join(' AND ')} ORDER BY p.login LIMIT ${place(query.limit + 1)}`,
    values,
  );
  return rows.map(personOf);
}

/** A person of a unit in reach; anybody else is as if unknown. */
export async function findPerson(sql: Sql, reach: Reach, id: string): Promise<Person | undefined> {
  const values: unknown[] = [id];
  const { rows } = await sql.query<Row>(`${SELECT} WHERE p.id = $1 AND ${reachSql(reach, 'u', values)}`, values);
  return rows[0] === undefined ? undefined : personOf(rows[0]);
}

export async function addPerson(
  sql: Transaction,
  by: Administering,
  body: BodyOf<typeof peopleRoutes.create>,
): Promise<Result<Changed<Person>>> {
  const unit = await findUnit(sql, by.reach, body.unit);
  if (unit === undefined) return refuse('unit.unknown', '/body/unit');
  const id = newId();
  const login = plainLogin(body.login);
  const added = await sql.query(
    `INSERT INTO people (id, login, name_zh, name_en, phone, email, unit_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (login) DO NOTHING`,
    [id, login, body.name.zh, body.name.en ?? null, body.phone ?? null, body.email ?? null, unit.id],
  );
  if (added.rowCount !== 1) return refuse('person.login-taken', '/body/login', { login });
  return found(sql, by, id, { type: 'PersonAdded', person: id, unit: unit.id });
}

const found = async (
  sql: Sql,
  by: Administering,
  id: string,
  recorded: AccessEvent,
): Promise<Result<Changed<Person>>> => {
  const person = await findPerson(sql, by.reach, id);
  return person === undefined ? refuse('person.unknown') : accept({ value: person, record: [recorded] });
};

/** Whether the person's posts, those to come too, all lie within what `by` administers. */
const withinOwn = async (sql: Sql, by: Administering, id: string): Promise<boolean> =>
  mayTakeOver(by.reach, await postsFrom(sql, id, by.today));

export async function changePerson(
  sql: Transaction,
  by: Administering,
  id: string,
  body: BodyOf<typeof peopleRoutes.change>,
): Promise<Result<Changed<Person>>> {
  const person = await findPerson(sql, by.reach, id);
  if (person === undefined) return refuse('person.unknown');
  if (body.version !== undefined && body.version !== person.version)
    return refuse('version-conflict', '/body/version', { now: person.version });
  if (!(await withinOwn(sql, by, id))) return refuse('person.reaches-further');
  if (body.active === false && id === by.person) return refuse('person.not-oneself', '/body/active');
  const unit = body.unit === undefined ? person.unit.id : (await findUnit(sql, by.reach, body.unit))?.id;
  if (unit === undefined) return refuse('unit.unknown', '/body/unit');
  const name = body.name ?? person.name;
  const active = body.active ?? person.active;
  await sql.query(
    `UPDATE people SET name_zh = $2, name_en = $3, phone = $4, email = $5, unit_id = $6, active = $7, version = version + 1 WHERE id = $1`,
    [
      id,
      name.zh,
      name.en ?? null,
      body.phone === undefined ? person.phone : body.phone,
      body.email === undefined ? person.email : body.email,
      unit,
      active,
    ],
  );
  if (!active) {
    await endSessionsOf(sql, id);
    await sql.query('UPDATE api_tokens SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [id, by.now]);
  }
  return found(sql, by, id, { type: 'PersonChanged', person: id, unit, active });
}

const CODE_LASTS = 86_400_000;

/**
 * Issues a one-time code to be told to the person. The old password is of no use from then on, and all sessions end:
 * a reset is also what one does about a stolen password.
 */
export async function issueCode(
  sql: Transaction,
  by: Administering,
  id: string,
  wall: number,
): Promise<Result<Changed<AnswerOf<typeof peopleRoutes.reset>>>> {
  const person = await findPerson(sql, by.reach, id);
  if (person === undefined) return refuse('person.unknown');
  if (id === by.person) return refuse('person.not-oneself');
  if (!person.active) return refuse('person.inactive');
  const unit = await findUnit(sql, by.reach, person.unit.id);
  if (unit === undefined || !covers(by.reach, unit) || !(await withinOwn(sql, by, id)))
    return refuse('person.reaches-further');
  const code = newCode();
  const expiresAt = wall + CODE_LASTS;
  await sql.query(
    `INSERT INTO reset_codes (person_id, code_hash, issued_by, expires_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (person_id) DO UPDATE SET code_hash = $2, issued_by = $3, expires_at = $4`,
    [id, secretHash(plainCode(code)), by.person, expiresAt],
  );
  await sql.query('UPDATE people SET password_hash = NULL, version = version + 1 WHERE id = $1', [id]);
  await endSessionsOf(sql, id);
  const value = { login: person.login, code, expiresAt };
  return accept({ value, record: [{ type: 'ResetIssued', person: id }] });
}
