import { Refused, Unreadable } from './input.js';
import { findingForMachines, findingLines, type Language, tallyLine, tallyOf, type Terminal } from './terminal.js';

/** Exit codes in one place: 2 for what cannot be read or used, 1 for what was read and refused, else what the work answers. */
export async function outcome(
  { lang, json }: { lang: Language; json?: boolean | undefined },
  terminal: Terminal,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Unreadable) {
      terminal.complain(cause.message);
      return 2;
    }
    if (!(cause instanceof Refused)) throw cause;
    const { file, findings } = cause;
    const say = cause.exitCode === 1 ? terminal.print : terminal.complain;
    if (json) {
      const said = findings.map((finding) => findingForMachines(finding, lang));
      terminal.print(JSON.stringify({ files: [{ file, findings: said }], ...tallyOf(findings) }));
    } else {
      for (const line of [file, ...findingLines(findings, lang), tallyLine(findings, lang)]) say(line);
    }
    return cause.exitCode;
  }
}
