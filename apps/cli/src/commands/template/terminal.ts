/** Where the template commands write, and how findings read there. */
import { type Finding, hasWords, say } from '@gangmu/core';

export type Language = 'zh' | 'en';

/** Where a command writes: results and complaints apart, a line at a time. */
export interface Terminal {
  print: (line: string) => void;
  complain: (line: string) => void;
}

export const processTerminal: Terminal = {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};

const WORDS = {
  zh: {
    severity: { error: '错误', warning: '警告', info: '提示' },
    tally: (e: number, w: number, i: number) => `错误 ${e}，警告 ${w}，提示 ${i}。`,
    whole: '（整个文件）',
  },
  en: {
    severity: { error: 'error', warning: 'warning', info: 'note' },
    tally: (e: number, w: number, i: number) => `${e} errors, ${w} warnings, ${i} notes.`,
    whole: '(the whole file)',
  },
} as const;

/** What can be done about a finding, in words; empty where nothing is suggested. */
export const suggestionOf = (finding: Finding, lang: Language): string => {
  const code = finding.suggestion ?? `${finding.code}.suggestion`;
  return hasWords(lang, code) ? say(lang, code, finding.params) : '';
};

/** A finding as machines read it: with words beside its code. */
export const findingForMachines = (
  finding: Finding,
  lang: Language,
): Finding & { message: string; advice: string } => ({
  ...finding,
  message: say(lang, finding.code, finding.params),
  advice: suggestionOf(finding, lang),
});

/** Findings as lines for people: severity, place and code, then words and advice. */
export function findingLines(findings: readonly Finding[], lang: Language): string[] {
  const words = WORDS[lang];
  return findings.flatMap((finding) => {
    const suggestion = suggestionOf(finding, lang);
    return [
      `  ${words.severity[finding.severity]}  ${finding.path || words.whole}  [${finding.code}]`,
      `      ${say(lang, finding.code, finding.params)}`,
      ...(suggestion ? [`      → ${suggestion}`] : []),
    ];
  });
}

/** How many findings there are of each severity. */
export function tallyOf(findings: readonly Finding[]): { errors: number; warnings: number; notes: number } {
  const count = (severity: Finding['severity']): number => findings.filter((one) => one.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('info') };
}

/** The last line under findings: how many of each severity. */
export function tallyLine(findings: readonly Finding[], lang: Language): string {
  const { errors, warnings, notes } = tallyOf(findings);
  return WORDS[lang].tally(errors, warnings, notes);
}
