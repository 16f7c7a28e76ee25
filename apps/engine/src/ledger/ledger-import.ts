/** A ledger from a file: read, planned by the ledger's own commands, and – when everything is right – written at once. */
import type { BodyOf, LedgerImportReport, ledgerFileRoutes } from '@gangmu/contract';
import {
  covers,
  dateOf,
  foldProblem,
  minuteOf,
  planSheet,
  type Problem,
  type ProblemEvent,
  type Reach,
  reachOf,
  type ReadSheet,
  readSheet,
  say,
  type SheetContext,
  type SheetPlan,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { SignedIn } from '../platform/http/access.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { newId } from '../platform/ids.js';
import type { Tell } from '../platform/progress/progress.js';
import { readTable } from '@gangmu/documents/tables';
import { fileProblem, type RowProblem } from '@gangmu/documents/tables';
import { openStream } from '../record/open-stream.js';
import { Ledger } from './ledger.js';
import { ProblemStore } from './ledger-store.js';
import { LedgerUnits } from './ledger-units.js';

type ImportBody = BodyOf<typeof ledgerFileRoutes.import>;

export interface ImportAsking {
  who: SignedIn;
  /** Where they may write. */
  reach: Reach;
  lang: 'zh' | 'en';
}

/** More than anybody reads; the totals say how much there is. */
const MOST_SHOWN = 500;
const MOST_ROWS = 10_000;

const KNOWN = (lock: boolean, inReach: string): string => `
  SELECT p.body, jsonb_build_object('id', u.id, 'path', u.path) AS unit
  FROM problems p JOIN units u ON u.id = p.unit_id WHERE p.id = ANY ($1) AND ${inReach} ORDER BY p.id
  ${lock ? 'FOR UPDATE OF p' : ''}`;

@Injectable()
export class LedgerImport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly problems: ProblemStore,
  ) {}

  /** Checks what is asked, and hands out the work. @throws Problem 422 for a campaign or unit that is not to be written in */
  async prepare(asking: ImportAsking, body: ImportBody): Promise<(tell?: Tell) => Promise<LedgerImportReport>> {
    const window = await this.ledger.placeOf(asking.reach, body.campaign, body.unit);
    return (tell) => this.carryOut(asking, body, window, tell);
  }

  private async carryOut(
    asking: ImportAsking,
    { campaign, unit, reason, dryRun, file }: ImportBody,
    { timeZone, start, end }: { timeZone: string; start: string; end: string },
    tell: Tell = () => undefined,
  ): Promise<LedgerImportReport> {
    const { lang, who } = asking;
    const read = await readTable(file.name, new Uint8Array(Buffer.from(file.content, 'base64')));
    if (!read.ok) return report(dryRun, file.name, lang, undefined, [read.problem]);
    const { headings, headingRow, rows } = read.table;
    if (rows.length > MOST_ROWS) {
      const problem = fileProblem(file.name, 'import.too-many-rows', { most: MOST_ROWS });
      return report(dryRun, file.name, lang, undefined, [problem]);
    }
    const total = rows.length * 3;
    tell(rows.length, total);
    const sheet = readSheet([{ row: headingRow, cells: headings }, ...rows]);
    const at = this.clock.now();
    const { person } = who.principal;
    return this.database.transaction(async (sql) => {
      // The same file sent twice at once is entered once.
      if (!dryRun) await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`ledger ${campaign}`]);
      const plan = planSheet(sheet, {
        ...(await this.surroundings(sql, asking, sheet, campaign, !dryRun)),
        person,
        name: who.name.zh,
        at,
        today: dateOf(minuteOf(at), timeZone),
        newId,
        lang,
        timeZone,
        campaign,
        unit,
        window: { start, end },
        reason: reason ?? say(lang, 'ledger-import.reason'),
      });
      tell(rows.length * 2, total);
      const made = report(dryRun, file.name, lang, plan);
      if (!made.applied) return made;
      for (const { after, events } of plan.written)
        await this.problems.write(sql, after, events, { at, by: { person } });
      return made;
    });
  }

  /** What the plan has to know of problems and units. */
  private async surroundings(
    sql: PoolClient,
    { who, reach }: ImportAsking,
    { groups }: ReadSheet,
    campaign: string,
    lock: boolean,
  ): Promise<Pick<SheetContext, 'known' | 'unitsBy' | 'isUnit' | 'mayWrite' | 'taken'>> {
    const readable = reachOf(who.principal, 'ledger:read');
    const values: unknown[] = [groups.flatMap(({ problem }) => problem ?? [])];
    const { rows } = await sql.query<{ body: Problem; unit: { id: string; path: string } }>(
      KNOWN(lock, reachSql(readable, 'u', values)),
      values,
    );
    const versions = new Map(groups.map(({ problem, version }) => [problem, version]));
    const known = new Map<string, { now: Problem; exported: Problem | undefined; writable: boolean }>();
    for (const { body: now, unit } of rows)
      known.set(now.id, {
        now,
        exported: await asExported(sql, now, versions.get(now.id)),
        writable: covers(reach, unit),
      });
    const titles = groups.flatMap(({ problem, own }) => (problem === undefined ? (own.title?.text ?? []) : []));
    const taken = await sql.query<{ key: string }>(
      `SELECT unit_id || ' ' || (body->>'title') AS key FROM problems
       WHERE campaign_id = $1 AND status <> 'withdrawn' AND body->>'title' = ANY ($2)`,
      [campaign, titles],
    );
    const there = new Set(taken.rows.map(({ key }) => key));
    const units = await LedgerUnits.of({
      query: async (text: string) => (await sql.query(text)).rows as never,
    });
    // Measures are for units the asker sees, and for those above them; of others not even the name is known.
    const above = [...readable.prefixes, ...readable.units.map((id) => units.place(id)?.path ?? '')];
    const nameable = (unit: { id: string; path: string }): boolean =>
      covers(readable, unit) || above.some((path) => path.startsWith(unit.path));
    return {
      known,
      unitsBy: (text) => units.named(text).flatMap((unit) => (nameable(unit) ? [unit.id] : [])),
      isUnit: (unit, text) => units.isNamed(unit, text),
      mayWrite: (unit) => {
        const place = units.place(unit);
        return place !== undefined && covers(reach, place);
      },
      taken: (unit, title) => there.has(`${unit} ${title}`),
    };
  }
}

/** The problem as it was when the file was written; undefined for a version it never had. */
async function asExported(sql: PoolClient, now: Problem, version: number | undefined): Promise<Problem | undefined> {
  if (version === undefined || version > now.version) return undefined;
  if (version === now.version) return now;
  const events = (await openStream(sql, { kind: 'problem', id: now.id })) as ProblemEvent[];
  return foldProblem(events.slice(0, version));
}

function report(
  dryRun: boolean,
  file: string,
  lang: 'zh' | 'en',
  plan: SheetPlan | undefined,
  unreadable: RowProblem[] = [],
): LedgerImportReport {
  const none = { create: 0, change: 0, same: 0 };
  const wrong = [...unreadable, ...(plan?.wrong ?? []).map((one) => ({ ...one, file }))];
  const changes = plan?.changes ?? [];
  return {
    dryRun,
    applied: !dryRun && wrong.length === 0,
    problems: plan?.problems ?? none,
    measures: plan?.measures ?? none,
    changes: changes.slice(0, MOST_SHOWN),
    wrong: wrong.slice(0, MOST_SHOWN).map((one) => ({ ...one, detail: say(lang, one.code, one.params) })),
    wrongTotal: wrong.length,
    truncated: changes.length > MOST_SHOWN || wrong.length > MOST_SHOWN,
  };
}
