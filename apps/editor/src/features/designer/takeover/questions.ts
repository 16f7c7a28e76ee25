/** The questions of an update from above as they are put to a person: both sides in words, what is answered, what not. */
import type { DesignUpdate } from '@gangmu/contract';
import {
  type Conflict,
  CONFLICT_CLASSES,
  type Decision,
  differenceOf,
  type Finding,
  type Grant,
  type LocalText,
  pointer,
  type Sentence,
  sentencesOf,
  type Template,
  valueAt,
  valueWords,
  within,
} from '@gangmu/core';
import { keysOf } from '../properties/place.js';

type Language = 'zh' | 'en';

/** An update with its templates read. */
export interface Update
  extends Omit<DesignUpdate, 'baseTemplate' | 'theirs' | 'mine' | 'result' | 'conflicts' | 'offered'> {
  baseTemplate: Template;
  theirs: Template;
  mine: Template;
  result: Template;
  conflicts: readonly Conflict[];
  offered: readonly Conflict[];
}

/** The plan as each side has it, and what comes of it. */
export type Sides = Pick<Update, 'baseTemplate' | 'theirs' | 'mine' | 'result'>;

/** What the level above allows here, as the engine judges it. */
export interface Surroundings {
  grants: readonly Grant[];
  setBy?: (path: string) => LocalText | undefined;
}

export interface Question {
  conflict: Conflict;
  /** The answer that is recorded; null while it is open. */
  decision: DesignUpdate['decisions'][number] | null;
}

const inTurn = (a: Conflict, b: Conflict): number =>
  CONFLICT_CLASSES.indexOf(a.class) - CONFLICT_CLASSES.indexOf(b.class) || (a.path < b.path ? -1 : 1);

/** All questions with their answers, in one order whatever is answered: they do not move under one's hands. */
export function questionsOf(update: Update): Question[] {
  const answered = update.decisions
    .filter(({ declined }) => !declined)
    .map((decision): Question => ({ conflict: decision.question as unknown as Conflict, decision }));
  const open = update.conflicts.map((conflict): Question => ({ conflict, decision: null }));
  return [...answered, ...open].toSorted((a, b) => inTurn(a.conflict, b.conflict));
}

/** What a side has at the place of a question, in words; null where it has nothing there. */
export function sideWords(
  side: 'theirs' | 'mine' | 'base',
  { conflict }: Pick<Question, 'conflict'>,
  update: Sides,
  language: Language,
): string | null {
  const value = conflict[side];
  if (value === undefined) return null;
  const template = side === 'theirs' ? update.theirs : side === 'mine' ? update.mine : update.baseTemplate;
  return wordsOf(value, conflict.path, template, language);
}

/** A value in words; a part of a deadline by the deadline it is part of, as its template has it. */
export function wordsOf(value: unknown, path: string, template: Template, language: Language): string {
  const keys = keysOf(path);
  const whole = keys.slice(0, 3);
  if (keys.length > 3 && keys[0] === 'steps' && keys[2] === 'deadlines')
    return valueWords(valueAt(template, pointer(...whole)), whole, template, language, true);
  return valueWords(value, keys, template, language, true);
}

/** What a side changed within the place of a question, as sentences: shown where a whole element is in question. */
export function changesWithin(side: 'theirs' | 'mine', path: string, update: Sides): Sentence[] {
  const [before, after] = [update.baseTemplate, side === 'mine' ? update.mine : update.theirs];
  const inside = Object.entries(differenceOf(before, after)).filter(([place]) => place !== path && within(place, path));
  return sentencesOf(before, after, Object.fromEntries(inside));
}

/** The step or phase a place lies in, where one sees it on the drawing. */
export function cardOf(path: string, ...templates: readonly Template[]): string | null {
  const [map = '', id = ''] = keysOf(path);
  if (map !== 'edges') return map === 'steps' || map === 'phases' ? pointer(map, id) : null;
  const edge = templates.map(({ edges }) => (Object.hasOwn(edges, id) ? edges[id] : undefined)).find(Boolean);
  return edge === undefined ? null : pointer('steps', edge.to);
}

/** A line of the table of dates and people: one change above, and whether it may be left out. */
export interface Line {
  key: string;
  path: string;
  before: unknown;
  theirs: unknown;
  mine: unknown;
  /** Both sides changed it. */
  contested: boolean;
  mayKeep: boolean;
  findings: readonly Finding[];
  /** What was decided on it in an earlier visit; null where nothing was. */
  answer: Decision['choice'] | null;
}

/**
 * The table for updates in which only dates and people differ: what comes by itself, and what both sides changed – with
 * what was answered in an earlier visit.
 */
export function linesOf({ conflicts, decisions, offered }: Update): Line[] {
  const line =
    (contested: boolean, answer: Line['answer'] = null) =>
    ({ key, path, base: before, theirs, mine, mayKeep, findings }: Conflict): Line => ({
      key,
      path,
      before,
      theirs,
      mine,
      contested,
      mayKeep,
      findings,
      answer,
    });
  const lines = [
    ...conflicts.map(line(true)),
    ...decisions.map(({ question, declined, choice }) => line(!declined, choice)(question as unknown as Conflict)),
    ...offered.map(line(false)),
  ];
  return lines.toSorted((a, b) => Number(b.contested) - Number(a.contested) || (a.path < b.path ? -1 : 1));
}

/** What is ticked at first: everything but what one had changed oneself, or declined in an earlier visit. */
export const tickedAtFirst = (lines: readonly Line[]): Set<string> =>
  new Set(
    lines
      .filter(({ contested, mayKeep, answer }) => !mayKeep || (answer === null ? !contested : answer === 'theirs'))
      .map(({ key }) => key),
  );

/**
 * What ticking some lines and not others decides: keeping is an answer, and so is giving in where both sides changed;
 * what was declined and is ticked now is no longer declined. What is answered so already is not answered again.
 */
export function decisionsOf(
  lines: readonly Line[],
  ticked: ReadonlySet<string>,
): { decisions: Omit<Decision, 'by' | 'at'>[]; reopen: string[] } {
  const decisions: Omit<Decision, 'by' | 'at'>[] = [];
  const reopen: string[] = [];
  for (const { key, contested, answer } of lines) {
    if (!ticked.has(key)) {
      if (answer === null || answer === 'theirs') decisions.push({ conflict: key, choice: 'mine' });
    } else if (contested) {
      if (answer !== 'theirs') decisions.push({ conflict: key, choice: 'theirs' });
    } else if (answer !== null) reopen.push(key);
  }
  return { decisions, reopen };
}

/** What stands at a place of a template, in words. */
export const wordsAt = (template: Template, path: string, language: Language): string | null => {
  const value = valueAt(template, path);
  return value === undefined ? null : valueWords(value, keysOf(path), template, language, true);
};
