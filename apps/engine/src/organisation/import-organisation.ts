/** An import from the files to the report: read, plan, and – when everything is right – apply in one transaction. */
import type { ImportReport } from '@gangmu/contract';
import { say } from '@gangmu/core';
import type { Database } from '../platform/database/database.js';
import { recordAccess } from '../access/access-record.js';
import { newId } from '../platform/ids.js';
import type { Tell } from '../platform/progress/progress.js';
import { readTable, type TextTable } from '../platform/tables/read-table.js';
import type { RowProblem } from '../platform/tables/row-problem.js';
import { lockOrganisation } from '../units/sql.js';
import { applyPlan } from './import/apply.js';
import type { TableKind } from './import/columns.js';
import { currentOrganisation } from './import/current.js';
import { type ParsedFiles, parseRows } from './import/parse-rows.js';
import { type ImportPlan, type ImportRights, planImport } from './import/plan.js';

export interface ImportFile {
  name: string;
  kind?: TableKind | undefined;
  bytes: Uint8Array;
}
export interface Importer {
  /** null: the machine, at the first start. */
  person: string | null;
  rights: ImportRights;
  now: number;
  today: string;
  lang: 'zh' | 'en';
}

/** More than anybody reads; the totals say how much there is. */
const MOST_SHOWN = 500;

async function readFiles(files: readonly ImportFile[]): Promise<ParsedFiles> {
  const tables: { table: TextTable; kind?: TableKind | undefined }[] = [];
  const problems: RowProblem[] = [];
  for (const file of files) {
    const read = await readTable(file.name, file.bytes);
    if (read.ok) tables.push({ table: read.table, kind: file.kind });
    else problems.push(read.problem);
  }
  const parsed = parseRows(tables);
  return { ...parsed, problems: [...problems, ...parsed.problems] };
}

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

/** Imports files, or says what importing them would do. Nothing is stored unless every row is right. */
export async function importOrganisation(
  database: Database,
  files: readonly ImportFile[],
  importer: Importer,
  dryRun: boolean,
  told: Tell = () => undefined,
): Promise<ImportReport> {
  // Read, planned, written: a row is done when it has been through all three.
  const parsed = await readFiles(files);
  const rows = parsed.units.length + parsed.people.length + parsed.posts.length;
  const total = Math.max(1, rows * 3);
  told(rows, total);
  const { today, rights, now, person } = importer;
  return database.transaction(async (sql) => {
    await lockOrganisation(sql);
    const plan = planImport(await currentOrganisation(sql, today), parsed, { today, newId, rights });
    told(rows * 2, total);
    const report = reportOf(plan, dryRun, importer.lang);
    if (!report.applied) return report;
    await applyPlan(sql, plan, { now, today, person }, (written) => told(rows * 2 + written, total));
    await recordAccess(sql, person === null ? { person: null, role: 'machine' } : { person }, now, {
      type: 'OrganisationImported',
      units: plan.units.length,
      people: plan.people.length,
      posts: plan.posts.length,
      files: files.map((file) => file.name),
    });
    return report;
  });
}
