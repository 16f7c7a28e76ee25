/** Decisions as they are kept with what was taken over by them, and as they are told. */
import type { Decided, DesignUpdate } from '@gangmu/contract';
import type { Answered, Conflict, Decision } from '@gangmu/core';
import type { Database } from '../platform/database/database.js';
import { inWords } from '../templates/templates.js';
import { decisionsOf, type DesignRow, personOf } from './design-rows.js';

/** A decision that was taken over, with the question as it was put: it can be told, and put again, for as long as it stands. */
export interface Taken extends Decision {
  question: Conflict;
  declined?: true;
  /** The version above that was taken over with it. */
  against: string;
}

type Lang = 'zh' | 'en';
type Names = ReadonlyMap<string, NonNullable<ReturnType<typeof personOf>>>;

const isTaken = (decision: Decision): decision is Taken => 'question' in decision && 'against' in decision;

/** Answers of a merge, to be kept with what it makes of the draft. */
export const takenOver = (answered: readonly Answered[], against: string): Taken[] =>
  answered.map(({ question, decision, declined }) => ({
    ...decision,
    question,
    ...(declined === undefined ? {} : { declined }),
    against,
  }));

/** Decisions that the draft on this base came about by; answers to an update that still waits are none. */
export const inForce = (row: DesignRow, base: string | null): Taken[] =>
  decisionsOf(row)
    .filter(isTaken)
    .filter(({ against }) => against === base);

/** The last answer to each question. */
export const newest = <One extends Pick<Decision, 'conflict'>>(decisions: readonly One[]): One[] => [
  ...new Map(decisions.map((one) => [one.conflict, one])).values(),
];

/** As it is recorded: what was asked stands in the version. */
export const withoutQuestion = ({ conflict, choice, value, as, by, at, reason }: Decision): Decision => ({
  conflict,
  choice,
  ...(value === undefined ? {} : { value }),
  ...(as === undefined ? {} : { as }),
  ...(by === undefined ? {} : { by }),
  ...(at === undefined ? {} : { at }),
  ...(reason === undefined ? {} : { reason }),
});

/** A question with its findings in words. */
export const asked = (conflict: Conflict, lang: Lang): DesignUpdate['conflicts'][number] => ({
  ...conflict,
  findings: inWords(conflict.findings, lang),
});

/** A decision with who took it, and what it answers. */
export function decidedOf({ question, decision, declined }: Answered, people: Names, lang: Lang): Decided {
  const { by, at = 0, ...rest } = withoutQuestion(decision);
  return {
    ...rest,
    by: by === undefined ? null : (people.get(by) ?? personOf(by, null, null)),
    at,
    question: asked(question, lang),
    declined: declined === true,
  };
}

/** Who decided, by id. */
export async function namesOf(database: Database, decisions: readonly Decision[]): Promise<Names> {
  const ids = [...new Set(decisions.flatMap(({ by }) => (by === undefined ? [] : [by])))];
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: string; zh: string; en: string | null }>(
    'SELECT id, name_zh AS zh, name_en AS en FROM people WHERE id = ANY ($1)',
    [ids],
  );
  return new Map(rows.map(({ id, zh, en }) => [id, personOf(id, zh, en)!]));
}
