/** The two connections to PostgreSQL: the owner's, which migrates and is closed again, and the runtime role's pool. */
import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { SettingsError } from '../settings.js';
import { mapping } from './mapping.js';
import { migrations } from './migrations/index.js';
import { grantRuntimeRights } from './runtime-rights.js';

export const RUNTIME_ROLE = 'gangmu_runtime';

/** int8 columns hold positions, minutes and milliseconds, all far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The pool that hot paths and screens use; always the runtime role. */
export abstract class Database {
  abstract readonly pool: pg.Pool;
  /** Address of the runtime role, for those who need connections of their own (queue). */
  abstract readonly url: string;
  /** One statement; prepared once per connection when it has a name. */
  abstract query<Row extends pg.QueryResultRow>(text: string, values?: unknown[], name?: string): Promise<Row[]>;
  /** Statements that belong together. */
  abstract transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
}

export class PostgresDatabase extends Database {
  constructor(
    readonly pool: pg.Pool,
    readonly url: string,
  ) {
    super();
  }

  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = [], name?: string): Promise<Row[]> {
    const result = await this.pool.query<Row>(name === undefined ? { text, values } : { name, text, values });
    return result.rows;
  }

  async transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const answer = await work(client);
      await client.query('COMMIT');
      client.release();
      return answer;
    } catch (error) {
      const failed = await client.query('ROLLBACK').then(
        () => undefined,
        (reason: Error) => reason,
      );
      client.release(failed);
      throw error;
    }
  }
}

/**
 * The runtime role's password. Derived from the owner's, so that every process that knows DATABASE_URL finds the same
 * one and nothing has to be kept anywhere.
 * @throws SettingsError where the owner's is not in the address: nobody could tell another from anybody's guess
 */
export function runtimeUrlOf(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  if (url.password === '')
    throw new SettingsError(
      `DATABASE_URL holds no password, from which that of the role "${RUNTIME_ROLE}" would be made. Let an administrator ` +
        `run: CREATE ROLE ${RUNTIME_ROLE} LOGIN PASSWORD '…' – and set GANGMU_RUNTIME_URL=postgres://${RUNTIME_ROLE}:…@host/database.`,
    );
  url.password = createHmac('sha256', decodeURIComponent(url.password))
    .update(`${RUNTIME_ROLE}@gangmu`)
    .digest('base64url');
  url.username = RUNTIME_ROLE;
  return url.toString();
}

/** What a failed connection means for whoever starts the engine. */
function connectionSentence(error: unknown, url: string): SettingsError {
  const { code, message } = error as { code?: string; message?: string };
  const where = new URL(url);
  const place = `${where.hostname}:${where.port || '5432'}`;
  const database = where.pathname.slice(1);
  const reason =
    code === 'ECONNREFUSED' || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH'
      ? `nothing answers at ${place}; start PostgreSQL there or correct DATABASE_URL`
      : code === 'ENOTFOUND' || code === 'EAI_AGAIN'
        ? `the host ${where.hostname} is not known; correct DATABASE_URL`
        : code === '28P01' || code === '28000'
          ? `PostgreSQL at ${place} does not accept the user "${where.username}" with this password; correct DATABASE_URL`
          : code === '3D000'
            ? `the database "${database}" does not exist at ${place}; create it: CREATE DATABASE "${database}"`
            : `PostgreSQL at ${place} answered: ${message ?? String(error)}`;
  return new SettingsError(`The database cannot be used: ${reason}.`);
}

async function connectOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw connectionSentence(error, url);
  }
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  );
  if ((rows[0]?.version ?? 0) < 140_000) {
    await client.end();
    throw new SettingsError('The database cannot be used: Gangmu needs PostgreSQL 14 or newer.');
  }
  return client;
}

const canConnect = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
};

/** Databases of the same server, this one left out, where the role has rights: other installations'. */
const OTHERS = `SELECT DISTINCT db.datname AS name FROM pg_shdepend held JOIN pg_database db ON db.oid = held.dbid
  WHERE held.refclassid = 'pg_authid'::regclass AND held.refobjid = (SELECT oid FROM pg_roles WHERE rolname = $1)
    AND db.datname <> current_database() ORDER BY 1 LIMIT 1`;

/** Two that change one role at the same moment fail with this; whoever came second tries again, so often at most. */
const CHANGED_MEANWHILE = 'XX000';
const MOST_TRIES = 5;

