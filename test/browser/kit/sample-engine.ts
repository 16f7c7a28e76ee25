import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Clock,
  createEngine,
  Database,
  launchSampleCampaign,
  prepareOrganisation,
  readSettings,
  SteppedTime,
} from '@gangmu/engine';
import { freshDatabase } from '../../kit/postgres.js';

type Engine = Awaited<ReturnType<typeof createEngine>>;

export interface SampleEngine {
  /** Where its pages are. */
  address: string;
  engine: Engine;
  campaign: string;
  signIn: { login: string; password: string; samplePassword: string };
  /** Moves the stepped clock on, with everything that is due on the way. */
  advanceTo: (day: string) => Promise<void>;
  close: () => Promise<void>;
}

const start = '2026-03-02';
const end = '2026-08-31';

/**
 * A whole engine with the sample county and its campaign, its clock standing where the test puts it. `adapted`: the
 * first township has its own adaptation.
 */
export async function startSampleEngine(
  name: string,
  options: { empty?: boolean; adapted?: boolean } = {},
): Promise<SampleEngine> {
  const database = await freshDatabase(name);
  const data = mkdtempSync(join(tmpdir(), 'gangmu-browser-'));
  const settings = {
    ...readSettings({
      GANGMU_DATA: data,
      GANGMU_PORT: '0',
      GANGMU_LOG: 'error',
      GANGMU_CLOCK: 'stepped',
      ...(options.empty === true ? { GANGMU_EMPTY: '1' } : {}),
    }),
    databaseUrl: database.url,
  };
  const engine = await createEngine(settings, { steppedStart: Date.parse(`${start}T01:00:00Z`) });
  const first = await prepareOrganisation(engine.get(Database), settings, engine.get(Clock));
  const sample =
    first.holds === 'sample' ? await launchSampleCampaign(engine, { start, end }, options.adapted === true) : undefined;
  await engine.listen(0, '127.0.0.1');
  const bound: unknown = engine.getHttpServer().address();
  const { port } = bound as { port: number };
  return {
    address: `http://127.0.0.1:${port}`,
    engine,
    campaign: sample?.campaign ?? '',
    signIn:
      first.holds === 'sample' && first.signIn !== undefined
        ? first.signIn
        : { login: '', password: '', samplePassword: '' },
    advanceTo: async (day) => await engine.get(SteppedTime).advanceTo(Date.parse(`${day}T01:00:00Z`)),
    close: async () => {
      await engine.close();
      await database.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
