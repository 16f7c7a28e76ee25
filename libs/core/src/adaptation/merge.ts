/**
 * Taking over a new version of the level above: what both sides made of the old one is merged by field, then held
 * against locks and rules. Nothing local is lost: it is in the result, in a conflict, or what the level above says too.
 */
import type { Finding } from '../findings.js';
import type { Template } from '../template/document.js';
import { applyDifference } from './apply.js';
import { declined } from './declining.js';
import { differenceOf, keptOf } from './difference.js';
import { type Adapting, type CheckOptions, type MergeChecks, mergeChecks } from './merge-checks.js';
import { mergeTemplates } from './merge-templates.js';
import {
  type Answered,
  type Conflict,
  CONFLICT_CLASSES,
  type Decision,
  type Difference,
  type Merge,
  type Pointer,
} from './model.js';
import { asIn, touches } from './place.js';
import { renameDecided, type Renaming } from './renaming.js';
import { Settling } from './settling.js';
import { same, shapeAt, valueAt, within } from './shape.js';
import { weightOf } from './weight.js';

export interface MergeInput extends CheckOptions {
  /** What the adaptation was made on, and the newest version of it. */
  base: Template;
  newBase: Template;
  mine: Difference;
  /** Earlier answers; those to questions that no longer come up are left out of the result. */
  decisions?: readonly Decision[];
  /** Adaptations between the root and the new base, from the top down: policies count from their owner down. */
  above?: readonly Adapting[];
  /** Checks that remember, where many adaptations are merged; those not given are made from the other options. */
  checks?: Partial<MergeChecks>;
}

const knownChanges = new WeakMap<Template, WeakMap<Template, Difference>>();

/** What the level above changed: the same question for each of its many adaptations. */
function changesAbove(base: Template, newBase: Template): Difference {
  let known = knownChanges.get(base);
  if (!known) knownChanges.set(base, (known = new WeakMap()));
  let difference = known.get(newBase);
  if (!difference) known.set(newBase, (difference = differenceOf(base, newBase)));
  return difference;
}

/** Places of the adaptation that the new base now says too: set on purpose, they stand when it changes again. */
const stillKept = (mine: Difference, newBase: Template): Pointer[] =>
  Object.keys(mine).filter((path) => {
    const change = mine[path];
    if (change?.op !== 'set' && change?.op !== 'add') return false;
    const field = shapeAt(newBase, path);
    const theirs = valueAt(newBase, path);
    return field !== undefined && theirs !== undefined && same(field.shape, theirs, change.value);
  });

/** Clashes that were settled by another id, as the questions they were. */
function asAnswered(used: Renaming['used'], locksOn: (places: string[]) => readonly Finding[]): Answered[] {
  if (used.length === 0) return [];
  const locked = locksOn(used.map(({ clash }) => clash.path));
  return used.map(({ clash, decision }) => {
    const findings = locked.filter(({ path }) => touches(path, clash.path));
    return { question: { key: decision.conflict, ...clash, mayKeep: findings.length === 0, findings }, decision };
  });
}

const byClass = (a: Conflict, b: Conflict): number =>
  CONFLICT_CLASSES.indexOf(a.class) - CONFLICT_CLASSES.indexOf(b.class) || (a.path < b.path ? -1 : 1);

/**
 * Merges an adaptation onto a new version of its base. Open conflicts stand in the result as the level above has them;
 * a result without open conflicts breaks neither lock nor rule that the new base itself does not break. Asked again
 * with the same decisions it gives the same; without one of them, that question is open again.
 */
export function mergeAdaptation(input: MergeInput): Merge {
  const { base, newBase, mine, decisions = [] } = input;
  const applied = applyDifference(base, mine);
  const upstream = changesAbove(base, newBase);
  const meantHere = keptOf(base, mine);
  const refused = declined(base, newBase, upstream, decisions).filter((path) => !meantHere.includes(path));
  const kept = [...meantHere, ...refused];
  const asked = mergeTemplates(base, newBase, applied.template, kept);
  const renaming = renameDecided(asked.clashes, { base, newBase, mine: applied.template }, decisions);
  const renamed = renaming.mine !== applied.template;
  const data = renamed ? mergeTemplates(base, newBase, renaming.mine, kept) : asked;
  const sides = { base, newBase, mine: renaming.mine, above: input.above ?? [] };
  const checks = { ...mergeChecks(input), ...input.checks };
  const settling = new Settling(data.template, sides, checks, decisions);
  settling.unplaced(applied.findings, mine);
  settling.clashes(data.clashes);
  settling.errors();
  const { result, open, own } = settling;
  const renames = asAnswered(renaming.used, (places) => checks.locks(newBase, asIn(result, applied.template, places)));
  const answered = [...settling.answered, ...renames].map((one): Answered => {
    const wasDeclined = refused.includes(one.question.path) && mine[one.question.path] === undefined;
    return wasDeclined ? { ...one, declined: true } : one;
  });
  const conflicts = open.toSorted(byClass).map((one) => {
    const taken = renaming.refused.get(one.key);
    return taken === undefined ? one : { ...one, findings: [...one.findings, taken] };
  });
  const put = answered.filter((one) => one.declined === undefined).map(({ question }) => question);
  const meant = Object.keys(upstream).filter((path) => !within(path, '/layout'));
  const notTaken = [...conflicts.map(({ path }) => path), ...own];
  const taken = Object.entries(upstream).filter(([path]) => !notTaken.some((one) => touches(one, path)));
  return {
    difference: differenceOf(newBase, result, stillKept(mine, newBase)),
    result,
    conflicts,
    decisions: answered.map(({ decision }) => decision),
    answered,
    taken: Object.fromEntries(taken),
    onlyDatesAndPeople:
      meant.every((path) => weightOf(path) !== 'other') &&
      // Answering must not turn one page into another under one's hands: what was asked counts like what is asked.
      [...conflicts, ...put].every((one) => one.class === 'both-edited' && weightOf(one.path) !== 'other'),
  };
}
