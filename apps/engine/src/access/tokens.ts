/** API tokens: a person's own rights or less, for programs. Stored hashed, shown once. */
import type { AnswerOf, BodyOf, tokenRoutes } from '@gangmu/contract';
import {
  accept,
  covers,
  type GrantedPermission,
  isNowhere,
  type Principal,
  reachOf,
  refuse,
  type Result,
  type UnitPath,
} from '@gangmu/core';
import { newId } from '../platform/ids.js';
import type { Sql } from '../units/sql.js';
import { newSecret, secretHash } from './secrets.js';

export type Token = AnswerOf<typeof tokenRoutes.list>['tokens'][number];

/** So that a token found in a file or log is recognised for what it is. */
const PREFIX = 'gangmu_';
const DAY = 86_400_000;
const MOST_TOKENS = 50;

const COLUMNS = `id, name, permissions, within, created_at::float8 AS "createdAt", expires_at::float8 AS "expiresAt",
  last_used_at::float8 AS "lastUsedAt", revoked_at::float8 AS "revokedAt"`;

export const listTokens = async (sql: Sql, person: string): Promise<Token[]> =>
  (
    await sql.query<Token>(`SELECT ${COLUMNS} FROM api_tokens WHERE person_id = $1 ORDER BY id DESC LIMIT 200`, [
      person,
    ])
  ).rows;

/** Makes a token that carries at most what its owner may do. */
export async function makeToken(
  sql: Sql,
  owner: Principal,
  body: BodyOf<typeof tokenRoutes.create>,
  now: number,
): Promise<Result<{ token: Token; secret: string }>> {
  const reaches = body.permissions.map((permission) => ({ permission, reach: reachOf(owner, permission) }));
  const lacking = reaches.find(({ reach }) => isNowhere(reach));
  if (lacking !== undefined)
    return refuse('token.permission-not-held', '/body/permissions', { permission: lacking.permission });
  if (body.within !== undefined) {
    const { rows } = await sql.query<{ id: string; path: string }>('SELECT id, path FROM units WHERE id = ANY ($1)', [
      body.within,
    ]);
    const reachable = rows.filter((unit) => reaches.some(({ reach }) => covers(reach, unit)));
    const at = body.within.findIndex((id) => !reachable.some((unit) => unit.id === id));
    if (at >= 0) return refuse('unit.unknown', `/body/within/${at}`);
  }
  const mine = await sql.query(
    'SELECT FROM api_tokens WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > $2',
    [owner.person, now],
  );
  if ((mine.rowCount ?? 0) >= MOST_TOKENS) return refuse('token.too-many', '', { most: MOST_TOKENS });
  const secret = `${PREFIX}${newSecret()}`;
  const { rows } = await sql.query<Token>(
    `INSERT INTO api_tokens (id, token_hash, person_id, name, permissions, within, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
    [
      newId(),
      secretHash(secret),
      owner.person,
      body.name,
      [...new Set(body.permissions)],
      body.within ?? null,
      now,
      now + body.days * DAY,
    ],
  );
  const token = rows[0];
  if (token === undefined) throw new Error('a token was inserted but not returned');
  return accept({ token, secret });
}

/** Revokes one of a person's own tokens; false when they have no such token. */
export async function revokeToken(sql: Sql, person: string, id: string, now: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    'UPDATE api_tokens SET revoked_at = coalesce(revoked_at, $3) WHERE id = $1 AND person_id = $2',
    [id, person, now],
  );
  return rowCount === 1;
}

export interface TokenFound {
  id: string;
  person: string;
  permissions: GrantedPermission[];
  within: UnitPath[] | null;
}

/** What a secret stands for, if it still stands for anything. Units it is limited to are looked up where they are now. */
export async function findToken(sql: Sql, secret: string, now: number): Promise<TokenFound | undefined> {
  const { rows } = await sql.query<TokenFound & { used: number | null }>(
    `SELECT t.id, t.person_id AS person, t.permissions, t.last_used_at::float8 AS used,
        CASE WHEN t.within IS NOT NULL
          THEN ARRAY (SELECT u.path FROM units u WHERE u.id = ANY (t.within)) END AS within
      FROM api_tokens t WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2`,
    [secretHash(secret), now],
  );
  const found = rows[0];
  if (found === undefined) return undefined;
  if (found.used === null || now - found.used >= 60_000)
    await sql.query('UPDATE api_tokens SET last_used_at = $2 WHERE id = $1', [found.id, now]);
  return { id: found.id, person: found.person, permissions: found.permissions, within: found.within };
}
