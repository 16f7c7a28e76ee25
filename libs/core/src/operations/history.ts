/** Undo and redo as data: which templates came before and after the present one, and what led from one to the next. */
import type { Pointer } from '../adaptation/model.js';
import type { Result } from '../findings.js';
import type { Template } from '../template/document.js';
import type { Edit } from './operation.js';
import { applyOperation, type Operation } from './operations.js';

export interface EditEntry {
  operation: Operation;
  edits: readonly Edit[];
  inverse: readonly Edit[];
  /** Template before it. Kept as it was: going back gives the very same objects. */
  before: Template;
  after: Template;
  /** Places set on purpose before it and after it. */
  keptBefore: readonly Pointer[];
  keptAfter: readonly Pointer[];
  /** Same key, close in time: typing in one field is one step back. */
  coalesce?: string;
  /** Epoch milliseconds of the last edit in it. */
  at: number;
}

export interface EditHistory {
  present: Template;
  /** Adaptations: places set on purpose, which stand also where they equal what is above. */
  kept: readonly Pointer[];
  past: readonly EditEntry[];
  future: readonly EditEntry[];
}

/** Typing that pauses longer than this starts a new entry. */
const PAUSE = 2000;
const KEPT = 500;

/** A history that begins with this template: nothing to undo, nothing to redo. */
export const historyOf = (template: Template, kept: readonly Pointer[] = []): EditHistory => ({
  present: template,
  kept,
  past: [],
  future: [],
});

const alike = (a: readonly Pointer[], b: readonly Pointer[]): boolean =>
  a === b || (a.length === b.length && a.every((path) => b.includes(path)));

const keyOf = (operation: Operation): string | undefined => {
  if (operation.op === 'set-field') return `field ${operation.path}`;
  if (operation.op === 'place') return `place ${Object.keys(operation.positions).toSorted().join(' ')}`;
  return undefined;
};

/**
 * The history after an operation, or why it cannot be done. An operation that changes nothing leaves it as it is.
 * `at` is the time in epoch milliseconds; edits of one field that follow each other quickly become one entry. `kept` are
 * the places set on purpose after it: marking one, and taking the mark away, is undone like any edit.
 */
export function recordOperation(
  history: EditHistory,
  operation: Operation,
  at: number,
  kept: readonly Pointer[] = history.kept,
): Result<EditHistory> {
  const applied = applyOperation(history.present, operation);
  if (!applied.ok) return applied;
  const { template, edits, inverse } = applied.value;
  const marked = !alike(kept, history.kept);
  if (edits.length === 0 && !marked) return { ok: true, value: history };
  const key = marked ? undefined : keyOf(operation);
  const last = history.past.at(-1);
  const joins =
    last && key !== undefined && last.coalesce === key && at - last.at <= PAUSE && history.future.length === 0;
  const entry: EditEntry = {
    operation,
    edits: joins ? [...last.edits, ...edits] : edits,
    inverse: joins ? [...inverse, ...last.inverse] : inverse,
    before: joins ? last.before : history.present,
    after: template,
    keptBefore: joins ? last.keptBefore : history.kept,
    keptAfter: kept,
    at,
    ...(key === undefined ? {} : { coalesce: key }),
  };
  const past = joins ? history.past.slice(0, -1) : history.past.slice(-(KEPT - 1));
  return { ok: true, value: { present: template, kept, past: [...past, entry], future: [] } };
}

/** One entry back; the same history where there is none. */
export function undo(history: EditHistory): EditHistory {
  const entry = history.past.at(-1);
  if (!entry) return history;
  const [past, future] = [history.past.slice(0, -1), [entry, ...history.future]];
  return { present: entry.before, kept: entry.keptBefore, past, future };
}

/** One entry forward again. */
export function redo(history: EditHistory): EditHistory {
  const [entry, ...future] = history.future;
  if (!entry) return history;
  return { present: entry.after, kept: entry.keptAfter, past: [...history.past, entry], future };
}
