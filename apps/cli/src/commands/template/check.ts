/** `gangmu template check FILE…`: what the linter finds in template files, for people or machines. */
import { type Finding, type LintOptions, lintTemplate, parseTemplateText } from '@gangmu/core';
import { Command } from 'commander';
import { calendarOf, Refused, textOf, Unreadable } from './input.js';
import { calendarOption, languageOption } from './options.js';
import { knownOf, organisationOption } from './organisation-input.js';
import { findingForMachines, findingLines, type Language, processTerminal, tallyLine, tallyOf } from './terminal.js';

interface CheckOptions {
  json?: boolean;
  lang: Language;
  calendar?: string;
  organisation?: string[];
}

const WORDS = {
  zh: { clean: (file: string) => `${file}：没有发现问题。` },
  en: { clean: (file: string) => `${file}: nothing found.` },
} as const;

const findingsIn = (text: string, known: LintOptions): Finding[] => {
  const parsed = parseTemplateText(text);
  return parsed.ok ? lintTemplate(parsed.template, known) : parsed.findings;
};

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
  let known: LintOptions;
  try {
    const calendar = await calendarOf(options.calendar, lang);
    known = { calendar, ...(await knownOf(options.organisation, { lang, isRoot: true })) };
  } catch (cause) {
    if (!(cause instanceof Refused)) {
      complain(cause instanceof Error ? cause.message : String(cause));
      return 2;
    }
    for (const line of [cause.file, ...findingLines(cause.findings, lang)]) complain(line);
    return cause.exitCode;
  }
  for (const file of files) {
    try {
      results.push({ file, findings: findingsIn(await textOf(file, lang), known) });
    } catch (cause) {
      if (!(cause instanceof Unreadable)) throw cause;
      complain(cause.message);
      unreadable = true;
    }
  }
  const all = results.flatMap((result) => result.findings);
  if (options.json) {
    const said = results.map(({ file, findings }) => ({
      file,
      findings: findings.map((finding) => findingForMachines(finding, lang)),
    }));
    print(JSON.stringify({ files: said, ...tallyOf(all) }));
  } else {
    for (const { file, findings } of results) {
      if (findings.length === 0) print(WORDS[lang].clean(file));
      else for (const line of [file, ...findingLines(findings, lang)]) print(line);
    }
    if (all.length > 0) print(tallyLine(all, lang));
  }
  if (unreadable) return 2;
  return tallyOf(all).errors > 0 ? 1 : 0;
}

/** The command as the command line adds it. */
export const checkCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('check')
    .description('check template files: path, words and suggestion of everything found')
    .argument('<file...>', 'template files (JSON)')
    .option('--json', 'one JSON object for machines')
    .addOption(languageOption(lang))
    .addOption(calendarOption())
    .addOption(organisationOption())
    .addHelpText('after', '\nExit code: 0 no errors, 1 errors found, 2 a file could not be read or wrong use.')
    .action(async (files: string[], options: CheckOptions) =>
      exit(await checkTemplates(files, options, processTerminal.print, processTerminal.complain)),
    );
