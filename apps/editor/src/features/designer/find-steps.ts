import { type LocalText, phasesInOrder, stepKind, stepsInOrder, type Template } from '@gangmu/core';
import { inLanguage } from '../../platform/local-text.js';
import type { Language } from '../../platform/language.js';

export interface FoundStep {
  id: string;
  /** Phase and place in it: 2.3 */
  number: string;
  title: LocalText;
  icon: string | undefined;
  phase: LocalText | undefined;
  lead: LocalText | undefined;
}

export interface FoundPhase {
  id: string;
  number: string;
  title: LocalText;
}

const wordsOf = (text: string): string[] => text.trim().toLowerCase().split(/\s+/).filter(Boolean);

/** Phases that a text names: every word of it occurs in number or title (either language). None where nothing is asked. */
export function findPhases(template: Template, text: string): FoundPhase[] {
  const words = wordsOf(text);
  return phasesInOrder(template).flatMap((id, index) => {
    const title = template.phases[id]?.title;
    if (title === undefined || words.length === 0) return [];
    const number = String(index + 1);
    const hay = [number, title.zh, title.en ?? ''].join('\n').toLowerCase();
    return words.every((word) => hay.includes(word)) ? [{ id, number, title }] : [];
  });
}

/**
 * Steps that a text names: every word of it occurs in number, title (either language), kind, phase or role. First come
 * those whose title begins with it, then those whose title has it; otherwise in reading order.
 */
export function findSteps(template: Template, text: string, language: Language): FoundStep[] {
  const words = wordsOf(text);
  const all = phasesInOrder(template).flatMap((phase, p) =>
    stepsInOrder(template, phase).flatMap((id, s): { found: FoundStep; hay: string }[] => {
      const step = template.steps[id];
      if (step === undefined) return [];
      const kind = stepKind(step.kind);
      const lead = template.roles[step.lead]?.title;
      const title = template.phases[phase]?.title;
      const found = { id, number: `${p + 1}.${s + 1}`, title: step.title, icon: kind?.icon, phase: title, lead };
      const texts = [step.title, kind?.title, lead, title].flatMap((one) => (one ? [one.zh, one.en ?? ''] : []));
      return [{ found, hay: [found.number, ...texts].join('\n').toLowerCase() }];
    }),
  );
  const hits = all.filter(({ hay }) => words.every((word) => hay.includes(word))).map(({ found }) => found);
  const first = words[0];
  if (first === undefined) return hits;
  const rank = ({ title, number }: FoundStep): number => {
    const at = number === first ? 0 : inLanguage(title, language).toLowerCase().indexOf(first);
    return at === 0 ? 0 : at > 0 ? 1 : 2;
  };
  return hits.toSorted((a, b) => rank(a) - rank(b));
}
