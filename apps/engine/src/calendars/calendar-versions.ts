import { createHash } from 'node:crypto';
import type { AnswerOf, calendarRoutes, CalendarVersion } from '@gangmu/contract';
import {
  calendarChanges,
  type CalendarData,
  canonicalText,
  cnCalendarData,
  readCalendar,
  weekendsCalendarData,
  withYears,
  type YearChange,
} from '@gangmu/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { recordAccess } from '../access/access-record.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import type { Transaction } from '../units/sql.js';
import type { CalendarEntity } from './calendar.entity.js';

type Row = Omit<CalendarEntity, 'givenHash' | 'importedBy' | 'importedAt'> & {
  given_hash: string;
  imported_by: string | null;
  imported_at: number;
};

/** A file that was taken up: the version of which calendar it made, and the one before; null where there was none. */
export interface Imported {
  calendar: string;
  version: string;
  before: string | null;
  person: string;
}
/** What follows from it: noted in its transaction, answered as what is to be done after that. */
type ImportListener = (sql: Transaction, imported: Imported) => Promise<() => Promise<void>>;

const MACHINE = 'gangmu';

interface Kept {
  data: CalendarData;
  hash: string;
  number: number;
  source: Row['source'];
  file: string | null;
  person: string | null;
}

const versionOf = (row: Row, newest: boolean): CalendarVersion => ({
  id: row.id,
  version: row.version,
  newest,
  years: Object.keys(row.body.years)
    .map(Number)
    .toSorted((a, b) => a - b),
  source: row.source,
  file: row.file,
  importedBy: row.imported_by,
  importedAt: row.imported_at,
});

