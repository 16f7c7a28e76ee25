/** Signing in, changing a password, and choosing a new one with a code from the unit above. */
import { timingSafeEqual } from 'node:crypto';
import { accept, checkPassword, refuse, type Result } from '@gangmu/core';
import type { Database } from '../platform/database/database.js';
import { Turns } from '../platform/turns.js';
import { recordAccess } from './access-record.js';
import { type Attempt, beginAttempt, takeBack } from './failures.js';
import { hashPassword, passwordFits, plainCode, secretHash } from './secrets.js';
import { endSessionsOf, startSession, sweepSessions } from './sessions.js';

export interface Started {
  person: string;
  session: string;
  token: string;
}

/** Logins are compared as they are stored: without blanks around, in lower case, full-width signs narrowed. */
export const plainLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();

const waiting = (ms: number): Result<never> => refuse('sign-in.wait', '', { seconds: Math.ceil(ms / 1000) });
/** One answer for everything that may be wrong: it does not tell which logins exist. */
const wrong = (): Result<never> => refuse('sign-in.wrong');

interface Row {
  id: string;
  password_hash: string | null;
  active: boolean;
}
const byLogin = async (database: Database, login: string): Promise<Row | undefined> =>
  (await database.pool.query<Row>('SELECT id, password_hash, active FROM people WHERE login = $1', [login])).rows[0];

/**
 * Passwords are checked by so many threads (libuv's pool). Who waits for one is not yet counted as an attempt, so that
 * an office that comes to work at nine behind one address does not slow itself down.
 */
const AT_ONCE = 4;
const turns = new Turns(AT_ONCE);

/** Begins a session and records that it began. */
const begin = (database: Database, person: string, attempt: Attempt): Promise<Started> =>
  database.transaction(async (sql) => {
    const { address, now } = attempt;
    await takeBack(sql, attempt, 'success');
    await sweepSessions(sql, now);
    const { id, token } = await startSession(sql, person, address, now);
    await recordAccess(sql, { person }, now, { type: 'SignedIn', person, session: id });
    return { person, session: id, token };
  });

/** The attempt stays counted. */
async function failed(database: Database, person: string | null, now: number): Promise<Result<never>> {
  await database.transaction((sql) => recordAccess(sql, { person: null }, now, { type: 'SignInFailed', person }));
  return wrong();
}

/** Signs in with a password. */
export async function signIn(
  database: Database,
  given: { login: string; password: string },
  address: string,
  now: number,
): Promise<Result<Started>> {
  const login = plainLogin(given.login);
  return turns.take(async () => {
    const attempt = await beginAttempt(database, login, address, now);
    if ('wait' in attempt) return waiting(attempt.wait);
    const row = await byLogin(database, login);
    const fits = await passwordFits(row?.password_hash, given.password);
    if (row === undefined || !fits || !row.active) return failed(database, row?.id ?? null, now);
    return accept(await begin(database, row.id, attempt));
  });
}

/** Chooses a new password with a one-time code, and signs in. The code is used up, right or not used at all. */
export async function redeemCode(
  database: Database,
  given: { login: string; code: string; password: string },
  address: string,
  now: number,
): Promise<Result<Started>> {
  const login = plainLogin(given.login);
  const attempt = await beginAttempt(database, login, address, now);
  if ('wait' in attempt) return waiting(attempt.wait);
  const { rows } = await database.pool.query<{ id: string; code_hash: Buffer }>(
    `SELECT p.id, c.code_hash FROM people p JOIN reset_codes c ON c.person_id = p.id
      WHERE p.login = $1 AND p.active AND c.expires_at > $2`,
    [login, now],
  );
  const row = rows[0];
  const presented = secretHash(plainCode(given.code));
  if (row === undefined || !timingSafeEqual(row.code_hash, presented)) return failed(database, row?.id ?? null, now);
  const sound = checkPassword(given.password, login);
  if (!sound.ok) {
    await takeBack(database.pool, attempt, 'no guess');
    return refuse(sound.refusal.code, '/body/password', sound.refusal.params);
  }
  const hash = await hashPassword(given.password);
  const used = await database.transaction(async (sql) => {
    const removed = await sql.query('DELETE FROM reset_codes WHERE person_id = $1 AND code_hash = $2', [
      row.id,
      presented,
    ]);
    if (removed.rowCount !== 1) return false;
    await sql.query('UPDATE people SET password_hash = $2, must_change_password = false WHERE id = $1', [row.id, hash]);
    await endSessionsOf(sql, row.id);
    await recordAccess(sql, { person: row.id }, now, { type: 'PasswordChanged', person: row.id });
    return true;
  });
  return used ? accept(await begin(database, row.id, attempt)) : wrong();
}

/** Changes one's own password; all other sessions end. */
export async function changePassword(
  database: Database,
  who: { person: string; login: string; session: string },
  given: { current: string; next: string },
  address: string,
  now: number,
): Promise<Result<Record<string, never>>> {
  const attempt = await beginAttempt(database, who.login, address, now);
  if ('wait' in attempt) return waiting(attempt.wait);
  const row = await byLogin(database, who.login);
  if (!(await passwordFits(row?.password_hash, given.current)))
    return refuse('password.current-wrong', '/body/current');
  await takeBack(database.pool, attempt, 'no guess');
  const sound = checkPassword(given.next, who.login);
  if (!sound.ok) return refuse(sound.refusal.code, '/body/next', sound.refusal.params);
  if (given.next === given.current) return refuse('password.unchanged', '/body/next');
  const hash = await hashPassword(given.next);
  await database.transaction(async (sql) => {
    await sql.query(
      'UPDATE people SET password_hash = $2, must_change_password = false, version = version + 1 WHERE id = $1',
      [who.person, hash],
    );
    await endSessionsOf(sql, who.person, who.session);
    await recordAccess(sql, { person: who.person }, now, { type: 'PasswordChanged', person: who.person });
  });
  return accept({});
}
