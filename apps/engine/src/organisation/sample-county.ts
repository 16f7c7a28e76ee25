/** The sample county, loaded at the first start through the same import as any office's own. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EVERYWHERE } from '@gangmu/core';
import type { Database } from '../platform/database/database.js';
import { hashPassword, newPassword } from '../access/secrets.js';
import { makeChange } from '../units/organisation-changes.js';
import { importFiles, readOrganisation } from './import-organisation.js';

/** How one signs in to the sample database; printed at every start, kept in the data folder for its owner only. */
export interface SampleSignIn {
  /** The county's administrator, with a password of their own. */
  login: string;
  password: string;
  /** Everybody else of the sample county. */
  samplePassword: string;
}

const FILE = 'sample-sign-in.json';

/** What was printed at the first start; undefined when this data folder never loaded the sample county. */
export async function sampleSignIn(data: string): Promise<SampleSignIn | undefined> {
  try {
    return JSON.parse(await readFile(join(data, FILE), 'utf8')) as SampleSignIn;
  } catch {
    return undefined;
  }
}

async function keep(data: string, signIn: SampleSignIn): Promise<void> {
  const draft = join(data, `${FILE}.${randomUUID()}`);
  await writeFile(draft, JSON.stringify(signIn), { mode: 0o600 });
  await rename(draft, join(data, FILE));
}

export interface SampleSettings {
  /** Folder of units.csv, people.csv and posts.csv. */
  folder: string;
  /** The engine's data folder. */
  data: string;
  now: number;
  today: string;
}

/**
 * Loads the sample county into an empty database and makes passwords for this data folder: two installations never
 * share one. Where another process was faster, answers what that one wrote; undefined when it wrote elsewhere.
 */
export async function loadSampleCounty(
  database: Database,
  settings: SampleSettings,
): Promise<SampleSignIn | undefined> {
  const { data, now, today } = settings;
  const begun = await database.pool.query('SELECT sample FROM installation');
  if ((begun.rowCount ?? 0) > 0) return sampleSignIn(data);
  const names = (await readdir(settings.folder)).filter((name) => name.endsWith('.csv')).toSorted();
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(settings.folder, name))) })),
  );
  // Killed halfway, the next start finds the import done and goes on from here: repeating it changes nothing.
  const importer = { rights: { units: EVERYWHERE, access: EVERYWHERE }, lang: 'en' as const };
  const by = { person: null, reach: EVERYWHERE, now, today };
  const made = await makeChange(database, by, importFiles(await readOrganisation(files), importer));
  const first = made.ok ? made.value.value.wrong[0] : undefined;
  if (first !== undefined)
    throw new Error(`The sample county is broken: ${first.file} row ${first.row}: ${first.detail}`);
  const administrator = await database.pool.query<{ id: string; login: string }>(
    `SELECT p.id, p.login FROM people p JOIN post_holders h ON h.person_id = p.id JOIN posts o ON o.id = h.post_id
        JOIN units u ON u.id = o.unit_id
      WHERE o.role = 'administrator' AND o.scope = 'subtree' AND u.parent_id IS NULL AND h.to_date IS NULL
      ORDER BY o.code LIMIT 1`,
  );
  const chief = administrator.rows[0];
  if (chief === undefined) throw new Error('The sample county has no administrator at its root.');
  const signIn = { login: chief.login, password: newPassword(), samplePassword: newPassword() };
  // One hash for everybody of the sample: hundreds of slow hashes would make the first start slow for no gain.
  const [own, shared] = [await hashPassword(signIn.password), await hashPassword(signIn.samplePassword)];
  const chosen = await database.transaction(async (sql) => {
    // Of several processes starting together one says what the passwords are; the others wait here and see it did.
    const entry = await sql.query('INSERT INTO installation (sample, at) VALUES (true, $1) ON CONFLICT DO NOTHING', [
      now,
    ]);
    if (entry.rowCount !== 1) return false;
    await sql.query('UPDATE people SET password_hash = CASE WHEN id = $1 THEN $2 ELSE $3 END', [chief.id, own, shared]);
    await keep(data, signIn);
    return true;
  });
  return chosen ? signIn : sampleSignIn(data);
}
