/** `gangmu template check FILE…`: what the linter finds in template files, for people or machines. */
import { readFile, stat } from 'node:fs/promises';
import {
  type Calendar,
  calendarDataSchema,
  calendarFrom,
  cn,
  type Finding,
  hasWords,
  lintTemplate,
  parseTemplateText,
  say,
  TEMPLATE_LIMITS,
} from '@gangmu/core';
import { Command, Option } from 'commander';

type Language = 'zh' | 'en';
interface CheckOptions {
  json?: boolean;
  lang: Language;
  calendar?: string;
}

const WORDS = {
  zh: {
    severity: { error: '错误', warning: '警告', info: '提示' },
    unreadable: (file: string) => `读不到 ${file}：请检查路径和权限。`,
    tooLarge: (file: string) => `${file} 太大，不是模板文件。`,
    noCalendar: (file: string, why: string) => `${file} 不是可用的日历文件：${why}。格式见 workflows/calendars。`,
    clean: (file: string) => `${file}：没有发现问题。`,
    tally: (e: number, w: number, i: number) => `错误 ${e}，警告 ${w}，提示 ${i}。`,
    whole: '（整个文件）',
  },
  en: {
    severity: { error: 'error', warning: 'warning', info: 'note' },
    unreadable: (file: string) => `Cannot read ${file}: check its path and permissions.`,
    tooLarge: (file: string) => `${file} is too large to be a template.`,
    noCalendar: (file: string, why: string) =>
      `${file} is no calendar that can be used: ${why}. See workflows/calendars for the format.`,
    clean: (file: string) => `${file}: nothing found.`,
    tally: (e: number, w: number, i: number) => `${e} errors, ${w} warnings, ${i} notes.`,
    whole: '(the whole file)',
  },
} as const;

/** What stopped a file from being looked at at all: exit code 2. */
class Unreadable extends Error {}

async function textOf(file: string, lang: Language): Promise<string> {
  try {
    // UTF-8 takes four bytes per character at most; a larger file is not even read.
    if ((await stat(file)).size > TEMPLATE_LIMITS.characters * 4) throw new Unreadable(WORDS[lang].tooLarge(file));
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : new Unreadable(WORDS[lang].unreadable(file));
  }
}

async function calendarOf(file: string | undefined, lang: Language): Promise<Calendar> {
  if (file === undefined) return cn;
  const text = await textOf(file, lang);
  try {
    const checked = calendarDataSchema.safeParse(JSON.parse(text));
    if (checked.success) return calendarFrom(checked.data);
    const [first] = checked.error.issues;
    throw new Error(`/${first?.path.join('/') ?? ''} ${first?.message ?? ''}`);
  } catch (cause) {
    throw new Unreadable(WORDS[lang].noCalendar(file, cause instanceof Error ? cause.message : String(cause)));
  }
}

const findingsIn = (text: string, calendar: Calendar): Finding[] => {
  const parsed = parseTemplateText(text);
  return parsed.ok ? lintTemplate(parsed.template, { calendar }) : parsed.findings;
};

const suggestionOf = (finding: Finding, lang: Language): string => {
  const code = finding.suggestion ?? `${finding.code}.suggestion`;
  return hasWords(lang, code) ? say(lang, code, finding.params) : '';
};

function describe(file: string, findings: Finding[], lang: Language): string[] {
  const words = WORDS[lang];
  if (findings.length === 0) return [words.clean(file)];
  return [
    file,
    ...findings.flatMap((finding) => {
      const suggestion = suggestionOf(finding, lang);
      return [
        `  ${words.severity[finding.severity]}  ${finding.path || words.whole}  [${finding.code}]`,
        `      ${say(lang, finding.code, finding.params)}`,
        ...(suggestion ? [`      → ${suggestion}`] : []),
      ];
    }),
  ];
}

/** Checks template files; answers 0 without errors, 1 with errors, 2 where a file could not be read. */
export async function checkTemplates(
  files: string[],
  options: CheckOptions,
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const { lang } = options;
  const results: { file: string; findings: Finding[] }[] = [];
  let unreadable = false;
  let calendar: Calendar;
  try {
    calendar = await calendarOf(options.calendar, lang);
  } catch (cause) {
    complain(cause instanceof Error ? cause.message : String(cause));
    return 2;
  }
  for (const file of files) {
    try {
      results.push({ file, findings: findingsIn(await textOf(file, lang), calendar) });
    } catch (cause) {
      if (!(cause instanceof Unreadable)) throw cause;
      complain(cause.message);
      unreadable = true;
    }
  }
  const all = results.flatMap((result) => result.findings);
  const count = (severity: Finding['severity']): number => all.filter((one) => one.severity === severity).length;
  if (options.json) {
    const said = results.map(({ file, findings }) => ({
      file,
      findings: findings.map((finding) => ({
        ...finding,
        message: say(lang, finding.code, finding.params),
        advice: suggestionOf(finding, lang),
      })),
    }));
    print(JSON.stringify({ files: said, errors: count('error'), warnings: count('warning'), notes: count('info') }));
  } else {
    for (const { file, findings } of results) for (const line of describe(file, findings, lang)) print(line);
    if (all.length > 0) print(WORDS[lang].tally(count('error'), count('warning'), count('info')));
  }
  if (unreadable) return 2;
  return count('error') > 0 ? 1 : 0;
}

/** The command as the command line adds it. */
export function templateCommand(lang: Language, exit: (code: number) => void): Command {
  const check = new Command('check')
    .description('check template files: path, words and suggestion of everything found')
    .argument('<file...>', 'template files (JSON)')
    .option('--json', 'one JSON object for machines')
    .addOption(new Option('--lang <language>', 'language of the words').choices(['zh', 'en']).default(lang))
    .option('--calendar <file>', 'working days from this calendar file instead of the shipped one')
    .addHelpText('after', '\nExit code: 0 no errors, 1 errors found, 2 a file could not be read or wrong use.')
    .action(async (files: string[], options: CheckOptions) =>
      exit(
        await checkTemplates(
          files,
          options,
          (line) => process.stdout.write(`${line}\n`),
          (line) => process.stderr.write(`${line}\n`),
        ),
      ),
    );
  return new Command('template').description('templates: check').addCommand(check);
}
