/** `gangmu template adapt BASE ADAPTATION`: the template an adaptation makes of its base, held against locks and rules. */
import { adaptTemplate, lintTemplate, policyScope, refinesToday, say, tightenings } from '@gangmu/core';
import { Command } from 'commander';
import { adaptationOf, adaptationsOf, grantsCountFor, grantsOf } from './adaptation-input.js';
import { calendarOf, Refused, templateOf } from './input.js';
import { aboveOption, calendarOption, dayOption, languageOption, type PlaceOptions, unitOption } from './options.js';
import { knownOf, organisationOption } from './organisation-input.js';
import { outcome } from './outcome.js';
import { writeOutput } from './output.js';
import {
  findingForMachines,
  findingLines,
  type Language,
  processTerminal,
  tallyLine,
  tallyOf,
  type Terminal,
} from './terminal.js';

interface AdaptOptions extends PlaceOptions {
  out?: string;
  grants?: string;
  calendar?: string;
  organisation?: string[];
  json?: boolean;
  lang: Language;
}

const WORDS = {
  zh: { tightened: (n: number) => `比上级多要求的（${n} 项）：`, none: '没有比上级多要求什么。' },
  en: {
    tightened: (n: number) => `Asked beyond the level above (${n}):`,
    none: 'Nothing is asked beyond the level above.',
  },
} as const;

/** Applies, checks and writes; answers 0 without errors, 1 with errors (nothing is written), 2 for what cannot be read. */
export const adaptTemplates = (
  base: string,
  file: string,
  options: AdaptOptions,
  terminal: Terminal,
): Promise<number> =>
  outcome(options, terminal, async () => {
    const { lang } = options;
    const calendar = await calendarOf(options.calendar, lang);
    const known = await knownOf(options.organisation, { lang, isRoot: false });
    const grants = await grantsOf(options.grants, lang);
    const above = await templateOf(base, lang);
    const adapted = adaptTemplate(above, await adaptationOf(file, lang));
    if (!adapted.ok) throw new Refused(file, adapted.findings);
    const { template } = adapted;
    const policies = policyScope([...(await adaptationsOf(options.above, lang)), adapted]);
    const findings = [
      ...refinesToday(above, template, { grants, ...grantsCountFor(options) }),
      ...lintTemplate(template, { calendar, policies, ...known }),
    ];
    const { errors } = tallyOf(findings);
    const more = tightenings(above, template);
    if (errors === 0 && options.out !== undefined)
      await writeOutput(options.out, `${JSON.stringify(template, null, 2)}\n`, lang);
    if (options.json) {
      const said = more.map((one) => ({ ...one, message: say(lang, one.code, one.params) }));
      const found = findings.map((finding) => findingForMachines(finding, lang));
      terminal.print(JSON.stringify({ findings: found, ...tallyOf(findings), tightenings: said }));
    } else {
      for (const line of findingLines(findings, lang)) terminal.print(line);
      if (findings.length > 0) terminal.print(tallyLine(findings, lang));
      terminal.print(more.length === 0 ? WORDS[lang].none : WORDS[lang].tightened(more.length));
      for (const { code, params } of more) terminal.print(`  ${say(lang, code, params)}`);
    }
    return errors > 0 ? 1 : 0;
  });

/** The command as the command line adds it. */
export const adaptCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('adapt')
    .description('the template that an adaptation makes of its base, with what it may not do and what it asks more')
    .argument('<base>', 'template file (JSON)')
    .argument('<adaptation>', 'adaptation file (JSON, gangmu-adaptation/1)')
    .option('-o, --out <file>', 'where the adapted template is written, if there are no errors')
    .option('--grants <file>', 'granted variances (JSON)')
    .option('--json', 'one JSON object for machines')
    .addOption(languageOption(lang))
    .addOption(calendarOption())
    .addOption(organisationOption())
    .addOption(aboveOption())
    .addOption(unitOption())
    .addOption(dayOption())
    .addHelpText('after', '\nExit code: 0 no errors, 1 errors found, 2 a file could not be read or written.')
    .action(async (base: string, file: string, options: AdaptOptions) =>
      exit(await adaptTemplates(base, file, options, processTerminal)),
    );
