/** `gangmu ledger export|import`: the rectification ledger in Excel, of a running engine. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  addressOf,
  campaignRoutes,
  type Client,
  ledgerFileRoutes,
  ledgerImportReport,
  type LedgerImportReport,
  type ProblemDocument,
  type QueryInputOf,
  unitRoutes,
} from '@gangmu/contract';
import { Command } from 'commander';
import { asksEngine, type Common, finished, Unusable, withClient } from '../running-engine.js';

type Query = QueryInputOf<typeof ledgerFileRoutes.export>;
interface ExportOptions extends Common, Omit<Query, 'unit'> {
  out: string;
  unit?: string;
}
interface ImportOptions extends Common {
  campaign?: string;
  unit?: string;
  reason?: string;
  dryRun?: boolean;
}

const WORDS = {
  zh: {
    written: (file: string) => `已导出到 ${file}。改好后用 gangmu ledger import ${file} 导回。`,
    unwritable: (file: string, reason: string) => `写不了 ${file}（${reason}），请检查路径和权限。`,
    unreadable: (file: string) => `读不到文件 ${file}，请检查路径和权限。`,
    noUnit: (code: string) => `没有编码为“${code}”的单位，或您无权查看。`,
    noCampaign: '还没有活动。请先启动一个。',
    whichCampaign: (ids: string) => `有几个活动，请用 --campaign 指定其中一个：${ids}`,
    tally: { problems: '问题', measures: '措施' },
    counted: (name: string, t: { create: number; change: number; same: number }) =>
      `${name}：新增 ${t.create}，修改 ${t.change}，无变化 ${t.same}`,
    row: (row: number, column: string | null) =>
      `${row > 0 ? `第 ${row} 行` : '文件'}${column === null ? '' : `「${column}」`}`,
    wrong: (count: number) => `有 ${count} 处错误，未写入任何内容。请改正后重新导入。`,
    dry: '试运行：未写入任何内容。',
    done: '已导入。',
    more: '……（还有更多，未列出）',
    added: '新增',
  },
  en: {
    written: (file: string) => `Exported to ${file}. Once edited, take it back with gangmu ledger import ${file}.`,
    unwritable: (file: string, reason: string) => `Cannot write ${file} (${reason}): check path and permissions.`,
    unreadable: (file: string) => `Cannot read ${file}: check path and permissions.`,
    noUnit: (code: string) => `There is no unit with the code "${code}", or it is not yours to see.`,
    noCampaign: 'There is no campaign yet. Launch one first.',
    whichCampaign: (ids: string) => `There are several campaigns; name one with --campaign: ${ids}`,
    tally: { problems: 'problems', measures: 'measures' },
    counted: (name: string, t: { create: number; change: number; same: number }) =>
      `${name}: ${t.create} new, ${t.change} changed, ${t.same} the same`,
    row: (row: number, column: string | null) =>
      `${row > 0 ? `row ${row}` : 'the file'}${column === null ? '' : ` "${column}"`}`,
    wrong: (count: number) => `${count} things are wrong; nothing was written. Correct them and import again.`,
    dry: 'Dry run: nothing was written.',
    done: 'Imported.',
    more: '… (more, not listed)',
    added: 'new',
  },
};

async function unitOf(client: Client, code: string, lang: 'zh' | 'en'): Promise<string> {
  const { entries } = await client.call(unitRoutes.list, { query: { q: code, limit: 100 } });
  const unit = entries.find((entry) => entry.code === code);
  if (unit === undefined) throw new Unusable(WORDS[lang].noUnit(code));
  return unit.id;
}

/** The campaign that is named, or the only one there is. */
async function campaignOf(client: Client, named: string | undefined, lang: 'zh' | 'en'): Promise<string> {
  if (named !== undefined) return named;
  const { entries } = await client.call(campaignRoutes.list, { query: { limit: 20 } });
  const [only, another] = entries.filter((campaign) => campaign.kind !== 'quick-request');
  if (only === undefined) throw new Unusable(WORDS[lang].noCampaign);
  if (another !== undefined)
    throw new Unusable(WORDS[lang].whichCampaign(entries.map(({ id, name }) => `${id}（${name.zh}）`).join('、')));
  return only.id;
}

