import { createHash } from 'node:crypto';
import pg from 'pg';

export interface FreshDatabase {
  /** Connection address of the superuser. */
  url: string;
  name: string;
  /** Ends whoever is still connected and removes the database. */
  drop(): Promise<void>;
}

let made = 0;

/**
 * An empty database of its own for a test file, in the cluster of this run. With `migrate` it is copied from a
 * template that the first caller of the run migrates: a copy takes a fraction of the migrations' time.
 * @param name what shows in PostgreSQL's lists, e.g. the scenario's name
 * @param migrate brings the database behind an address to the newest schema; must leave no connection open
 */
export async function freshDatabase(name: string, migrate?: (url: string) => Promise<void>): Promise<FreshDatabase> {
  const cluster = process.env['GANGMU_TEST_CLUSTER'];
  if (!cluster) throw new Error('No test cluster: run this file with test/jest.scenario.mjs or test/jest.browser.mjs.');
  const urlOf = (database: string) => Object.assign(new URL(cluster), { pathname: `/${database}` }).href;
  const worker = process.env['JEST_WORKER_ID'] ?? '1';
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 30);
  const database = `test_${plain}_${worker}_${process.pid}_${++made}`;
  await asSuperuser(cluster, async (client) => {
    const template = migrate ? await migratedTemplate(client, urlOf, migrate) : 'template1';
    await client.query(`CREATE DATABASE ${database} TEMPLATE ${template} STRATEGY file_copy`);
  });
  return {
    url: urlOf(database),
    name: database,
    drop: () => asSuperuser(cluster, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)),
  };
}

/** Made once per run and migration function; the advisory lock makes other workers wait for it. */
async function migratedTemplate(
  client: pg.Client,
  urlOf: (database: string) => string,
  migrate: (url: string) => Promise<void>,
): Promise<string> {
  const template = `migrated_${createHash('sha256').update(migrate.toString()).digest('hex').slice(0, 12)}`;
  await client.query('SELECT pg_advisory_lock(4170)');
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      const passing = `${template}_new`;
      await client.query(`DROP DATABASE IF EXISTS ${passing} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${passing}`);
      await migrate(urlOf(passing));
      await client.query(`ALTER DATABASE ${passing} RENAME TO ${template}`);
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock(4170)');
  }
  return template;
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
