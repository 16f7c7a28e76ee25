/** Sessions in the database: found by the hash of their token, exchanged now and then, ended when idle or old. */
import { ABSOLUTE_END, IDLE_END, ROTATION_GRACE, rotationDue, sessionEnded } from '@gangmu/core';
import { newId } from '../platform/ids.js';
import type { Sql } from '../units/sql.js';
import { newSecret, secretHash } from './secrets.js';

/** `seen_at` is written at most this often: an office working all day costs a write a minute per person. */
const SEEN_EVERY = 60_000;

export interface Session {
  id: string;
  person: string;
  /** The token to carry from now on, when it was exchanged just now. */
  exchanged?: string;
}

interface Row {
  id: string;
  person_id: string;
  started_at: number;
  seen_at: number;
  rotated_at: number;
  current: boolean;
}

export async function startSession(
  sql: Sql,
  person: string,
  address: string,
  now: number,
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newSecret()];
  await sql.query(
    `INSERT INTO sessions (id, token_hash, person_id, started_at, seen_at, rotated_at, address) VALUES ($1, $2, $3, $4, $4, $4, $5)`,
    [id, secretHash(token), person, now, address],
  );
  return { id, token };
}

/**
 * The session a token belongs to, seen now; undefined when there is none any more.
 * @param due what becomes of a token that is due for exchange: `keep` it where the answer cannot carry another, or the
 *   browser would be left with one that is good for nothing
 */
export async function findSession(
  sql: Sql,
  token: string,
  now: number,
  due: 'exchange' | 'keep',
): Promise<Session | undefined> {
  const hash = secretHash(token);
  const { rows } = await sql.query<Row>(
    `SELECT id, person_id, started_at::float8, seen_at::float8, rotated_at::float8, token_hash = $1 AS current
      FROM sessions WHERE token_hash = $1 OR previous_hash = $1`,
    [hash],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const times = { startedAt: row.started_at, seenAt: row.seen_at, rotatedAt: row.rotated_at };
  if (sessionEnded(times, now)) {
    await sql.query('DELETE FROM sessions WHERE id = $1', [row.id]);
    return undefined;
  }
  if (!row.current) {
    // The token before the last exchange is good for what was under way; later it can only be a stolen one.
    if (now - row.rotated_at < ROTATION_GRACE) return { id: row.id, person: row.person_id };
    await sql.query('DELETE FROM sessions WHERE id = $1', [row.id]);
    return undefined;
  }
  if (due === 'exchange' && rotationDue(times, now)) {
    const next = newSecret();
    const exchanged = await sql.query(
      `UPDATE sessions SET token_hash = $2, previous_hash = $1, rotated_at = $3, seen_at = $3 WHERE id = $4 AND token_hash = $1`,
      [hash, secretHash(next), now, row.id],
    );
    // Another request of the same browser may have been faster: its answer carries the new token.
    return { id: row.id, person: row.person_id, ...(exchanged.rowCount === 1 ? { exchanged: next } : {}) };
  }
  if (now - row.seen_at >= SEEN_EVERY) await sql.query('UPDATE sessions SET seen_at = $2 WHERE id = $1', [row.id, now]);
  return { id: row.id, person: row.person_id };
}

export const endSession = async (sql: Sql, id: string): Promise<void> => {
  await sql.query('DELETE FROM sessions WHERE id = $1', [id]);
};

/** Ends all sessions of a person, but for the one named. */
export const endSessionsOf = async (sql: Sql, person: string, except = ''): Promise<void> => {
  await sql.query('DELETE FROM sessions WHERE person_id = $1 AND id <> $2', [person, except]);
};

/** Clears away what nobody can use any more. */
export async function sweepSessions(sql: Sql, now: number): Promise<void> {
  await sql.query('DELETE FROM sessions WHERE started_at < $1 OR seen_at < $2', [now - ABSOLUTE_END, now - IDLE_END]);
  await sql.query('DELETE FROM sign_in_failures WHERE at < $1', [now - 24 * 3_600_000]);
  await sql.query('DELETE FROM reset_codes WHERE expires_at < $1', [now]);
}
