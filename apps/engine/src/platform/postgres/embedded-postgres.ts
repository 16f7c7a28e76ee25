import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, locateBinaries } from './binaries.js';
import { type ClusterFolder, prepareCluster, superuser, writeSettings } from './cluster-folder.js';
import { giveTo, type Identity, postgresIdentity, runAs } from './identity.js';
import { takeInstanceLock } from './instance-lock.js';
import { type ServerWatch, type Watched, watchServer } from './watch-server.js';
import { asStartupProblem, diskFull, diskReadOnly, StartupProblem } from './startup-problem.js';

export interface EmbeddedPostgresOptions {
  /** Created if missing; holds the cluster, its password (0600) and the lock of the running engine. */
  dataDir: string;
  /** Told what an administrator may want to know, e.g. that the data is kept elsewhere. */
  notice?: (text: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection address of the superuser, database `postgres`. */
  url: string;
  port: number;
  /** True when a server left by a killed process was taken over instead of started. */
  adopted: boolean;
  /** The same for another database of the cluster. */
  urlOf(database: string): string;
  /** Records where the engine answers, so that a second start can say so. */
  announce(address: string): void;
  /** From now on a server that was killed is started again, at the same address. */
  keepRunning(news: Pick<ServerWatch, 'told' | 'failed'>): void;
  /** Ends connections, shuts down in good order and gives up the lock. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with Gangmu, on 127.0.0.1 and a free port, or takes over the one that a killed
 * engine left behind. About one second the first time, well below half a second later.
 * @throws StartupProblem with a sentence for whoever started it
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const identity = postgresIdentity();
  let lock: ReturnType<typeof takeInstanceLock>;
  try {
    mkdirSync(dataDir, { recursive: true, mode: identity ? 0o711 : 0o700 });
    lock = takeInstanceLock(dataDir);
  } catch (error) {
    throw asStartupProblem(error, dataDir);
  }
  try {
    const binaries = await locateBinaries(identity);
    const cluster = await prepareCluster(dataDir, binaries, identity, options.notice ?? (() => undefined));
    const left = await portOfServerLeft(cluster, binaries, identity);
    const port = left ?? (await start(cluster, binaries, identity));
    let watch: Watched | undefined;
    const urlOf = (database: string) =>
      `postgres://${superuser}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    return {
      url: urlOf('postgres'),
      port,
      adopted: left !== undefined,
      urlOf,
      announce: (address) => lock.announce(address),
      keepRunning({ told, failed }) {
        watch ??= watchServer({
          runs: () => serverRuns(cluster),
          restart: () => startAgain(cluster, binaries, identity, port),
          told,
          log: cluster.log,
          failed: (error) => failed(asStartupProblem(error, dataDir)),
        });
      },
      async stop() {
        await watch?.end();
        await stopServer(cluster, binaries, identity);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw asStartupProblem(error, dataDir);
  }
}

/** What `postmaster.pid` says of a server, if it is one and it is of this data folder. */
function serverLeft(cluster: ClusterFolder): { pid: number; port: number } | undefined {
  const file = join(cluster.data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  return { pid, port: Number(lines[3]) };
}

/** Port of a server that outlived its engine and answers to our password; one that does not answer is stopped. */
async function portOfServerLeft(
  cluster: ClusterFolder,
  binaries: Binaries,
  identity: Identity | undefined,
): Promise<number | undefined> {
  const left = serverLeft(cluster);
  if (!left) return undefined;
  const client = new pg.Client({
    host: '127.0.0.1',
    port: left.port,
    user: superuser,
    password: cluster.password,
    database: 'postgres',
    connectionTimeoutMillis: 3000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data: string }>(`SELECT current_setting('data_directory') AS data`);
    if (rows[0]?.data === cluster.data) return left.port;
  } catch {
    // not ours, still starting, or going down: decided below
  } finally {
    await client.end().catch(() => undefined);
  }
  if (isServerOf(cluster.data, left.pid)) await stopServer(cluster, binaries, identity);
  // The number has passed to another program since: PostgreSQL would refuse to start because of it.
  else rmSync(join(cluster.data, 'postmaster.pid'), { force: true });
  return undefined;
}

/** Guards against signalling a stranger that was given the number of a dead server; unknowable without /proc. */
function isServerOf(data: string, pid: number): boolean {
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(args[0] ?? '') === 'postgres' && args.includes(data);
  } catch {
    return process.platform !== 'linux';
  }
}

/** A killed server leaves its file; one whose parent has not taken note of its end still has a number, but runs no more. */
function serverRuns(cluster: ClusterFolder): boolean {
  const left = serverLeft(cluster);
  return left !== undefined && isServerOf(cluster.data, left.pid);
}

/** Starts a server that ended by itself, at the port it had: whoever is connected to it finds it there. */
async function startAgain(
  cluster: ClusterFolder,
  binaries: Binaries,
  identity: Identity | undefined,
  port: number,
): Promise<void> {
  if (serverLeft(cluster) !== undefined) {
    // A number that is still given out keeps PostgreSQL from starting; its children are gone a moment after it.
    await delay(1000);
    if (serverRuns(cluster)) return;
    rmSync(join(cluster.data, 'postmaster.pid'), { force: true });
  }
  await start(cluster, binaries, identity, port);
}

/** Tries a few times: the port may be taken in between, and children of a killed server need a moment to go. */
async function start(
  cluster: ClusterFolder,
  binaries: Binaries,
  identity: Identity | undefined,
  at?: number,
): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = at ?? (await freePort());
    writeSettings(cluster.data, port, identity);
    freshLog(cluster.log, identity);
    const { status, output } = await runAs(identity, binaries.pgCtl, [
      'start',
      '--wait',
      '--timeout=60',
      `--pgdata=${cluster.data}`,
      `--log=${cluster.log}`,
    ]);
    if (status === 0) return port;
    const log = readFileSync(cluster.log, 'utf8').slice(-4000);
    if (/No space left on device|Disk quota exceeded/.test(log + output)) throw diskFull(cluster.data);
    if (/Read-only file system/.test(log + output)) throw diskReadOnly(cluster.data);
    const passes = /shared memory block|Address already in use|could not bind|lock file/.test(log);
    if (passes && attempt < 20) {
      await delay(250);
      continue;
    }
    const lines = log.trim().split('\n');
    const reason = lines.filter((line) => /FATAL|PANIC|ERROR/.test(line)).at(-1) ?? lines.at(-1) ?? output.trim();
    throw new StartupProblem(
      'postgres-failed',
      `PostgreSQL does not start: ${reason} – the whole log is in ${cluster.log}. Put that right, or restore the data from a backup, and start again.`,
    );
  }
}

async function stopServer(cluster: ClusterFolder, binaries: Binaries, identity: Identity | undefined): Promise<void> {
  if (!existsSync(join(cluster.data, 'postmaster.pid'))) return;
  const args = ['stop', '--mode=fast', '--wait', '--timeout=60', `--pgdata=${cluster.data}`];
  const { status, output } = await runAs(identity, binaries.pgCtl, args);
  if (status !== 0 && existsSync(join(cluster.data, 'postmaster.pid')) && serverLeft(cluster)) {
    throw new StartupProblem('postgres-failed', `PostgreSQL could not be stopped: ${output.trim()}`);
  }
}

/** One log per start, the one before kept beside it: enough to see why, never a disk filled in silence. */
function freshLog(log: string, identity: Identity | undefined): void {
  if (existsSync(log) && statSync(log).size > 0) renameSync(log, `${log}.1`);
  writeFileSync(log, '', { mode: 0o600 });
  giveTo(log, identity);
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolvePort(port));
    });
  });
}
