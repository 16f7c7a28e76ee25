/**
 * Changes from above that nobody here had touched are taken without a question – but a person may still say no where
 * the mandate lets them: the boxes of the table of dates and people. A no is a decision like any other: keeping what
 * stood there, as if it had been set on purpose.
 */
import type { Template } from '../template/document.js';
import type { MergeChecks } from './merge-checks.js';
import type { Conflict, Decision, Difference, Pointer } from './model.js';
import { asIn, touches } from './place.js';
import { conflictKey } from './settling.js';
import { valueAt } from './shape.js';

type Question = Omit<Conflict, 'mayKeep' | 'findings'>;

/** The question a person would answer by leaving this change of the level above out. */
function questionOf(base: Template, newBase: Template, path: Pointer): Question {
  const [before, theirs] = [valueAt(base, path), valueAt(newBase, path)];
  const name = before === undefined || theirs === undefined ? 'edited-removed' : 'both-edited';
  const question = { class: name, path, base: before, theirs, mine: before } as const;
  return { key: conflictKey(question), ...question };
}

/** Places of the level above whose change was declined: they count as set on purpose here. */
export function declined(
  base: Template,
  newBase: Template,
  above: Difference,
  decisions: readonly Decision[],
): Pointer[] {
  if (decisions.length === 0) return [];
  const answered = new Set(decisions.map(({ conflict }) => conflict));
  return Object.keys(above).filter((path) => answered.has(questionOf(base, newBase, path).key));
}

/**
 * The changes that come from above without a question, each as the question it would be: `mayKeep` says whether the old
 * value may stay. Answer with a decision under its key, choice `mine`.
 *
 * @param taken `Merge.taken`; `result` is `Merge.result`
 */
export function takenAsQuestions(
  { base, newBase, checks }: { base: Template; newBase: Template; checks: Pick<MergeChecks, 'locks'> },
  { taken, result }: { taken: Difference; result: Template },
): Conflict[] {
  const places = Object.keys(taken);
  if (places.length === 0) return [];
  const locked = checks.locks(newBase, asIn(result, base, places));
  return places.map((path) => {
    const findings = locked.filter((one) => touches(one.path, path));
    return { ...questionOf(base, newBase, path), mayKeep: findings.length === 0, findings };
  });
}