/** Makes the runtime role if it is missing. Never falls back to running as the owner. */
async function ensureRuntimeRole(owner: pg.Client, url: string, tries = 1): Promise<void> {
  const { password } = new URL(url);
  const secret = owner.escapeLiteral(decodeURIComponent(password));
  const exists = async (): Promise<boolean> =>
    (await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [RUNTIME_ROLE])).rowCount === 1;
  try {
    if (!(await exists())) {
      // Roles belong to the whole server: another process may be making the same one for its own database.
      await owner
        .query(`CREATE ROLE ${RUNTIME_ROLE} LOGIN PASSWORD ${secret}`)
        .catch(async (error: { code?: string }) => {
          if (!['42710', '23505'].includes(error.code ?? '')) throw error;
        });
    }
    const database = new URL(url).pathname.slice(1);
    await owner.query(
      `GRANT CONNECT ON DATABASE ${owner.escapeIdentifier(decodeURIComponent(database))} TO ${RUNTIME_ROLE}`,
    );
    if (await canConnect(url)) return;
    // Roles belong to the whole server: a new password would shut the other installation out.
    const [other] = (await owner.query<{ name: string }>(OTHERS, [RUNTIME_ROLE])).rows;
    if (other !== undefined)
      throw new SettingsError(
        `The role "${RUNTIME_ROLE}" serves the database "${other.name}" on this server with another password. Make a role ` +
          `of its own for this one: CREATE ROLE another LOGIN PASSWORD '…' – and set GANGMU_RUNTIME_URL=postgres://another:…@host/database.`,
      );
    await owner.query(`ALTER ROLE ${RUNTIME_ROLE} LOGIN PASSWORD ${secret}`);
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const { code } = error as { code?: string };
    if (code === CHANGED_MEANWHILE && tries < MOST_TRIES) return ensureRuntimeRole(owner, url, tries + 1);
    throw new SettingsError(
      `The database user of DATABASE_URL may not create the role "${RUNTIME_ROLE}" (${code ?? String(error)}). ` +
        `Let an administrator run: CREATE ROLE ${RUNTIME_ROLE} LOGIN PASSWORD '…' – and set ` +
        `GANGMU_RUNTIME_URL=postgres://${RUNTIME_ROLE}:…@host/database. Gangmu does not run as the owner of its tables.`,
    );
  }
  if (!(await canConnect(url))) {
    throw new SettingsError(
      `The role "${RUNTIME_ROLE}" exists, but cannot sign in to the database; allow it in pg_hba.conf or set GANGMU_RUNTIME_URL.`,
    );
  }
}

/** TypeORM on the owner's connection: entities and migrations. */
export const ownerDataSource = (url: string): DataSource =>
  new DataSource({ ...mapping, url, migrations, migrationsTableName: 'migrations', extra: { max: 2 } });

/** One lock for every migration of a database, so that processes started together do not collide. */
const MIGRATION_LOCK = 4_701_001;

async function migrate(url: string): Promise<void> {
  const source = await ownerDataSource(url).initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    await source.runMigrations({ transaction: 'each' });
    await runner.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`);
  } finally {
    await runner.release();
    await source.destroy();
  }
}

/** Names of migrations this program knows and the database lacks. */
export async function missingMigrations(client: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations').catch(() => ({ rows: [] }));
  const applied = new Set(rows.map((row) => row.name));
  return migrations.map((migration) => migration.name).filter((name) => !applied.has(name));
}

/** Whether the last of the rights a start gives are there: they are given together. */
async function hasRights(owner: pg.Client, role: string): Promise<boolean> {
  const { rows } = await owner.query<{ granted: boolean }>(
    `SELECT has_table_privilege($1, 'events', 'INSERT') AND NOT has_table_privilege($1, 'events', 'UPDATE')
      AND has_table_privilege($1, 'runs', 'UPDATE') AS granted`,
    [role],
  );
  return rows[0]?.granted === true;
}

export interface DatabaseSettings {
  databaseUrl: string | undefined;
  runtimeUrl: string | undefined;
  pool: number;
}

/**
 * Brings the schema up to date as its owner, then connects as the runtime role.
 * @throws SettingsError with a sentence that says what is wrong and what to do
 */
export async function openDatabase(settings: DatabaseSettings): Promise<PostgresDatabase> {
  const ownerUrl = settings.databaseUrl;
  if (ownerUrl === undefined && settings.runtimeUrl === undefined) {
    throw new SettingsError('No database: set DATABASE_URL, or start with `npm start`, which brings its own.');
  }
  const url = settings.runtimeUrl ?? runtimeUrlOf(ownerUrl ?? '');
  if (ownerUrl !== undefined) {
    const owner = await connectOwner(ownerUrl);
    try {
      if (settings.runtimeUrl === undefined) await ensureRuntimeRole(owner, url);
      const role = decodeURIComponent(new URL(url).username);
      const missing = (await missingMigrations(owner)).length > 0;
      if (missing) await migrate(ownerUrl);
      // A first start that was killed after its migrations has left the role without rights.
      if (missing || !(await hasRights(owner, role))) await grantRuntimeRights(ownerUrl, role);
    } finally {
      await owner.end();
    }
  }
  const probe = await connectOwner(url);
  try {
    await checkRuntime(probe);
  } finally {
    await probe.end();
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: settings.pool,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'gangmu',
  });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // One that breaks while somebody works with it fails their statement; the client itself must be listened to as well.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return new PostgresDatabase(pool, url);
}

/** The schema is current, and this role really cannot alter what is recorded. */
async function checkRuntime(client: pg.Client): Promise<void> {
  const missing = await missingMigrations(client);
  if (missing.length > 0) {
    throw new SettingsError(
      `The database lacks ${missing.length} migration(s) (${missing[0]} …). Start one engine with DATABASE_URL of the owner first.`,
    );
  }
  const { rows } = await client.query<{ rewrite: boolean }>(
    `SELECT has_table_privilege('events', 'UPDATE') OR has_table_privilege('events', 'DELETE') AS rewrite`,
  );
  if (rows[0]?.rewrite !== false) {
    throw new SettingsError(
      'GANGMU_RUNTIME_URL names a role that can change recorded events. Use a role of its own that does not own the tables.',
    );
  }
}
