/** Remembers failed sign-ins per login and per address, in the database: several processes count together. */
import { createHash } from 'node:crypto';
import { afterFailure, type Attempts, PER_ADDRESS, PER_LOGIN, type ThrottleRule, waitFor } from '@gangmu/core';
import type { Sql } from '../units/sql.js';

/** Logins are typed by strangers, at any length, and sometimes hold a password by mistake: kept as a hash. */
const keysOf = (login: string, address: string): { key: string; rule: ThrottleRule }[] => [
  { key: `login:${createHash('sha256').update(login).digest('base64url')}`, rule: PER_LOGIN },
  { key: `address:${address}`, rule: PER_ADDRESS },
];

/** Milliseconds to wait before a sign-in with this login from this address is heard. */
export async function signInPause(sql: Sql, login: string, address: string, now: number): Promise<number> {
  const keys = keysOf(login, address);
  const { rows } = await sql.query<Attempts & { key: string }>(
    'SELECT key, failures, at::float8 FROM sign_in_failures WHERE key = ANY ($1)',
    [keys.map(({ key }) => key)],
  );
  const found = new Map(rows.map((row) => [row.key, row]));
  return Math.max(...keys.map(({ key, rule }) => waitFor(found.get(key), rule, now)));
}

export async function rememberFailure(sql: Sql, login: string, address: string, now: number): Promise<void> {
  for (const { key, rule } of keysOf(login, address)) {
    // Counted in the statement itself: attempts sent at the same moment are all counted.
    await sql.query(
      `INSERT INTO sign_in_failures (key, failures, at) VALUES ($1, $2, $3)
        ON CONFLICT (key) DO UPDATE SET at = $3,
          failures = CASE WHEN $3 - sign_in_failures.at >= $4 THEN 1 ELSE sign_in_failures.failures + 1 END`,
      [key, afterFailure(undefined, rule, now).failures, now, rule.forgetAfter],
    );
  }
}

/** After a success the login starts afresh; the address does not, or one known password would pay for many guesses. */
export async function forgetFailures(sql: Sql, login: string): Promise<void> {
  await sql.query('DELETE FROM sign_in_failures WHERE key = $1', [keysOf(login, '')[0]?.key]);
}
