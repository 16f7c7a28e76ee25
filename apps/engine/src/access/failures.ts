/** Remembers failed sign-ins per login and per address, in the database: several processes count together. */
import { createHash } from 'node:crypto';
import { afterFailure, type Attempts, PER_ADDRESS, PER_LOGIN, type ThrottleRule, waitFor } from '@gangmu/core';
import type { Database } from '../platform/database/database.js';
import type { Sql } from '../units/sql.js';

/** Logins are typed by strangers, at any length, and sometimes hold a password by mistake: kept as a hash. */
const keyOfLogin = (login: string): string => `login:${createHash('sha256').update(login).digest('base64url')}`;
const keyOfAddress = (address: string): string => `address:${address}`;
const keysOf = (login: string, address: string): { key: string; rule: ThrottleRule }[] => [
  { key: keyOfLogin(login), rule: PER_LOGIN },
  { key: keyOfAddress(address), rule: PER_ADDRESS },
];

/** An attempt that is counted as a failure until it is taken back. */
export interface Attempt {
  login: string;
  address: string;
  now: number;
  /** When this address had failed last; undefined where it had not. */
  addressBefore: number | undefined;
}

/**
 * Counts an attempt before it is looked at: of many sent at the same moment no more are heard than one after another.
 * Refused with the milliseconds to wait, and then not counted.
 */
export const beginAttempt = (
  database: Pick<Database, 'transaction'>,
  login: string,
  address: string,
  now: number,
): Promise<Attempt | { wait: number }> =>
  database.transaction(async (sql) => {
    const keys = keysOf(login, address);
    // Locks both rows, there or not yet, in the same order for everybody; an unused one counts for nothing.
    const { rows } = await sql.query<Attempts & { key: string }>(
      `INSERT INTO sign_in_failures (key, failures, at) SELECT key, 0, $2 FROM unnest($1::text[]) key ORDER BY key
        ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING key, failures, at::float8`,
      [keys.map(({ key }) => key), now],
    );
    const found = new Map(rows.map((row) => [row.key, row]));
    const wait = Math.max(...keys.map(({ key, rule }) => waitFor(found.get(key), rule, now)));
    if (wait > 0) return { wait };
    for (const { key, rule } of keys)
      await sql.query('UPDATE sign_in_failures SET failures = $2, at = greatest(at, $3) WHERE key = $1', [
        key,
        afterFailure(found.get(key), rule, now).failures,
        now,
      ]);
    const before = found.get(keyOfAddress(address));
    return {
      login,
      address,
      now,
      addressBefore: before === undefined || before.failures === 0 ? undefined : before.at,
    };
  });

/**
 * Takes an attempt back that was no guess. After a success the login starts afresh; the address does not, or one known
 * password would pay for many guesses.
 */
export async function takeBack(sql: Sql, attempt: Attempt, because: 'success' | 'no guess'): Promise<void> {
  const { login, address, now, addressBefore } = attempt;
  // In the order in which an attempt locks them.
  await sql.query(
    `UPDATE sign_in_failures SET failures = failures - 1, at = CASE WHEN at = $2 THEN coalesce($3, at) ELSE at END
      WHERE key = $1 AND failures > 0`,
    [keyOfAddress(address), now, addressBefore ?? null],
  );
  if (because === 'success') await sql.query('DELETE FROM sign_in_failures WHERE key = $1', [keyOfLogin(login)]);
  else
    await sql.query('UPDATE sign_in_failures SET failures = failures - 1 WHERE key = $1 AND failures > 0', [
      keyOfLogin(login),
    ]);
}
