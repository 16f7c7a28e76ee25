/** The whole campaign on the stepped clock, through the same engine, database and queue as in earnest. */
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  addDays,
  addWorkingDays,
  cn,
  dateOf,
  minuteAt,
  minuteOf,
  type PlainDate,
  templateSchema,
  type Verdict,
  verifyExport,
  windowMinutes,
} from '@gangmu/core';
import {
  Clock,
  createEngine,
  Database,
  type EmbeddedPostgres,
  ensureDatabase,
  dropDatabase,
  launchSampleCampaign,
  prepareOrganisation,
  readSettings,
  RecordKeeper,
  startEmbeddedPostgres,
  SteppedTime,
} from '@gangmu/engine';
import { checkSignature } from '../commands/public-key.js';
import { WORK_HOURS } from './behaviour.js';
import { type DemoFigures, demoFigures } from './figures.js';
import { incidents } from './incidents.js';
import { desks, People } from './people.js';
import { workHour, type World } from './work.js';

export interface DemoOptions {
  seed: number;
  /** Folder of the demonstration's own data. */
  data: string;
  port: number;
  /** Begin anew even if an unfinished one could be taken up. */
  fresh: boolean;
  /** Real milliseconds per working day, for those who watch; 0: as fast as it goes. */
  pace: number;
}
export interface DemoProgress {
  /** Once, when the engine listens. */
  listening: (address: string, resumed: boolean) => void;
  /** Days done, days in all, the present day, what happened so far. */
  day: (done: number, total: number, today: PlainDate, handedIn: number) => void;
}
export interface DemoOutcome {
  figures: DemoFigures;
  verify: Verdict;
  export: string;
  key: string;
  resumed: boolean;
}

const TIME_ZONE = 'Asia/Shanghai';
/** The programme of the sample template, whose holidays are known. */
const WINDOW = { start: '2026-03-02', end: '2026-08-31' } as const;
/** The county is set up a week before. */
const SET_UP = minuteAt('2026-02-23', '09:00', TIME_ZONE) * 60_000;

/** Real ms an engine is given to close. */
const CLOSING = 5000;

interface Kept {
  seed: number;
  flagged: number;
}

/** Runs, or takes up, the demonstration. The figures are the same for the same seed, however often it was killed. */
export async function runDemo(options: DemoOptions, progress: DemoProgress): Promise<DemoOutcome> {
  mkdirSync(options.data, { recursive: true });
  const keptFile = join(options.data, 'demo.json');
  const kept = existsSync(keptFile) ? (JSON.parse(readFileSync(keptFile, 'utf8')) as Kept) : undefined;
  const resumed = !options.fresh && kept?.seed === options.seed;
  const given = process.env['DATABASE_URL'];
  let embedded: EmbeddedPostgres | undefined;
  let url = given;
  if (url === undefined) {
    embedded = await startEmbeddedPostgres({ dataDir: options.data, notice: () => undefined });
    if (!resumed) await dropDatabase(embedded.url, 'gangmu_demo');
    await ensureDatabase(embedded.url, 'gangmu_demo');
    url = embedded.urlOf('gangmu_demo');
  }
  if (!resumed) {
    for (const file of ['sample-sign-in.json', 'demo.json']) rmSync(join(options.data, file), { force: true });
    rmSync(join(options.data, 'manifests'), { recursive: true, force: true });
    keep(keptFile, { seed: options.seed, flagged: 0 });
  }
  const settings = readSettings({
    ...process.env,
    GANGMU_DATA: options.data,
    DATABASE_URL: url,
    GANGMU_CLOCK: 'stepped',
    GANGMU_PORT: String(options.port),
    GANGMU_LOG: process.env['GANGMU_LOG'] ?? 'error',
    GANGMU_EMPTY: '',
  });
  const app = await createEngine(settings, { steppedStart: SET_UP });
  try {
    const [database, clock, time] = [app.get(Database), app.get(Clock), app.get(SteppedTime)];
    const first = await prepareOrganisation(database, settings, clock);
    if (first.holds !== 'sample' || first.signIn === undefined)
      throw new Error('The demonstration needs a database of its own.');
    const { signIn } = first;
    const campaign = await launchSampleCampaign(app, WINDOW);
    if (campaign === undefined) throw new Error('The sample county has nobody who may launch a campaign.');
    await launched(database, campaign.campaign);
    const address = await app.listen(settings.port, '127.0.0.1').then(() => app.getUrl());
    progress.listening(address, resumed);
    const [row] = await database.query<{ body: unknown }>(
      'SELECT t.body FROM templates t JOIN campaigns c ON c.template_hash = t.hash WHERE c.id = $1',
      [campaign.campaign],
    );
    const window = windowMinutes(WINDOW, TIME_ZONE);
    const world: World = {
      database,
      people: new People(address, (login) => (login === signIn.login ? signIn.password : signIn.samplePassword)),
      desks: await desks(database),
      campaign: campaign.campaign,
      template: templateSchema.parse(row!.body),
      around: { seed: options.seed, calendar: cn, timeZone: TIME_ZONE, end: window.end },
    };
    await live(world, { clock, time, options, progress, keptFile });
    const keeper = app.get(RecordKeeper);
    const file = join(options.data, 'demo.gangmu.ndjson');
    await pipeline(Readable.from(await keeper.export('withheld')), createWriteStream(file));
    const verify = await verifyExport(Readable.from([readFileSync(file)]) as AsyncIterable<Uint8Array>, {
      keys: [keeper.publicKey],
      checkSignature,
    });
    const flagged = (JSON.parse(readFileSync(keptFile, 'utf8')) as Kept).flagged;
    const figures = await demoFigures(world, clock.now(), flagged);
    // Finished: the next one begins anew.
    rmSync(keptFile, { force: true });
    return { figures, verify, export: file, key: keeper.publicKey, resumed };
  } finally {
    // Without its database an engine waits for it to come back: it is not waited for here.
    await Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, CLOSING))]);
    await embedded?.stop();
  }
}

