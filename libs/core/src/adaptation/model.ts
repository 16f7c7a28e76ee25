/**
 * What an adaptation is, as data. An adaptation says what one level changes of one exact version of the level above;
 * everything else – what may be changed, what a change above means for it, what is shown – is computed from this.
 */
import type { Finding, Param } from '../findings.js';
import type { Template } from '../template/document.js';

/** A JSON pointer (RFC 6901) into a template. */
export type Pointer = string;

/**
 * One change of one place. Elements of maps (steps, phases, evidence, bounds, rungs …) are added and removed whole;
 * inside an element that both sides have, fields are set and unset; sets change by members.
 */
export type Change =
  /** A field has this value. One that equals the base's was set on purpose: it is *kept* when the base changes. */
  | { op: 'set'; value: unknown }
  /** An optional field of the base is taken away. */
  | { op: 'unset' }
  /** An element that the base does not have. */
  | { op: 'add'; value: unknown }
  /** An element of the base that is taken away. */
  | { op: 'remove' }
  /** Members put into and taken out of a set. */
  | { op: 'members'; add: string[]; remove: string[] };

/** The field-level difference between two templates, by place. In normal form no place lies within another. */
export type Difference = Readonly<Record<Pointer, Change>>;

/** One level's adaptation, as it is stored and exchanged. */
export interface Adaptation {
  format: 'gangmu-adaptation/1';
  /** Content hash of the exact template it was made on. */
  base: string;
  /** Whether it applies to the unit itself and everything below it, or below it only. */
  applies: 'self-and-below' | 'below';
  difference: Difference;
}

/** A deviation (变通) granted by the level that set the lock it opens: data, so that refinement holds modulo grants. */
export interface Grant {
  id: string;
  /** The place that may deviate, with everything within it. */
  path: Pointer;
  /** What is granted: to change it, or to leave it out. */
  allows: 'change' | 'remove';
  /** Units it is granted to, each with everything below it. */
  units: readonly string[];
  /** First and last day, plain dates; missing: as long as the campaign lasts. */
  from?: string;
  to?: string;
  reason: string;
  /** Unit that granted it; it counts where that is the one that set the lock, or one above it (`countingGrants`). */
  grantedBy: string;
  document?: string;
}

/** What an adaptation asks beyond the level above: a line of the list of tightenings (加码清单). */
export interface Tightening {
  code: string;
  path: Pointer;
  params: Record<string, Param>;
}

export const CONFLICT_CLASSES = [
  /** Edited here and there. */
  'both-edited',
  /** Edited here and taken away there, or the reverse. */
  'edited-removed',
  /** A local step whose anchor or extension point is no longer there. */
  'anchor-vanished',
  /** Locked above since, where something was changed here. */
  'newly-locked',
  /** The result breaks a rule: a cycle, an impossible deadline, a policy, the budget. */
  'breaks-rule',
  /** The same id was added here and there, with different content. */
  'same-id',
] as const;
export type ConflictClass = (typeof CONFLICT_CLASSES)[number];

export interface Conflict {
  /** The same for the same question, so that a decision is found again: class, place and what both sides say. */
  key: string;
  class: ConflictClass;
  path: Pointer;
  /** What stood there, what the level above has now, what this level has; missing where there is nothing. */
  base?: unknown;
  theirs?: unknown;
  mine?: unknown;
  /** Whether keeping one's own is allowed at all; if not, `findings` say why. */
  mayKeep: boolean;
  /** What stands when one's own is kept, where it can stay only so: a step the level above did away with, as a local one. */
  keeps?: unknown;
  /** Further local changes that stand or fall with this one: a step's dependencies, the rest of what breaks a rule. */
  with?: Pointer[];
  /** What is wrong with keeping one's own, or – for broken rules – what was found. */
  findings: Finding[];
}

/** How a person answered a conflict; carried over as long as the same question comes up again. */
export interface Decision {
  /** `Conflict.key`. */
  conflict: string;
  /** `rename`: theirs, and one's own beside it under another id, where both were added under the same. */
  choice: 'mine' | 'theirs' | 'edit' | 'rename';
  /** With `edit`: what is to stand there (undefined: nothing). */
  value?: unknown;
  /** With `rename`: the new id; missing: a free one like the old. */
  as?: string;
  by?: string;
  /** Epoch milliseconds. */
  at?: number;
  reason?: string;
}

/** A question that a decision settled, as it was put. */
export interface Answered {
  question: Conflict;
  decision: Decision;
  /** Nobody would have asked: the change came from above by itself, and was declined. */
  declined?: true;
}

/** Taking over a new version of the level above. */
export interface Merge {
  /** The adaptation over the new base, as far as it is decided; open conflicts stand as the level above has them. */
  difference: Difference;
  /** The result as a template; what is locked or broken stands in `conflicts`. */
  result: Template;
  /** Questions not answered yet, first those of the earlier classes. */
  conflicts: Conflict[];
  /** Decisions that were used: recorded with the new version, and can be opened again. */
  decisions: Decision[];
  /** The same with what each of them answers. */
  answered: Answered[];
  /** What comes from above without a question. */
  taken: Difference;
  /** Whether only dates and people differ: then it is one table with tick boxes. */
  onlyDatesAndPeople: boolean;
}

/** A level of the chain from the county down: the root has no difference. */
export interface Level {
  unit: string;
  name?: { zh: string; en?: string };
  difference: Difference;
  applies: Adaptation['applies'];
}
