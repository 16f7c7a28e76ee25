/** What a start finds in the database, and what whoever starts must be told to get in. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Settings } from '../platform/settings.js';
import { officeDay } from '../units/office-day.js';
import { loadSampleCounty, type SampleSignIn, sampleSignIn } from './sample-county.js';
import { isEmpty, setUpCode } from './set-up.js';

/** The same distance from the source and from the build. */
const SAMPLE_FOLDER = fileURLToPath(new URL('../../../../workflows/sample-county', import.meta.url));

export type FirstSignIn =
  /** The sample county, with how to sign in; undefined where another data folder loaded it. */
  | { holds: 'sample'; signIn: SampleSignIn | undefined }
  /** Nothing yet: the first page sets up county and administrator. The code is needed from other machines. */
  | { holds: 'nothing'; setUpCode: string }
  /** The office's own county. */
  | { holds: 'own' };

/** Loads the sample county into an empty database unless the office wants its own; says how to get in. */
export async function prepareOrganisation(
  database: Database,
  settings: Pick<Settings, 'data' | 'empty'>,
  clock: Pick<Clock, 'now'>,
): Promise<FirstSignIn> {
  const { data } = settings;
  const { rows } = await database.pool.query<{ sample: boolean }>('SELECT sample FROM installation');
  const [installed] = rows;
  if (installed !== undefined)
    return installed.sample ? { holds: 'sample', signIn: await sampleSignIn(data) } : { holds: 'own' };
  // Units without an entry: a first start that was killed between the import and its end is finished now.
  const wanted = !settings.empty && existsSync(SAMPLE_FOLDER);
  if (!wanted)
    return (await isEmpty(database)) ? { holds: 'nothing', setUpCode: await setUpCode(data) } : { holds: 'own' };
  const place = { folder: SAMPLE_FOLDER, data, now: clock.now(), today: officeDay(clock) };
  return { holds: 'sample', signIn: await loadSampleCounty(database, place) };
}
