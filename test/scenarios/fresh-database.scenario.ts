/** The ground the other scenarios stand on: a database of their own, copied from a migrated template. */
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freshDatabase } from '../kit/postgres.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a fresh database', () => {
  it('is migrated once and shares nothing with the next one', async () => {
    let migrations = 0;
    const migrate = async (url: string) => {
      migrations += 1;
      await ask(url, 'CREATE TABLE notes (text text)');
    };
    const one = await freshDatabase('one', migrate);
    const two = await freshDatabase('two', migrate);
    await ask(one.url, `INSERT INTO notes VALUES ('mine')`);
    expect(await ask(one.url, 'SELECT text FROM notes')).toEqual([{ text: 'mine' }]);
    expect(await ask(two.url, 'SELECT text FROM notes')).toEqual([]);
    expect(migrations).toBe(1);
    await one.drop();
    await expect(ask(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
    await two.drop();
  });
});
