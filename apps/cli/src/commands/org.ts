/** `gangmu org import FILE…`: units, people and posts from CSV or xlsx, with a dry run. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CSRF_HEADER, type ImportReport, organisationRoutes, type ProblemDocument } from '@gangmu/contract';
import { Command, Option } from 'commander';

export interface ImportOptions {
  url: string;
  token?: string;
  dryRun?: boolean;
  json?: boolean;
  lang: 'zh' | 'en';
}
/** Where a command's answers go. */
export interface Output {
  out: (line: string) => void;
  err: (line: string) => void;
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
    unreachable: (url: string) => `连接不上 ${url}：请确认系统已启动（npm start），或用 --url 指定地址。`,
    token:
      '请用 --token 或环境变量 GANGMU_TOKEN 提供接口令牌（登录后在“设置 → 接口令牌”生成，须有 units:write 和 access:write 权限）。',
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
    unreachable: (url: string) =>
      `Nothing answers at ${url}: start the system (npm start), or name its address with --url.`,
    token:
      'Give an API token with --token or in GANGMU_TOKEN (made after signing in, with units:write and access:write).',
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
export async function importOrganisation(
  files: readonly string[],
  options: ImportOptions,
  output: Output,
): Promise<number> {
  const words = WORDS[options.lang];
  if (options.token === undefined || options.token === '') {
    output.err(words.token);
    return 2;
  }
  const contents: { name: string; content: string }[] = [];
  for (const file of files) {
    try {
      contents.push({ name: basename(file), content: (await readFile(file)).toString('base64') });
    } catch {
      output.err(words.unreadable(file));
      return 2;
    }
  }
  let response: Response;
  try {
    response = await fetch(new URL(organisationRoutes.import.path, options.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/vnd.gangmu.import+json',
        'accept-language': options.lang === 'zh' ? 'zh-CN' : 'en',
        authorization: `Bearer ${options.token}`,
        [CSRF_HEADER]: '1',
      },
      body: JSON.stringify({ dryRun: options.dryRun ?? false, files: contents }),
    });
  } catch {
    output.err(words.unreachable(options.url));
    return 2;
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const problem = answer as ProblemDocument | undefined;
    if (options.json) output.out(JSON.stringify(problem ?? { status: response.status }));
    else output.err(problem?.detail ?? `${response.status}`);
    return response.status >= 500 ? 2 : 1;
  }
  const report = answer as ImportReport;
  if (options.json) output.out(JSON.stringify(report));
  else for (const line of describeReport(report, options.lang)) output.out(line);
  return report.wrongTotal === 0 ? 0 : 1;
}

/** Adds `org` to the program; `exit` takes the exit code. */
export function orgCommand(lang: 'zh' | 'en', exit: (code: number) => void): Command {
  const org = new Command('org').description('The organisation: units, people and posts');
  org
    .command('import')
    .description('Imports units, people and posts from CSV or xlsx files; nothing is written unless every row is right')
    .argument('<file...>', 'units, people or posts; recognised by their columns')
    .option('--dry-run', 'only say what would change and what is wrong')
    .option('--json', 'print the report as JSON')
    .addOption(
      new Option('--url <address>', 'address of the running system').default('http://127.0.0.1:4700').env('GANGMU_URL'),
    )
    .addOption(new Option('--token <token>', 'API token with units:write and access:write').env('GANGMU_TOKEN'))
    .addOption(new Option('--lang <language>', 'language of the answer').choices(['zh', 'en']).default(lang))
    .action(async (files: string[], options: ImportOptions) => {
      exit(
        await importOrganisation(files, options, {
          out: (line) => console.log(line),
          err: (line) => console.error(line),
        }),
      );
    });
  return org;
}
