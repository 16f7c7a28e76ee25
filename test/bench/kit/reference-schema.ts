/** The same tables once more, in a schema of their own, for what bare PostgreSQL makes of the same rows. */
import type pg from 'pg';

/** Indexes, checks, identities and foreign keys are those of the engine's tables. */
export async function referenceSchema(sql: pg.Pool): Promise<void> {
  const tables = ['runs', 'items', 'events', 'deadlines', 'outbox', 'notices', 'idempotency_keys', 'campaign_units'];
  await sql.query(`
    DROP SCHEMA IF EXISTS ref CASCADE;
    CREATE SCHEMA ref;
    ${tables.map((table) => `CREATE TABLE ref.${table} (LIKE public.${table} INCLUDING ALL);`).join('\n')}
    ALTER TABLE ref.runs ADD FOREIGN KEY (campaign_id) REFERENCES campaigns (id), ADD FOREIGN KEY (template_hash) REFERENCES templates (hash);
    ALTER TABLE ref.items ADD FOREIGN KEY (run_id) REFERENCES ref.runs (id);
    ALTER TABLE ref.deadlines ADD FOREIGN KEY (run_id) REFERENCES ref.runs (id);
    ALTER TABLE ref.campaign_units ADD FOREIGN KEY (campaign_id) REFERENCES campaigns (id);
  `);
}

/** Copies what the engine's tables hold, or only what they hold of one campaign. */
export async function copyToReference(
  sql: pg.Pool | pg.PoolClient,
  tables: readonly string[],
  campaign?: string,
): Promise<void> {
  for (const table of tables) {
    const { rows } = await sql.query<{ columns: string }>(
      `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''`,
      [`public.${table}`],
    );
    const { columns } = rows[0]!;
    await sql.query(
      `INSERT INTO ref.${table} (${columns}) SELECT ${columns} FROM public.${table}${campaign === undefined ? '' : ' WHERE campaign_id = $1'}`,
      campaign === undefined ? [] : [campaign],
    );
  }
}
