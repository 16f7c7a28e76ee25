/** An import from the files to the report: read, plan, and – when everything is right – apply as one change. */
import type { ImportReport } from '@gangmu/contract';
import { accept, say } from '@gangmu/core';
import { type ImportFile, type ParsedFiles, readFiles } from '@gangmu/documents/tables';
import type { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import type { Tell } from '../platform/progress/progress.js';
import type { Change } from '../units/organisation-changes.js';
import type { Sql } from '../units/sql.js';
import { applyPlan } from './import/apply.js';
import { currentOrganisation } from './import/current.js';
import type { ImportPlan, ImportRights } from './import/organisation-plan.js';
import { planImport } from './import/plan.js';

export interface Importer {
  rights: ImportRights;
  lang: 'zh' | 'en';
  /** Told how far it is. */
  told?: Tell | undefined;
}

/** More than anybody reads; the totals say how much there is. */
const MOST_SHOWN = 500;

function reportOf(plan: ImportPlan, dryRun: boolean, lang: 'zh' | 'en'): ImportReport {
  const tally = (table: 'units' | 'people' | 'posts'): ImportReport['units'] => ({
    create: plan[table].filter((entry) => entry.kind === 'create').length,
    change: plan[table].filter((entry) => entry.kind === 'change').length,
    same: plan.same[table],
  });
  const changes = (['units', 'people', 'posts'] as const).flatMap((table) =>
    plan[table].map((entry) => ({
      table,
      file: entry.file,
      row: entry.row,
      key: 'login' in entry.to ? entry.to.login : entry.to.code,
      kind: entry.kind,
      fields: entry.fields,
    })),
  );
  return {
    dryRun,
    applied: !dryRun && plan.problems.length === 0,
    units: tally('units'),
    people: tally('people'),
    posts: tally('posts'),
    changes: changes.slice(0, MOST_SHOWN),
    wrong: plan.problems
      .slice(0, MOST_SHOWN)
      .map((problem) => ({ ...problem, detail: say(lang, problem.code, problem.params) })),
    wrongTotal: plan.problems.length,
    truncated: changes.length > MOST_SHOWN || plan.problems.length > MOST_SHOWN,
  };
}

/** Files that have been read: nothing is known yet of what importing them would do. */
export interface ReadFiles {
  names: readonly string[];
  parsed: ParsedFiles;
  rows: number;
}

/** Read, planned, written: a row is done when it has been through all three. */
const workOf = ({ rows }: ReadFiles): number => Math.max(1, rows * 3);

export async function readOrganisation(files: readonly ImportFile[], told: Tell = () => undefined): Promise<ReadFiles> {
  const parsed = await readFiles(files);
  const rows = parsed.units.length + parsed.people.length + parsed.posts.length;
  const read = { names: files.map(({ name }) => name), parsed, rows };
  told(rows, workOf(read));
  return read;
}

async function planned(
  sql: Sql,
  files: ReadFiles,
  today: string,
  { rights, told = () => undefined }: Importer,
): Promise<ImportPlan> {
  const plan = planImport(await currentOrganisation(sql, today), files.parsed, { today, newId, rights });
  told(files.rows * 2, workOf(files));
  return plan;
}

/** What importing files would do. */
export async function foreseeImport(
  database: Database,
  files: ReadFiles,
  today: string,
  importer: Importer,
): Promise<ImportReport> {
  // One view of the whole, however many questions it takes; nothing is written that others would have to wait for.
  const plan = await database.transaction(async (sql) => {
    await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return planned(sql, files, today, importer);
  });
  return reportOf(plan, true, importer.lang);
}

/** Imports files; nothing is stored, and the report says why, unless every row is right. */
export const importFiles =
  (files: ReadFiles, importer: Importer): Change<ImportReport> =>
  async (sql, by) => {
    const plan = await planned(sql, files, by.today, importer);
    const report = reportOf(plan, false, importer.lang);
    if (!report.applied) return accept({ value: report, record: [] });
    await applyPlan(sql, plan, by, (written) => importer.told?.(files.rows * 2 + written, workOf(files)));
    return accept({
      value: report,
      record: [
        {
          type: 'OrganisationImported',
          units: plan.units.length,
          people: plan.people.length,
          posts: plan.posts.length,
          files: [...files.names],
        },
      ],
      effects: plan.units.flatMap(({ to, from }) =>
        from === undefined ? [] : [{ type: 'moved' as const, unit: to.id, from, to: to.path, effective: by.today }],
      ),
    });
  };
