/** The questions of an update from above as they are put to a person: both sides in words, what is answered, what not. */
import type { DesignUpdate } from '@gangmu/contract';
import {
  type Conflict,
  type Decision,
  differenceOf,
  type Finding,
  type Grant,
  type LocalText,
  mergeAdaptation,
  mergeChecks,
  pointer,
  type Sentence,
  sentencesOf,
  takenAsQuestions,
  type Template,
  valueAt,
  valueWords,
  within,
} from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';
import { keysOf } from '../properties/place.js';

type Language = 'zh' | 'en';

/** An update with its templates read. */
export interface Update extends Omit<DesignUpdate, 'baseTemplate' | 'theirs' | 'mine' | 'result' | 'conflicts'> {
  baseTemplate: Template;
  theirs: Template;
  mine: Template;
  result: Template;
  conflicts: readonly Conflict[];
}

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

/** Every question there was before anything was decided. It asks the same of core as the engine does. */
export function questionsBefore(update: Update, { grants, setBy }: Surroundings): readonly Conflict[] {
  const { baseTemplate: base, theirs: newBase, mine } = update;
  return mergeAdaptation({
    base,
    newBase,
    mine: differenceOf(base, mine),
    grants,
    ...(setBy === undefined ? {} : { setBy }),
    calendar: calendarNamed(newBase.calendar),
  }).conflicts;
}

/** Questions with their answers, those still open and those answered in the order they were first put. */
export function questionsOf(update: Update, seen: readonly Conflict[]): Question[] {
  const decisions = new Map(update.decisions.map((decision) => [decision.conflict, decision]));
  const open = new Map(update.conflicts.map((conflict) => [conflict.key, conflict]));
  const known = new Map([...seen, ...update.conflicts].map((conflict) => [conflict.key, conflict]));
  return [...known.values()]
    .filter(({ key }) => open.has(key) || decisions.has(key))
    .map((conflict) => ({
      conflict: open.get(conflict.key) ?? conflict,
      decision: open.has(conflict.key) ? null : (decisions.get(conflict.key) ?? null),
    }));
}

/** What a side has at the place of a question, in words; null where it has nothing there. */
export function sideWords(
  side: 'theirs' | 'mine' | 'base',
  { conflict }: Pick<Question, 'conflict'>,
  update: Update,
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
export function changesWithin(side: 'theirs' | 'mine', path: string, update: Update): Sentence[] {
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
}

/** The table for updates in which only dates and people differ: what comes by itself, and what both sides changed. */
export function linesOf(update: Update, { grants, setBy }: Surroundings): Line[] {
  const { baseTemplate: base, theirs: newBase } = update;
  const checks = mergeChecks({
    calendar: calendarNamed(newBase.calendar),
    grants,
    ...(setBy === undefined ? {} : { setBy }),
  });
  const line =
    (contested: boolean) =>
    ({ key, path, base: before, theirs, mine, mayKeep, findings }: Conflict): Line => ({
      key,
      path,
      before,
      theirs,
      mine,
      contested,
      mayKeep,
      findings,
    });
  const taken = Object.fromEntries(Object.entries(update.taken).filter(([path]) => !within(path, '/layout')));
  return [
    ...update.conflicts.map(line(true)),
    ...takenAsQuestions({ base, newBase, checks }, { taken, result: update.result }).map(line(false)),
  ];
}

/** What ticking some lines and not others decides: keeping is an answer, and so is giving in where both sides changed. */
export function decisionsOf(lines: readonly Line[], ticked: ReadonlySet<string>): Omit<Decision, 'by' | 'at'>[] {
  return lines.flatMap(({ key, contested }): Omit<Decision, 'by' | 'at'>[] => {
    if (!ticked.has(key)) return [{ conflict: key, choice: 'mine' }];
    return contested ? [{ conflict: key, choice: 'theirs' }] : [];
  });
}

/** What stands at a place of a template, in words. */
export const wordsAt = (template: Template, path: string, language: Language): string | null => {
  const value = valueAt(template, path);
  return value === undefined ? null : valueWords(value, keysOf(path), template, language, true);
};
