import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, sharedFolder } from './binaries.js';
import { giveTo, type Identity, runAs } from './identity.js';
import { asStartupProblem, diskFull, StartupProblem } from './startup-problem.js';

/** The superuser of an embedded cluster. Roles with fewer rights are made by the migrations. */
export const superuser = 'gangmu';

export interface ClusterFolder {
  /** PostgreSQL's data directory. */
  data: string;
  log: string;
  password: string;
}

/** An empty cluster needs about 50 MB, its write-ahead log grows to 1 GB under load. */
const leastFreeBytes = 200 * 1024 * 1024;

/**
 * Finds or makes the cluster's files below `dataDir`: `postgres/data`, `postgres/log`, `postgres/password` (0600).
 * @throws StartupProblem
 */
export async function prepareCluster(
  dataDir: string,
  binaries: Binaries,
  identity: Identity | undefined,
  notice: (text: string) => void,
): Promise<ClusterFolder> {
  const folder = await folderFor(dataDir, identity, notice);
  const cluster = { data: join(folder, 'data'), log: join(folder, 'postgres.log') };
  const passwordFile = join(dataDir, 'postgres-password');
  try {
    if (existsSync(cluster.data)) {
      checkVersion(cluster.data, binaries);
      return { ...cluster, password: readPassword(passwordFile, cluster.data) };
    }
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < leastFreeBytes) throw diskFull(folder);
    const password = randomBytes(24).toString('base64url');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    await initialise(folder, cluster.data, password, binaries, identity);
    return { ...cluster, password };
  } catch (error) {
    throw asStartupProblem(error, dataDir);
  }
}

/** `dataDir/postgres`, or a folder PostgreSQL's user can reach when `dataDir` lies in root's closed home. */
async function folderFor(
  dataDir: string,
  identity: Identity | undefined,
  notice: (text: string) => void,
): Promise<string> {
  const folder = join(dataDir, 'postgres');
  if (await makeFolder(folder, identity)) return folder;
  const elsewhere = join(sharedFolder, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  notice(`PostgreSQL does not run as root and cannot reach ${dataDir}; its data is kept in ${elsewhere}.`);
  mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
  if (await makeFolder(elsewhere, identity)) return elsewhere;
  throw new StartupProblem(
    'folder-not-writable',
    `PostgreSQL does not run as root and its user can reach neither ${dataDir} nor ${elsewhere}. Start Gangmu as an ordinary user, or choose a folder every user can enter with --data or GANGMU_DATA.`,
  );
}

async function makeFolder(folder: string, identity: Identity | undefined): Promise<boolean> {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  if (!identity) return true;
  if (statSync(folder).uid !== identity.uid) giveTo(folder, identity);
  const { status } = await runAs(identity, '/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder]);
  return status === 0;
}

function checkVersion(data: string, binaries: Binaries): void {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version === String(binaries.major)) return;
  throw new StartupProblem(
    'data-version',
    `The data in ${data} was written by PostgreSQL ${version}, but this release of Gangmu brings PostgreSQL ${binaries.major}, which cannot read it. Start the release that wrote it and move the data with pg_dump, or choose another folder with --data or GANGMU_DATA.`,
  );
}

function readPassword(file: string, data: string): string {
  const password = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (password) return password;
  throw new StartupProblem(
    'password-lost',
    `The file ${file} with the password of the database in ${data} is missing. Put it back from a backup, or choose another folder with --data or GANGMU_DATA.`,
  );
}

/** Made under a passing name and renamed: an interrupted first start leaves nothing half-made behind. */
async function initialise(
  folder: string,
  data: string,
  password: string,
  binaries: Binaries,
  identity: Identity | undefined,
): Promise<void> {
  const passing = join(folder, 'data.new');
  const passwordFile = join(folder, 'password.new');
  rmSync(passing, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(passwordFile, identity);
  // ICU with the Chinese locale sorts names by pinyin, the order in which people look for them.
  const { status, output } = await runAs(identity, binaries.initdb, [
    `--pgdata=${passing}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=zh-Hans-CN',
    '--no-instructions',
  ]);
  rmSync(passwordFile, { force: true });
  if (status !== 0) {
    rmSync(passing, { recursive: true, force: true });
    if (/No space left|Disk quota/.test(output)) throw diskFull(folder);
    throw new StartupProblem(
      'postgres-failed',
      `PostgreSQL could not create its data folder in ${folder}: ${output.trim()}`,
    );
  }
  writeFileSync(join(passing, 'postgresql.conf'), `\ninclude_if_exists = 'gangmu.conf'\n`, { flag: 'a' });
  renameSync(passing, data);
}

/** Settings that belong to one start; the rest of PostgreSQL's defaults – its durability above all – stay. */
export function writeSettings(data: string, port: number, identity: Identity | undefined): void {
  const file = join(data, 'gangmu.conf');
  const settings = [
    `port = ${port}`,
    `listen_addresses = '127.0.0.1'`,
    `unix_socket_directories = ''`,
    `cluster_name = 'gangmu'`,
    'max_connections = 100',
    `timezone = 'UTC'`,
    `log_timezone = 'UTC'`,
    `log_line_prefix = '%m [%p] '`,
  ];
  writeFileSync(file, `# written at every start\n${settings.join('\n')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  giveTo(file, identity);
}