/** Keeps what calendars were given: with the programme, or as files. */
@Injectable()
export class CalendarVersions implements OnModuleInit {
  private readonly listeners: ImportListener[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Other slices: what a new version means for them. To be said before the engine starts, in a constructor. */
  whenImported(listener: ImportListener): void {
    this.listeners.push(listener);
  }

  /**
   * What came with the programme is kept like any other, so that a later programme still knows it. What follows from it
   * is noted only: whoever looks after such work takes it up once the engine runs.
   */
  async onModuleInit(): Promise<void> {
    for (const data of [cnCalendarData, weekendsCalendarData]) {
      await this.database.transaction(async (sql) => {
        await lock(sql);
        if ((await given(sql, data)) !== undefined) return;
        const before = await newestOf(sql, data.id);
        const { version } = await this.ship(sql, data, before);
        if (before !== undefined)
          await this.tell(sql, { calendar: data.id, version, before: before.version, person: MACHINE });
      });
    }
  }

  private async tell(sql: Transaction, imported: Imported): Promise<(() => Promise<void>)[]> {
    const afterwards = [];
    for (const listener of this.listeners) afterwards.push(await listener(sql, imported));
    return afterwards;
  }

  async list(): Promise<CalendarVersion[]> {
    const rows = await this.database.query<Row>('SELECT * FROM calendars ORDER BY id, number DESC');
    return rows.map((row, n) => versionOf(row, rows[n - 1]?.id !== row.id));
  }

  /** The newest version of every calendar. */
  async newest(): Promise<CalendarData[]> {
    const rows = await this.database.query<{ body: CalendarData }>(
      'SELECT DISTINCT ON (id) body FROM calendars ORDER BY id, number DESC',
    );
    return rows.map(({ body }) => body);
  }

  /**
   * Takes up a file, or only says what it would change. The same file again changes nothing.
   * @throws Problem 422 for what is no calendar, 409 where its version stands for something else already
   */
  async import(
    given: { file: string; calendar: unknown; dryRun: boolean },
    person: string,
  ): Promise<AnswerOf<typeof calendarRoutes.import>> {
    const data = read(given.calendar);
    let afterwards: (() => Promise<void>)[] = [];
    const { row, changed, years } = await this.database.transaction(async (sql) => {
      await lock(sql);
      const before = (await newestOf(sql, data.id))?.version ?? null;
      const kept = await this.keep(sql, data, given, person);
      if (kept.changed && !given.dryRun)
        afterwards = await this.tell(sql, { calendar: data.id, version: kept.row.version, before, person });
      return kept;
    });
    for (const work of afterwards) await work();
    const campaigns = await this.database.query<{ id: string; name: { zh: string; en?: string }; version: string }>(
      `SELECT id, name, calendar_version AS version FROM campaigns
        WHERE status <> 'closed' AND calendar = $1 AND calendar_version <> $2 ORDER BY launched_at DESC, id`,
      [row.id, row.version],
    );
    return { calendar: versionOf(row, true), changed, years, campaigns };
  }

  private async keep(
    sql: Transaction,
    data: CalendarData,
    { file, dryRun }: { file: string; dryRun: boolean },
    person: string,
  ): Promise<{ row: Row; changed: boolean; years: YearChange[] }> {
    const same = await given(sql, data);
    if (same !== undefined) return { row: same, changed: false, years: [] };
    const newest = await newestOf(sql, data.id);
    const version = `${data.id} ${data.version}`;
    const { rowCount } = await sql.query('SELECT FROM calendars WHERE version = $1', [version]);
    if ((rowCount ?? 0) > 0)
      throw new Problem(409, 'calendar-version-taken', { path: '/calendar/version', params: { calendar: version } });
    const kept: Kept = {
      data: newest === undefined ? data : withYears(newest.body, data),
      hash: hashOf(data),
      number: (newest?.number ?? 0) + 1,
      source: 'imported',
      file,
      person,
    };
    const changes = calendarChanges(newest?.body, data);
    if (dryRun) return { row: this.rowOf(kept), changed: true, years: changes };
    const row = await this.store(sql, kept);
    const years = Object.keys(data.years);
    await recordAccess(sql, { person }, this.clock.now(), { type: 'CalendarImported', calendar: version, years, file });
    return { row, changed: true, years: changes };
  }

  /** What an office imported stands before what the programme brings; the programme adds the years it did not have. */
  private ship(sql: Transaction, data: CalendarData, newest: Row | undefined): Promise<Row> {
    const own = newest?.source === 'imported' || newest?.version.includes('+') === true;
    return this.store(sql, {
      data:
        newest !== undefined && own
          ? { ...withYears(data, newest.body), version: `${data.version}+${newest.body.version}`.slice(0, 100) }
          : data,
      hash: hashOf(data),
      number: (newest?.number ?? 0) + 1,
      source: 'shipped',
      file: null,
      person: null,
    });
  }

  private rowOf({ data, hash, number, source, file, person }: Kept): Row {
    return {
      version: `${data.id} ${data.version}`,
      id: data.id,
      number,
      body: data,
      given_hash: hash,
      source,
      file,
      imported_by: person,
      imported_at: this.clock.now(),
    };
  }

  private async store(sql: Transaction, kept: Kept): Promise<Row> {
    const row = this.rowOf(kept);
    await sql.query(
      `INSERT INTO calendars (version, id, number, body, given_hash, source, file, imported_by, imported_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        row.version,
        row.id,
        row.number,
        JSON.stringify(row.body),
        row.given_hash,
        row.source,
        row.file,
        row.imported_by,
        row.imported_at,
      ],
    );
    return row;
  }
}

const hashOf = (data: CalendarData): string => createHash('sha256').update(canonicalText(data)).digest('hex');

/** Versions are made one after another, whichever process makes them. */
const lock = async (sql: Transaction): Promise<void> => {
  await sql.query(`SELECT pg_advisory_xact_lock(hashtextextended('calendars', 0))`);
};

const given = async (sql: Transaction, data: CalendarData): Promise<Row | undefined> =>
  (await sql.query<Row>('SELECT * FROM calendars WHERE id = $1 AND given_hash = $2', [data.id, hashOf(data)])).rows[0];

const newestOf = async (sql: Transaction, id: string): Promise<Row | undefined> =>
  (await sql.query<Row>('SELECT * FROM calendars WHERE id = $1 ORDER BY number DESC LIMIT 1', [id])).rows[0];

/** @throws Problem 422 with every place that does not fit */
function read(calendar: unknown): CalendarData {
  const given = readCalendar(calendar);
  if (given.ok) return given.calendar;
  const problems = given.problems.map((problem) => ({ ...problem, path: `/calendar${problem.path}` }));
  throw new Problem(422, 'calendar-unreadable', {
    path: problems[0]?.path ?? '/calendar',
    params: { errors: problems.length },
    problems: problems.slice(0, 100),
  });
}
