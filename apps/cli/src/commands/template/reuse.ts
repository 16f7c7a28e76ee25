/** `gangmu template reuse FILE`: last year's template for a new start. */
import { asRoot, reuse } from '@gangmu/core';
import { Command } from 'commander';
import { templateOf } from './input.js';
import { languageOption } from './options.js';
import { outcome } from './outcome.js';
import { writeOutput } from './output.js';
import { plainDate } from './simulate.js';
import {
  findingForMachines,
  findingLines,
  type Language,
  processTerminal,
  tallyOf,
  type Terminal,
} from './terminal.js';

interface ReuseOptions {
  start: string;
  out: string;
  json?: boolean;
  lang: Language;
}

/** Writes the moved template and prints what is left to decide; answers 0, or 1 and 2 as the other commands do. */
export const reuseTemplate = (file: string, options: ReuseOptions, terminal: Terminal): Promise<number> =>
  outcome(options, terminal, async () => {
    const { lang } = options;
    const { template, days, open } = reuse(asRoot(await templateOf(file, lang)), { start: options.start });
    await writeOutput(options.out, `${JSON.stringify(template, null, 2)}\n`, lang);
    if (options.json) {
      const said = open.map((finding) => findingForMachines(finding, lang));
      terminal.print(JSON.stringify({ out: options.out, days, open: said, ...tallyOf(open) }));
    } else for (const line of [options.out, ...findingLines(open, lang)]) terminal.print(line);
    return 0;
  });

/** The command as the command line adds it. */
export const reuseCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('reuse')
    .description("last year's template for a new start: dates moved by whole weeks, numbers and posts blanked")
    .argument('<file>', 'template file (JSON)')
    .requiredOption('--start <date>', 'the new first day', plainDate)
    .requiredOption('-o, --out <file>', 'where the template is written')
    .option('--json', 'one JSON object for machines')
    .addOption(languageOption(lang))
    .addHelpText('after', '\nExit code: 0 written, 1 the template was refused, 2 a file could not be read or written.')
    .action(async (file: string, options: ReuseOptions) => exit(await reuseTemplate(file, options, processTerminal)));
