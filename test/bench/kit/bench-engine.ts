/** An engine with a database of its own in the benchmark's PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type EmbeddedPostgres, ensureDatabase, readSettings } from '@gangmu/engine';
import pg from 'pg';
import { type County, makeCounty } from './county.js';

export type Engine = Awaited<ReturnType<typeof createEngine>>;

export interface BenchEngine {
  engine: Engine;
  county: County;
  /** The owner of the tables: prepares data and looks at what was written. */
  owner: pg.Pool;
  port: number;
  close: () => Promise<void>;
}

/** With `units` 0 the database is taken as it was left. */
export async function benchEngine(
  cluster: EmbeddedPostgres,
  name: string,
  options: { units: number; clock?: 'real' | 'stepped'; steppedStart?: number },
): Promise<BenchEngine> {
  await ensureDatabase(cluster.url, name);
  const data = mkdtempSync(join(tmpdir(), 'gangmu-bench-data-'));
  const settings = {
    ...readSettings({
      GANGMU_DATA: data,
      GANGMU_PORT: '0',
      GANGMU_LOG: 'error',
      GANGMU_CLOCK: options.clock ?? 'real',
    }),
    databaseUrl: cluster.urlOf(name),
  };
  const { steppedStart } = options;
  const engine = await createEngine(settings, steppedStart === undefined ? {} : { steppedStart });
  const owner = new pg.Pool({ connectionString: cluster.urlOf(name), max: 4 });
  const county =
    options.units > 0
      ? await makeCounty(owner, options.units)
      : { root: '', clerks: [], designer: { person: '', cookie: '' } };
  await engine.listen(0, '127.0.0.1');
  const { port } = engine.getHttpServer().address() as { port: number };
  return {
    engine,
    county,
    owner,
    port,
    close: async () => {
      await engine.close();
      await owner.end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
