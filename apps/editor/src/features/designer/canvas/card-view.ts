/** What a card shows of a step; the same object again as long as nothing on it changed, so that it is not drawn anew. */
import {
  type Finding,
  type LocalText,
  type Mandate,
  sameValue,
  type Step,
  stepKind,
  type Template,
} from '@gangmu/core';
import { createContext, use, useSyncExternalStore } from 'react';
import type { Editing, Session } from '../session/session.js';

export interface CardView {
  id: string;
  title: LocalText;
  kind: string;
  lead: LocalText | undefined;
  /** Planned last day; undefined where it has none of its own, null where nothing is handed in or nothing is known yet. */
  due: string | undefined | null;
  evidence: number;
  mandate: Mandate;
  errors: number;
  warnings: number;
  /** How several predecessors count; null where all of them must have ended. */
  join: 'any' | number | null;
  /** once, or the way it occurs several times */
  occurs: 'once' | 'each' | 'every' | 'on-call';
  sensitive: boolean;
  conditional: boolean;
  /** Adapting: comes from above, is one's own, or comes from above and was changed here. */
  origin: 'own' | 'inherited' | 'changed' | 'local';
}

export interface Marks {
  errors: number;
  warnings: number;
}

/** Findings by step. */
export function marksOf(findings: readonly Finding[]): Map<string, Marks> {
  const marks = new Map<string, Marks>();
  for (const { path, severity } of findings) {
    const [, map, id] = path.split('/');
    if (map !== 'steps' || id === undefined || severity === 'info') continue;
    const mark = marks.get(id) ?? { errors: 0, warnings: 0 };
    if (severity === 'error') mark.errors += 1;
    else mark.warnings += 1;
    marks.set(id, mark);
  }
  return marks;
}

/** A card and what it was made of: as long as that is the same, so is the card. */
interface Drawn {
  from: readonly unknown[];
  view: CardView;
}

export type Cards = ReadonlyMap<string, CardView>;
export type CardSource = Pick<Editing, 'template' | 'base' | 'findings' | 'dates'>;

/** Makes the cards of a template, those of the last time again where nothing on them changed. */
export function rememberedCards(): (source: CardSource) => Cards {
  let last: { source: CardSource; marks: Map<string, Marks>; drawn: Map<string, Drawn>; cards: Cards } | null = null;
  return (source) => {
    const { template, base, findings, dates } = source;
    if (
      last?.source.template === template &&
      last.source.base === base &&
      last.source.findings === findings &&
      last.source.dates === dates
    )
      return last.cards;
    const marks = last?.source.findings === findings ? last.marks : marksOf(findings);
    // Before the first plan is worked out nothing is said; afterwards a step without a date has none of its own.
    const planned = Object.keys(dates).length > 0;
    const before = last?.drawn;
    const drawn = new Map<string, Drawn>();
    for (const [id, step] of Object.entries(template.steps)) {
      const above = base?.steps[id];
      const lead = template.roles[step.lead]?.title;
      const due = !planned || stepKind(step.kind)?.asksUnit === false ? null : dates[id]?.due;
      const { errors = 0, warnings = 0 } = marks.get(id) ?? {};
      const from = [step, above, lead, due, errors, warnings, base === null];
      const old = before?.get(id);
      drawn.set(
        id,
        old !== undefined && from.every((one, index) => one === old.from[index])
          ? old
          : { from, view: { ...shownOf(step), id, lead, due, errors, warnings, origin: originOf(step, above, base) } },
      );
    }
    last = { source, marks, drawn, cards: new Map([...drawn].map(([id, { view }]) => [id, view])) };
    return last.cards;
  };
}

/** What the step alone says. */
const shownOf = (step: Step): Omit<CardView, 'id' | 'lead' | 'due' | 'errors' | 'warnings' | 'origin'> => ({
  title: step.title,
  kind: step.kind,
  evidence: Object.keys(step.evidence).length,
  mandate: step.mandate,
  join: step.join === 'all' ? null : step.join === 'any' ? 'any' : step.join.atLeast,
  occurs: step.occurrences.mode,
  sensitive: step.sensitive,
  conditional: step.when !== undefined && step.when !== true,
});

function originOf(step: Step, above: Step | undefined, base: Template | null): CardView['origin'] {
  if (base === null) return 'own';
  if (above === undefined) return 'local';
  return sameValue(above, step) ? 'inherited' : 'changed';
}

/** The cards of a session, each asked for by itself: an edit draws the cards it changes, not the drawing. */
export interface LiveCards {
  get: (step: string) => CardView | undefined;
  subscribe: (changed: () => void) => () => void;
}

export function liveCards(session: Session): LiveCards {
  const cards = rememberedCards();
  return { get: (step) => cards(session.getState()).get(step), subscribe: session.subscribe };
}

const CardsContext = createContext<LiveCards | null>(null);
export const CardsProvider = CardsContext.Provider;

/** What the card of a step shows; undefined once the step is gone. Throws outside the canvas. */
export function useCard(step: string): CardView | undefined {
  const cards = use(CardsContext);
  if (cards === null) throw new Error('a card outside the canvas');
  return useSyncExternalStore(cards.subscribe, () => cards.get(step));
}
