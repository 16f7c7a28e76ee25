/** `gangmu template diff A B`: what differs between two templates, by meaning. */
import { compare, contentHash, differenceOf, say } from '@gangmu/core';
import { Command } from 'commander';
import { templateOf } from './input.js';
import { languageOption } from './options.js';
import { outcome } from './outcome.js';
import { writeOutput } from './output.js';
import { type Language, processTerminal, type Terminal } from './terminal.js';

interface DiffOptions {
  json?: boolean;
  out?: string;
  lang: Language;
}

const WORDS = {
  zh: { none: '没有差别。', count: (n: number) => `共 ${n} 处。` },
  en: { none: 'No difference.', count: (n: number) => `${n} in all.` },
} as const;

/** Prints what `b` changes of `a`, a sentence for each; answers 0, or 1 and 2 as the other commands do. */
export const diffTemplates = (a: string, b: string, options: DiffOptions, terminal: Terminal): Promise<number> =>
  outcome(options, terminal, async () => {
    const { lang } = options;
    const [base, other] = [await templateOf(a, lang), await templateOf(b, lang)];
    const difference = differenceOf(base, other);
    const adaptation = {
      format: 'gangmu-adaptation/1',
      base: contentHash(base),
      applies: 'self-and-below',
      difference,
    };
    if (options.out !== undefined) await writeOutput(options.out, `${JSON.stringify(adaptation, null, 2)}\n`, lang);
    const sentences = compare(base, other);
    if (options.json) {
      const said = sentences.map((one) => ({ ...one, message: say(lang, one.code, one.params) }));
      terminal.print(JSON.stringify({ difference, sentences: said }));
      return 0;
    }
    for (const { code, params } of sentences) terminal.print(say(lang, code, params));
    terminal.print(sentences.length === 0 ? WORDS[lang].none : WORDS[lang].count(sentences.length));
    return 0;
  });

/** The command as the command line adds it. */
export const diffCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('diff')
    .description('what differs between two templates, in sentences')
    .argument('<a>', 'template file (JSON)')
    .argument('<b>', 'template file (JSON)')
    .option('-o, --out <file>', 'write the difference as an adaptation of <a>')
    .option('--json', 'the difference by place, and the sentences, as one JSON object')
    .addOption(languageOption(lang))
    .addHelpText('after', '\nExit code: 0 compared, 1 a template was refused, 2 a file could not be read or written.')
    .action(async (a: string, b: string, options: DiffOptions) =>
      exit(await diffTemplates(a, b, options, processTerminal)),
    );
