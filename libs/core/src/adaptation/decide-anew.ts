/**
 * Deciding a question again that was decided when a version of the level above was taken over: an edit of what stands
 * now, under the same locks and by the same hand that settles a merge. What was changed since, elsewhere, stays.
 */
import { type Finding, pointer } from '../findings.js';
import type { Template } from '../template/document.js';
import { differenceOf, marksWithout } from './difference.js';
import type { MergeChecks } from './merge-checks.js';
import type { Answered, Decision, Difference, Pointer } from './model.js';
import { Settling } from './settling.js';
import { equal, keysOf, valueAt } from './shape.js';

/** What is worked on: a template, what it adapts, and what was set on purpose. */
export interface Adapted {
  base: Template;
  template: Template;
  kept: readonly Pointer[];
}

export interface DecidedAnew {
  template: Template;
  /** The same over the base, with what was set on purpose. */
  difference: Difference;
  /** What hinders the answer; then nothing changed. */
  findings: Finding[];
}

/** One's own that went under another id beside theirs. */
const besides = ({ question, decision }: Answered): Pointer[] =>
  decision.choice === 'rename' && decision.as !== undefined
    ? [pointer(keysOf(question.path)[0] ?? '', decision.as)]
    : [];

/**
 * The new answer put in place of the earlier one. `theirs` is what the level above has there now, `mine` what one had
 * when it was asked.
 */
export function decideAnew(
  { base, template, kept }: Adapted,
  earlier: Answered,
  decision: Decision,
  checks: MergeChecks,
): DecidedAnew {
  const sides = { base, newBase: base, mine: template, above: [] };
  const settling = new Settling(template, sides, checks, [{ ...decision, conflict: earlier.question.key }]);
  const others = besides(earlier);
  settling.again(earlier.question, others);
  const before = differenceOf(base, template, kept);
  const [open] = settling.open;
  if (open) return { template, difference: before, findings: open.findings };
  const { result } = settling;
  const { path, with: along = [] } = earlier.question;
  const marks = marksWithout(base, before, [path, ...along, ...others]);
  // One's own answer stands on purpose also where the level above has come to say the same.
  const stands = valueAt(result, path);
  const meant = decision.choice !== 'theirs' && stands !== undefined && equal(stands, valueAt(base, path));
  return { template: result, difference: differenceOf(base, result, meant ? [...marks, path] : marks), findings: [] };
}
