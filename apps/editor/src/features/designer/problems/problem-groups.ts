/** Findings as the problems panel lists them: by severity, the gravest first, as far as the filter lets them through. */
import { type Finding, hasWords, type Language, placeName, say, type Template } from '@gangmu/core';
import { inLanguage } from '../../../platform/local-text.js';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = Finding['severity'];

export interface Problem {
  /** The same for the same finding, so that a list keeps its place while one types. */
  key: string;
  finding: Finding;
  sentence: string;
  /** What to do about it; empty where the sentence says it all. */
  advice: string;
  /** What the place is called. */
  place: string;
}

/** The findings in words, those that say the same of the same place once. */
export function problemsOf(findings: readonly Finding[], template: Template, language: Language): Problem[] {
  const seen = new Map<string, Problem>();
  for (const finding of findings) {
    const sentence = say(language, finding.code, finding.params);
    const key = `${finding.severity} ${finding.path} ${sentence}`;
    if (seen.has(key)) continue;
    const advice = finding.suggestion ?? `${finding.code}.suggestion`;
    seen.set(key, {
      key,
      finding,
      sentence,
      advice: hasWords(language, advice) ? say(language, advice, finding.params) : '',
      place: finding.path === '' ? '' : inLanguage(placeName(template, finding.path), language),
    });
  }
  return [...seen.values()];
}

export interface ProblemGroup {
  severity: Severity;
  problems: Problem[];
}

/** How many there are of each severity, whatever is typed into the filter. */
export const countOf = (problems: readonly Problem[], severity: Severity): number =>
  problems.filter(({ finding }) => finding.severity === severity).length;

/** Those of the severities that are switched on, whose sentence or place has what was typed. */
export function grouped(problems: readonly Problem[], on: ReadonlySet<Severity>, typed: string): ProblemGroup[] {
  const wanted = typed.trim().toLowerCase();
  const has = ({ sentence, place }: Problem): boolean =>
    wanted === '' || sentence.toLowerCase().includes(wanted) || place.toLowerCase().includes(wanted);
  return SEVERITIES.flatMap((severity) => {
    if (!on.has(severity)) return [];
    const found = problems.filter((problem) => problem.finding.severity === severity && has(problem));
    return found.length === 0 ? [] : [{ severity, problems: found }];
  });
}
