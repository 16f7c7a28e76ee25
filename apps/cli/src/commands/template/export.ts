/** `gangmu template export FILE --as …`: a template as BPMN for other tools, as a table for Excel and Word. */
import { type AttachmentOptions, exportAttachment, exportBpmn, exportWorkbook } from '@gangmu/documents';
import { Command, Option } from 'commander';
import { calendarOf, templateOf } from './input.js';
import { calendarOption, languageOption } from './options.js';
import { outcome } from './outcome.js';
import { writeOutput } from './output.js';
import { type Language, processTerminal, type Terminal } from './terminal.js';
import type { Template } from '@gangmu/core';

/** What a template can be written as. */
const FORMATS: Record<string, (template: Template, said: AttachmentOptions) => Promise<string | Uint8Array>> = {
  bpmn: (template) => exportBpmn(template),
  xlsx: (template, said) => exportWorkbook(template, said),
  docx: (template, said) => exportAttachment(template, said),
};

interface ExportOptions {
  as: string;
  out: string;
  calendar?: string;
  lang: Language;
  json?: boolean;
}

/** Writes the template in another format; answers 0, or 1 and 2 as the other commands do. */
export const exportTemplate = (file: string, options: ExportOptions, terminal: Terminal): Promise<number> =>
  outcome(options, terminal, async () => {
    const { lang, out } = options;
    const write = FORMATS[options.as];
    if (!write) return 2;
    await writeOutput(
      out,
      await write(await templateOf(file, lang), { lang, calendar: await calendarOf(options.calendar, lang) }),
      lang,
    );
    terminal.print(options.json ? JSON.stringify({ out }) : out);
    return 0;
  });

/** The command as the command line adds it. */
export const exportCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('export')
    .description('a template in another format')
    .argument('<file>', 'template file (JSON)')
    .addOption(new Option('--as <format>', 'which format').choices(Object.keys(FORMATS)).makeOptionMandatory())
    .requiredOption('-o, --out <file>', 'where it is written')
    .option('--json', 'one JSON object for machines')
    .addOption(calendarOption())
    .addOption(languageOption(lang))
    .addHelpText('after', '\nExit code: 0 written, 1 the template was refused, 2 a file could not be read or written.')
    .action(async (file: string, options: ExportOptions) => exit(await exportTemplate(file, options, processTerminal)));