/** Written beside and put in place at once: a kill leaves the old one or the new one. */
function keep(file: string, kept: Kept): void {
  writeFileSync(`${file}.new`, JSON.stringify(kept));
  renameSync(`${file}.new`, file);
}

/** A launch that a kill cut short is taken up by the engine as it starts: nothing moves before it is through. */
async function launched(database: Database, campaign: string): Promise<void> {
  const [row] = await database.query<{ status: string }>('SELECT status FROM campaigns WHERE id = $1', [campaign]);
  if (row?.status !== 'launching') return;
  await new Promise((resolve) => setTimeout(resolve, 50));
  await launched(database, campaign);
}

interface Stage {
  clock: Clock;
  time: SteppedTime;
  options: DemoOptions;
  progress: DemoProgress;
  keptFile: string;
}

/** Day after day from where the clock stands to the programme's end. */
async function live(world: World, { clock, time, options, progress, keptFile }: Stage): Promise<void> {
  const days = workingDays();
  // A killed day is begun again: what was done of it is done, and stays so.
  const from = dateOf(minuteOf(clock.now()), TIME_ZONE);
  let handedIn = 0;
  for (const [n, day] of days.entries()) {
    if (day < from) continue;
    const began = performance.now();
    await time.advanceTo(minuteAt(day, '08:30', TIME_ZONE) * 60_000);
    if (minuteOf(clock.now()) <= minuteAt(day, '08:30', TIME_ZONE)) {
      await incidents(world, WINDOW.start, day, minuteOf(clock.now()));
      await time.settle();
    }
    for (const hour of WORK_HOURS) {
      const at = minuteAt(day, hour, TIME_ZONE);
      if (at < minuteOf(clock.now())) continue;
      await time.advanceTo(at * 60_000);
      handedIn += (await workHour(world, at)).handedIn;
      await time.settle();
    }
    const flagged = await flaggedNow(world);
    const kept = JSON.parse(readFileSync(keptFile, 'utf8')) as Kept;
    if (flagged > kept.flagged) keep(keptFile, { ...kept, flagged });
    progress.day(n + 1, days.length, day, handedIn);
    const rest = options.pace - (performance.now() - began);
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }
  await time.advanceTo((minuteAt(WINDOW.end, '24:00', TIME_ZONE) + 60) * 60_000);
  // Problems outlive the programme: those nobody has put right are reminded of until their ladder ends. So do deadlines
  // beyond its end: a run closes when none is to come any more.
  for (let last = await lastDue(world); last !== null; last = await lastDue(world)) await time.advanceTo(last * 60_000);
}

const lastDue = async (world: World): Promise<number | null> =>
  (
    await world.database.query<{ at: number | null }>(
      `SELECT max(due_at) AS at FROM (
          SELECT due_at FROM problem_rungs WHERE campaign_id = $1 AND status = 'pending'
          UNION ALL SELECT due_at FROM deadlines WHERE campaign_id = $1 AND status = 'pending') pending`,
      [world.campaign],
    )
  )[0]!.at;

const workingDays = (): PlainDate[] => {
  const days: PlainDate[] = [];
  for (let day = addWorkingDays(cn, addDays(WINDOW.start, -1), 1); day <= WINDOW.end; day = addWorkingDays(cn, day, 1))
    days.push(day);
  return days;
};

const flaggedNow = async (world: World): Promise<number> =>
  (
    await world.database.query<{ n: number }>(
      `SELECT count(*) AS n FROM campaign_units WHERE campaign_id = $1 AND state = 'flagged'`,
      [world.campaign],
    )
  )[0]!.n;
