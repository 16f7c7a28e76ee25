/** Rows that nobody can use any more are removed once a day, by whoever works off the alarms. */
import { Alarms, createEngine, readSettings } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const DAY = 24 * 3_600_000;
let county: SmallCounty;
let superuser: pg.Pool;
beforeAll(async () => {
  county = await smallCounty('housekeeping');
  superuser = new pg.Pool({ connectionString: county.database.url, max: 1 });
});
afterAll(async () => {
  await superuser?.end();
  await county?.close();
});

/** What there is of these rows, by name. */
const left = async (): Promise<string[]> => {
  const { rows } = await superuser.query<{ name: string }>(`
    SELECT key AS name FROM idempotency_keys UNION ALL SELECT id FROM progress WHERE kind = 'trial'
      UNION ALL SELECT id FROM sessions WHERE address = 'trial'
      UNION ALL SELECT key FROM sign_in_failures WHERE key LIKE 'failure-%' UNION ALL SELECT 'code' FROM reset_codes ORDER BY 1`);
  return rows.map(({ name }) => name);
};

describe('housekeeping', () => {
  it('leaves what may still be of use', async () => {
    const [now, chief] = [Date.now(), county.people['chief']];
    const add = (text: string, values: unknown[]): Promise<unknown> => superuser.query(text, values);
    for (const [name, age] of [
      ['old', 31 * DAY],
      ['week', 8 * DAY],
      ['new', 60_000],
    ] as const) {
      const at = now - age;
      await add(`INSERT INTO idempotency_keys VALUES ($1, $2, 'r', 200, '{}', $3)`, [chief, `key-${name}`, at]);
      await add(`INSERT INTO progress (id, kind, person_id, status, at) VALUES ($2, 'trial', $1, 'done', $3)`, [
        chief,
        `job-${name}`,
        at,
      ]);
      await add(
        `INSERT INTO sessions (id, token_hash, person_id, started_at, seen_at, rotated_at, address)
          VALUES ($2, sha256($2::text::bytea), $1, $3, $3, $3, 'trial')`,
        [chief, `session-${name}`, at],
      );
      await add('INSERT INTO sign_in_failures VALUES ($1, 3, $2)', [`failure-${name}`, at]);
    }
    await add(`INSERT INTO reset_codes VALUES ($1, 'x', NULL, $2)`, [chief, now - 1]);
    // This engine has looked today already; one that starts looks at once.
    await county.engine.get(Alarms).drain();
    expect(await left()).toHaveLength(13);
    const next = await createEngine(
      readSettings({ GANGMU_DATA: county.data, GANGMU_LOG: 'error', DATABASE_URL: county.database.url }),
    );
    try {
      await next.get(Alarms).drain();
    } finally {
      await next.close();
    }
    expect(await left()).toEqual(['failure-new', 'job-new', 'job-week', 'key-new', 'session-new']);
  });
});
