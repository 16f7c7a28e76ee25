/** `gangmu template import FILE.bpmn`: a process drawn elsewhere as a template. */
import { addDays } from '@gangmu/core';
import { decodeXml, importBpmn, XML_LIMITS } from '@gangmu/documents';
import { Command, Option } from 'commander';
import { bytesOf, Refused } from './input.js';
import { languageOption } from './options.js';
import { outcome } from './outcome.js';
import { writeOutput } from './output.js';
import { plainDate } from './simulate.js';
import {
  findingForMachines,
  findingLines,
  type Language,
  processTerminal,
  tallyLine,
  tallyOf,
  type Terminal,
} from './terminal.js';

interface ImportOptions {
  out: string;
  start: string;
  lanes: 'phases' | 'roles';
  json?: boolean;
  lang: Language;
}
/** A campaign without dates is planned for half a year. */
const USUAL_DAYS = 181;

/** Writes the template and prints what was not taken over; answers 0, 1 for a refused file, 2 for none. */
export const importTemplate = (file: string, options: ImportOptions, terminal: Terminal): Promise<number> =>
  outcome(options, terminal, async () => {
    const { lang, out, start, lanes } = options;
    const xml = decodeXml(await bytesOf(file, lang, XML_LIMITS.characters * 4));
    if (xml === null) throw new Refused(file, [{ code: 'bpmn.encoding', severity: 'error', path: '', params: {} }]);
    const imported = await importBpmn(xml, { window: { start, end: addDays(start, USUAL_DAYS) }, lanes });
    if (!imported.ok) throw new Refused(file, imported.findings);
    const { template, findings } = imported;
    await writeOutput(out, `${JSON.stringify(template, null, 2)}\n`, lang);
    if (options.json) {
      const said = findings.map((finding) => findingForMachines(finding, lang));
      terminal.print(JSON.stringify({ out, findings: said, ...tallyOf(findings) }));
    } else {
      for (const line of [out, ...findingLines(findings, lang)]) terminal.print(line);
      if (findings.length > 0) terminal.print(tallyLine(findings, lang));
    }
    return 0;
  });

/** The command as the command line adds it. */
export const importCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('import')
    .description('a BPMN 2.0 process as a template, with a list of what could not be taken over')
    .argument('<file>', 'BPMN file')
    .requiredOption('-o, --out <file>', 'where the template is written')
    .option('--start <date>', 'first day, where the file says none', plainDate, new Date().toISOString().slice(0, 10))
    .addOption(
      new Option('--lanes <meaning>', 'what lanes of a foreign file stand for')
        .choices(['phases', 'roles'])
        .default('phases'),
    )
    .option('--json', 'one JSON object for machines')
    .addOption(languageOption(lang))
    .addHelpText('after', '\nExit code: 0 written, 1 the file was refused, 2 a file could not be read or written.')
    .action(async (file: string, options: ImportOptions) => exit(await importTemplate(file, options, processTerminal)));
