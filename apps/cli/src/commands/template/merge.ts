/** `gangmu template merge BASE NEW MINE`: an adaptation taken over onto a new version of its base. */
import {
  type Adaptation,
  adaptTemplate,
  asIn,
  compare,
  type Conflict,
  contentHash,
  type Finding,
  mergeAdaptation,
  say,
  type Template,
} from '@gangmu/core';
import { Command } from 'commander';
import { adaptationOf, adaptationsOf, decisionsOf, grantsCountFor, grantsOf } from './adaptation-input.js';
import { calendarOf, Refused, templateOf } from './input.js';
import { aboveOption, calendarOption, dayOption, languageOption, type PlaceOptions, unitOption } from './options.js';
import { knownOf, organisationOption } from './organisation-input.js';
import { outcome } from './outcome.js';
import { writeOutput } from './output.js';
import { findingForMachines, findingLines, type Language, processTerminal, type Terminal } from './terminal.js';

interface MergeOptions extends PlaceOptions {
  out?: string;
  decisions?: string;
  grants?: string;
  calendar?: string;
  organisation?: string[];
  json?: boolean;
  lang: Language;
}

const WORDS = {
  zh: {
    taken: (n: number) => `直接采用上级的 ${n} 处。`,
    dates: '只有日期和人员有变化。',
    open: (n: number) => `需要裁定 ${n} 处：`,
    merged: '已并好，没有需要裁定的。',
    sides: '上级的 → 本级的：',
    keep: (may: boolean) => (may ? '可以保留本级的' : '不能照原样保留本级的'),
  },
  en: {
    taken: (n: number) => `${n} taken from above without a question.`,
    dates: 'Only dates and people changed.',
    open: (n: number) => `To be decided (${n}):`,
    merged: 'Merged; nothing to decide.',
    sides: 'theirs → yours: ',
    keep: (may: boolean) => (may ? 'yours may be kept' : 'yours cannot stay as it is'),
  },
} as const;

/** What a conflict is about, in sentences: how one's own differs from the level above there. */
const sentencesOf = (newBase: Template, mine: Template, conflict: Conflict, lang: Language): string[] =>
  compare(newBase, asIn(newBase, mine, [conflict.path, ...(conflict.with ?? [])])).map(({ code, params }) =>
    say(lang, code, params),
  );

const questionOf = (conflict: Conflict): Finding => ({
  code: `conflict.${conflict.class}`,
  severity: conflict.mayKeep ? 'warning' : 'error',
  path: conflict.path,
  params: {},
});

/** Merges and writes; answers 0 when merged, 1 while something is open (nothing is written), 2 for unreadable files. */
export const mergeTemplates = (
  files: { base: string; next: string; mine: string },
  options: MergeOptions,
  terminal: Terminal,
): Promise<number> =>
  outcome(options, terminal, async () => {
    const { lang } = options;
    const words = WORDS[lang];
    const calendar = await calendarOf(options.calendar, lang);
    const { units: facts, organisation } = await knownOf(options.organisation, { lang, isRoot: false });
    const [decisions, grants] = [await decisionsOf(options.decisions, lang), await grantsOf(options.grants, lang)];
    const [base, newBase] = [await templateOf(files.base, lang), await templateOf(files.next, lang)];
    const adaptation = await adaptationOf(files.mine, lang);
    const adapted = adaptTemplate(base, adaptation);
    if (!adapted.ok) throw new Refused(files.mine, adapted.findings);
    const mine = adapted.difference;
    const above = await adaptationsOf(options.above, lang);
    const counting = { grants, ...grantsCountFor(options) };
    const known = { ...(facts && { facts }), ...(organisation && { organisation }) };
    const merge = mergeAdaptation({ base, newBase, mine, decisions, above, calendar, ...counting, ...known });
    const { conflicts, difference, taken, onlyDatesAndPeople } = merge;
    const result: Adaptation = { ...adaptation, base: contentHash(newBase), difference };
    if (conflicts.length === 0 && options.out !== undefined)
      await writeOutput(options.out, `${JSON.stringify(result, null, 2)}\n`, lang);
    if (options.json) {
      const said = conflicts.map((one) => ({
        ...one,
        message: say(lang, `conflict.${one.class}`),
        sentences: sentencesOf(newBase, adapted.template, one, lang),
        findings: one.findings.map((finding) => findingForMachines(finding, lang)),
      }));
      const used = merge.decisions;
      terminal.print(JSON.stringify({ conflicts: said, decisions: used, difference, taken, onlyDatesAndPeople }));
      return conflicts.length > 0 ? 1 : 0;
    }
    terminal.print(words.taken(Object.keys(taken).length));
    if (onlyDatesAndPeople) terminal.print(words.dates);
    terminal.print(conflicts.length === 0 ? words.merged : words.open(conflicts.length));
    for (const conflict of conflicts) {
      for (const line of findingLines([questionOf(conflict)], lang)) terminal.print(line);
      for (const line of sentencesOf(newBase, adapted.template, conflict, lang))
        terminal.print(`      ${words.sides}${line}`);
      for (const line of findingLines(conflict.findings, lang)) terminal.print(`    ${line}`);
      terminal.print(`      ${words.keep(conflict.mayKeep)}  conflict: ${conflict.key}`);
    }
    return conflicts.length > 0 ? 1 : 0;
  });

/** The command as the command line adds it. */
export const mergeCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('merge')
    .description('an adaptation taken over onto a new version of its base; what must be decided is listed')
    .argument('<base>', 'the template it was made on (JSON)')
    .argument('<new>', 'the new version (JSON)')
    .argument('<mine>', 'adaptation file (JSON, gangmu-adaptation/1)')
    .option('-o, --out <file>', 'where the merged adaptation is written, if nothing is open')
    .option('--decisions <file>', 'answers: [{ "conflict": …, "choice": "mine" | "theirs" | "edit", "value"?: … }]')
    .option('--grants <file>', 'granted variances (JSON)')
    .option('--json', 'one JSON object for machines')
    .addOption(languageOption(lang))
    .addOption(calendarOption())
    .addOption(organisationOption())
    .addOption(aboveOption())
    .addOption(unitOption())
    .addOption(dayOption())
    .addHelpText(
      'after',
      '\nExit code: 0 merged, 1 conflicts are open or a file was refused, 2 a file could not be read or written.',
    )
    .action(async (base: string, next: string, mine: string, options: MergeOptions) =>
      exit(await mergeTemplates({ base, next, mine }, options, processTerminal)),
    );
