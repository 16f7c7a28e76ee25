/** The first page of an office's own database: county and first administrator, once. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { BodyOf, setupRoutes } from '@gangmu/contract';
import { accept, checkPassword, refuse, type Result } from '@gangmu/core';
import type { Database } from '../platform/database/database.js';
import { recordAccess } from '../access/access-record.js';
import { hashPassword, newCode, plainCode } from '../access/secrets.js';
import { plainLogin } from '../access/sign-in.js';
import { newId } from '../platform/ids.js';
import { lockOrganisation } from '../units/sql.js';

const FILE = 'set-up-code';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
/** What proxies add. Whoever wants to be taken for local leaves them out – but cannot leave out that the proxy adds them. */
const FORWARDED = ['forwarded', 'via', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'];

/**
 * Whether somebody sits at the machine the engine runs on, who may set it up without the code. A proxy on the same
 * machine speaks for others, so the connection alone does not tell; a page elsewhere whose name was pointed here
 * (DNS rebinding) asks for its own name.
 */
export function isOnThisMachine(request: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  const { headers, socket } = request;
  const host = `http://${headers.host ?? ''}`;
  return (
    LOOPBACK.has(socket.remoteAddress ?? '') &&
    FORWARDED.every((name) => headers[name] === undefined) &&
    URL.canParse(host) &&
    OWN_NAMES.has(new URL(host).hostname)
  );
}

/** Nothing is in the database yet. */
export const isEmpty = async (database: Database): Promise<boolean> =>
  (await database.pool.query('SELECT FROM installation UNION ALL SELECT FROM units LIMIT 1')).rowCount === 0;

/**
 * The code that whoever sets up from another machine must know, so that nobody on the network is faster than the
 * office. Kept in the data folder, for its owner only, until the set-up is done.
 */
export async function setUpCode(data: string): Promise<string> {
  const file = join(data, FILE);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    const code = newCode();
    await writeFile(file, `${code}\n`, { mode: 0o600, flag: 'wx' });
    return code;
  }
}

/** Makes county, administrator and post; answers with the administrator's id. */
export async function setUp(
  database: Database,
  body: BodyOf<typeof setupRoutes.create>,
  around: { data: string; local: boolean; now: number; today: string },
): Promise<Result<{ person: string; login: string }>> {
  const { now, today, data } = around;
  if (!(await isEmpty(database))) return refuse('setup.done');
  if (!around.local && plainCode(body.code ?? '') !== plainCode(await setUpCode(data)))
    return refuse('setup.code-wrong', '/body/code');
  const login = plainLogin(body.administrator.login);
  const sound = checkPassword(body.administrator.password, login);
  if (!sound.ok) return refuse(sound.refusal.code, '/body/administrator/password', sound.refusal.params);
  const hash = await hashPassword(body.administrator.password);
  const { county, administrator } = body;
  const made = await database.transaction(async (sql) => {
    await lockOrganisation(sql);
    // Asked again under the lock: of two set-ups at once, one wins.
    if ((await sql.query('SELECT FROM installation UNION ALL SELECT FROM units LIMIT 1')).rowCount !== 0)
      return undefined;
    const [unit, person, post] = [newId(), newId(), newId()];
    await sql.query(
      `INSERT INTO units (id, code, name_zh, name_en, path, level, category, rank, valid_from)
        VALUES ($1, $2, $3, $4, $1 || '.', 0, 'county', $5, $6)`,
      [unit, county.code, county.name.zh, county.name.en ?? null, county.rank ?? null, today],
    );
    await sql.query(
      `INSERT INTO unit_changes (unit_id, kind, effective, recorded_at, person_id) VALUES ($1, 'created', $2, $3, $4)`,
      [unit, today, now, person],
    );
    await sql.query(
      `INSERT INTO people (id, login, name_zh, name_en, unit_id, password_hash) VALUES ($1, $2, $3, $4, $5, $6)`,
      [person, login, administrator.name.zh, administrator.name.en ?? null, unit, hash],
    );
    await sql.query(
      `INSERT INTO posts (id, code, unit_id, title_zh, title_en, role, scope, valid_from)
        VALUES ($1, 'administrator', $2, '系统管理员', 'Administrator', 'administrator', 'subtree', $3)`,
      [post, unit, today],
    );
    await sql.query(`INSERT INTO post_holders (post_id, person_id, from_date, recorded_at) VALUES ($1, $2, $3, $4)`, [
      post,
      person,
      today,
      now,
    ]);
    await sql.query('INSERT INTO installation (sample, at) VALUES (false, $1)', [now]);
    await recordAccess(sql, { person }, now, { type: 'SetUp', unit, person });
    return person;
  });
  if (made === undefined) return refuse('setup.done');
  await rm(join(data, FILE), { force: true });
  return accept({ person: made, login });
}