/** Exit code: 0 exported, 1 refused, 2 file or server out of reach. */
export async function exportLedger(options: ExportOptions): Promise<number> {
  const { out, url, token, lang, json, unit, campaign, status, aspect, theme, class: kind, source, search } = options;
  return withClient(options, async (client) => {
    const query = { campaign, status, aspect, theme, class: kind, source, search };
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const named = unit === undefined ? {} : { unit: await unitOf(client, unit, lang) };
    const response = await fetch(
      new URL(addressOf(ledgerFileRoutes.export, {}, { ...Object.fromEntries(given), ...named }), url),
      {
        headers: { authorization: `Bearer ${token}`, 'accept-language': lang === 'zh' ? 'zh-CN' : 'en' },
      },
    );
    if (!response.ok) {
      const problem = (await response.json().catch(() => undefined)) as ProblemDocument | undefined;
      const detail = problem?.detail ?? String(response.status);
      if (json === true) console.log(JSON.stringify({ status: 'failed', detail }));
      else console.error(detail);
      return response.status >= 500 ? 2 : 1;
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Written beside its place and moved there when whole: a file that exists is a complete one.
    const part = `${out}.part`;
    try {
      await writeFile(part, bytes, { mode: 0o600 });
      await rename(part, out);
    } catch (error) {
      await rm(part, { force: true });
      throw new Unusable(WORDS[lang].unwritable(out, (error as NodeJS.ErrnoException).code ?? String(error)));
    }
    if (json === true) return { status: 'exported', file: out, bytes: bytes.length };
    console.log(WORDS[lang].written(out));
    return 0;
  });
}

/** A report for people. */
export function describeLedgerImport(report: LedgerImportReport, lang: 'zh' | 'en'): string[] {
  const words = WORDS[lang];
  const lines = (['problems', 'measures'] as const).map((table) => words.counted(words.tally[table], report[table]));
  for (const { row, kind, key, fields } of report.dryRun ? report.changes : []) {
    const changed = Object.entries(fields).map(([name, { from, to }]) => `${name} ${from ?? '—'} → ${to ?? '—'}`);
    lines.push(`  ${words.row(row, null)} ${key}: ${kind === 'create' ? words.added : changed.join('; ')}`);
  }
  for (const problem of report.wrong) lines.push(`✗ ${words.row(problem.row, problem.column)}: ${problem.detail}`);
  if (report.truncated) lines.push(words.more);
  if (report.wrongTotal > 0) lines.push(words.wrong(report.wrongTotal));
  else lines.push(report.dryRun ? words.dry : words.done);
  return lines;
}

/** Exit code: 0 imported or could be, 1 something is wrong with the rows or refused, 2 file or server out of reach. */
export async function importLedger(file: string, options: ImportOptions): Promise<number> {
  const { lang } = options;
  return withClient(options, async (client) => {
    const bytes = await readFile(file).catch(() => {
      throw new Unusable(WORDS[lang].unreadable(file));
    });
    const { job } = await client.call(ledgerFileRoutes.beginImport, {
      body: {
        campaign: await campaignOf(client, options.campaign, lang),
        dryRun: options.dryRun ?? false,
        file: { name: basename(file), content: bytes.toString('base64') },
        ...(options.unit === undefined ? {} : { unit: await unitOf(client, options.unit, lang) }),
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      },
    });
    const report = ledgerImportReport.parse(await finished(client, job, options));
    if (options.json === true) console.log(JSON.stringify(report));
    else for (const line of describeLedgerImport(report, lang)) console.log(line);
    return report.wrongTotal === 0 ? 0 : 1;
  });
}

/** Adds `ledger` to the program; `exit` takes the exit code. */
export function ledgerCommand(lang: 'zh' | 'en', exit: (code: number) => void): Command {
  const ledger = new Command('ledger').description('The rectification ledger (问题整改台账) in Excel');
  asksEngine(
    ledger
      .command('export')
      .description('Writes problems and measures as a workbook that can be edited and imported again')
      .requiredOption('--out <file>', 'where to write it, e.g. ledger.xlsx')
      .option('--campaign <id>', 'of one campaign only')
      .option('--unit <code>', 'of one unit and everything below it')
      .option('--status <status>', 'open, requested, closed, withdrawn or late')
      .option('--aspect <aspect>', 'theory, politics, ability, commitment, style or integrity')
      .option('--theme <theme>', 'leading, or special-1 … special-9')
      .option('--class <class>', 'at-once, by-deadline or special-campaign')
      .option('--source <source>', 'study, research, public, inspection …')
      .option('--search <text>', 'whose title has this text'),
    lang,
    'ledger:read',
  ).action(async (options: ExportOptions) => {
    exit(await exportLedger(options));
  });
  asksEngine(
    ledger
      .command('import')
      .description(
        'Enters new problems and measures, and what was changed in an exported workbook; nothing unless every row is right',
      )
      .argument('<file>', 'xlsx or CSV; recognised by its headings')
      .option('--campaign <id>', 'of new problems; not needed while there is one campaign only')
      .option('--unit <code>', 'whose problems they are where the file does not say')
      .option('--reason <text>', 'why what is there is changed')
      .option('--dry-run', 'only say what would change and what is wrong'),
    lang,
    'ledger:write, ledger:read, campaigns:read and units:read',
  ).action(async (file: string, options: ImportOptions) => {
    exit(await importLedger(file, options));
  });
  return ledger;
}
