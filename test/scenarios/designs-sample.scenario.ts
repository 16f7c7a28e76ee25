/** The sample county as it comes: the county's own design published, one township's adaptation of it, and both running. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, createEngine, Database, launchSampleCampaign, prepareOrganisation, readSettings } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FreshDatabase, freshDatabase } from '../kit/postgres.js';

let database: FreshDatabase;
let data: string;
let engine: Awaited<ReturnType<typeof createEngine>>;
beforeAll(async () => {
  database = await freshDatabase('design_sample');
  data = mkdtempSync(join(tmpdir(), 'gangmu-design-sample-'));
  const settings = { ...readSettings({ GANGMU_DATA: data, GANGMU_LOG: 'error' }), databaseUrl: database.url };
  engine = await createEngine(settings);
  await prepareOrganisation(engine.get(Database), settings, engine.get(Clock));
});
afterAll(async () => {
  await engine?.close();
  await database?.drop();
  if (data !== undefined) rmSync(data, { recursive: true, force: true });
});

describe('the sample county', () => {
  it('runs on its own design, a township on its adaptation; starting twice makes nothing twice', async () => {
    const first = await launchSampleCampaign(engine, undefined, true);
    expect(await launchSampleCampaign(engine, undefined, true)).toEqual(first);
    const rows = await engine.get(Database).query<{ code: string; versions: number; runs: number }>(
      `SELECT u.code, count(DISTINCT v.number)::int AS versions, count(DISTINCT r.id)::int AS runs
        FROM designs d JOIN units u ON u.id = d.unit_id JOIN design_versions v ON v.design_id = d.id
          LEFT JOIN runs r ON r.template_hash = v.hash GROUP BY u.code ORDER BY u.code`,
    );
    expect(rows).toEqual([
      { code: 'CH', versions: 1, runs: expect.any(Number) },
      { code: 'T01', versions: 1, runs: expect.any(Number) },
    ]);
    expect(rows.every(({ runs }) => runs > 1)).toBe(true);
    const [tightened] = await engine
      .get(Database)
      .query<{ lines: { path: string }[] }>(`SELECT tightenings AS lines FROM design_versions WHERE base IS NOT NULL`);
    expect(tightened?.lines.map(({ path }) => path)).toContain('/steps/plan/deadlines/township');
  });
});
