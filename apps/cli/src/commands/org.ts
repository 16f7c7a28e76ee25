/** `gangmu org import FILE…`: units, people and posts from CSV or xlsx, with a dry run. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ImportReport, importReportSchema, organisationRoutes } from '@gangmu/contract';
import { Command } from 'commander';
import { asksEngine, type Common, finished, Unusable, withClient } from '../running-engine.js';

export interface ImportOptions extends Common {
  dryRun?: boolean;
}

const WORDS = {
  zh: {
    table: { units: '单位', people: '人员', posts: '岗位' },
    tally: (name: string, t: { create: number; change: number; same: number }) =>
      `${name}：新增 ${t.create}，修改 ${t.change}，无变化 ${t.same}`,
    row: (file: string, row: number, column: string | null) =>
      `${file}${row > 0 ? ` 第 ${row} 行` : ''}${column === null ? '' : `「${column}」`}`,
    wrong: (count: number) => `有 ${count} 处错误，未写入任何内容。请改正后重新导入。`,
    dry: '试运行：未写入任何内容。',
    done: '已导入。',
    more: '……（还有更多，未列出）',
    unreadable: (file: string) => `读不到文件 ${file}，请检查路径和权限。`,
  },
  en: {
    table: { units: 'units', people: 'people', posts: 'posts' },
    tally: (name: string, t: { create: number; change: number; same: number }) =>
      `${name}: ${t.create} new, ${t.change} changed, ${t.same} the same`,
    row: (file: string, row: number, column: string | null) =>
      `${file}${row > 0 ? ` row ${row}` : ''}${column === null ? '' : ` "${column}"`}`,
    wrong: (count: number) => `${count} things are wrong; nothing was written. Correct them and import again.`,
    dry: 'Dry run: nothing was written.',
    done: 'Imported.',
    more: '… (more, not listed)',
    unreadable: (file: string) => `Cannot read ${file}: check path and permissions.`,
  },
};

/** A report for people. */
export function describeReport(report: ImportReport, lang: 'zh' | 'en'): string[] {
  const words = WORDS[lang];
  const lines: string[] = [];
  for (const table of ['units', 'people', 'posts'] as const) {
    const { create, change, same } = report[table];
    if (create + change + same > 0) lines.push(words.tally(words.table[table], report[table]));
  }
  for (const change of report.dryRun ? report.changes.filter((entry) => entry.kind === 'change') : []) {
    const fields = Object.entries(change.fields).map(
      ([name, { from, to }]) => `${name} ${String(from)} → ${String(to)}`,
    );
    lines.push(`  ${words.row(change.file, change.row, null)} ${change.key}: ${fields.join('; ')}`);
  }
  for (const problem of report.wrong)
    lines.push(`✗ ${words.row(problem.file, problem.row, problem.column)}: ${problem.detail}`);
  if (report.truncated) lines.push(words.more);
  if (report.wrongTotal > 0) lines.push(words.wrong(report.wrongTotal));
  else lines.push(report.dryRun ? words.dry : words.done);
  return lines;
}

/** Exit code: 0 imported or could be, 1 something is wrong with the rows or refused, 2 files or server out of reach. */
export async function importOrganisation(files: readonly string[], options: ImportOptions): Promise<number> {
  return withClient(options, async (client) => {
    const contents: { name: string; content: string }[] = [];
    for (const file of files) {
      const bytes = await readFile(file).catch(() => {
        throw new Unusable(WORDS[options.lang].unreadable(file));
      });
      contents.push({ name: basename(file), content: bytes.toString('base64') });
    }
    const { job } = await client.call(organisationRoutes.beginImport, {
      body: { dryRun: options.dryRun ?? false, files: contents },
    });
    const report = importReportSchema.parse(await finished(client, job, options));
    if (options.json === true) console.log(JSON.stringify(report));
    else for (const line of describeReport(report, options.lang)) console.log(line);
    return report.wrongTotal === 0 ? 0 : 1;
  });
}

/** Adds `org` to the program; `exit` takes the exit code. */
export function orgCommand(lang: 'zh' | 'en', exit: (code: number) => void): Command {
  const org = new Command('org').description('The organisation: units, people and posts');
  asksEngine(
    org
      .command('import')
      .description(
        'Imports units, people and posts from CSV or xlsx files; nothing is written unless every row is right',
      )
      .argument('<file...>', 'units, people or posts; recognised by their columns')
      .option('--dry-run', 'only say what would change and what is wrong'),
    lang,
    'units:write and access:write',
  ).action(async (files: string[], options: ImportOptions) => {
    exit(await importOrganisation(files, options));
  });
  return org;
}
