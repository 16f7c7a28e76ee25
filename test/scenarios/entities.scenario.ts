/** Entities agree with the schema that migrations make: what a repository reads is what is there. */
import { Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

let county: SmallCounty;
beforeAll(async () => {
  county = await smallCounty('entities');
});
afterAll(() => county?.close());

/**
 * What TypeORM would do to the tables themselves: tables or columns it misses, has too many or finds retyped. Indexes,
 * foreign keys, checks and the names of constraints are the migrations' alone (many are partial or descending, which
 * entities cannot say).
 */
const columnChanges = async (source: DataSource): Promise<string[]> => {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  return upQueries
    .map(({ query }) => query)
    .filter((query) => /^(CREATE|DROP) TABLE|^ALTER TABLE .* (ADD|DROP|ALTER|RENAME) (COLUMN )?"/.test(query));
};

describe('entities', () => {
  it('have exactly the columns of the migrated tables', async () => {
    const changes = await columnChanges(county.engine.get(DataSource));
    // TypeORM does not know the type xid8; nothing but SQL reads the column.
    expect(changes).toEqual(['ALTER TABLE "events" DROP COLUMN "xid"']);
  });

  it('would not pass for others: a column more, one less, of another type or one that may be missing', async () => {
    const owner = new pg.Client({ connectionString: county.database.url });
    await owner.connect();
    try {
      await owner.query(`
        ALTER TABLE progress ADD COLUMN extra text;
        ALTER TABLE drafts RENAME COLUMN saved_at TO kept_at;
        ALTER TABLE rules ALTER COLUMN version TYPE bigint;
        ALTER TABLE notices ALTER COLUMN to_role DROP NOT NULL`);
      const changes = (await columnChanges(county.engine.get(DataSource))).join('\n');
      for (const name of ['extra', 'saved_at', 'version', 'to_role']) expect(changes).toContain(`"${name}"`);
    } finally {
      await owner.end();
    }
  });

  it('cover every table', async () => {
    const rows = await county.engine
      .get(Database)
      .query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
    const known = county.engine.get(DataSource).entityMetadatas.map(({ tableName }) => tableName);
    expect([...known, 'migrations'].toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  });

  it('are read by the runtime role through few connections', async () => {
    const source = county.engine.get(DataSource);
    expect(await source.query('SELECT current_user AS role')).toEqual([{ role: 'gangmu_runtime' }]);
    expect(source.options).toMatchObject({ synchronize: false, migrationsRun: false, extra: { max: 2 } });
  });
});
