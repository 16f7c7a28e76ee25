import { describe, expect, it } from '@jest/globals';
import { applyEdits } from './apply-edits.js';
import { type EditHistory, historyOf, recordOperation, redo, undo } from './history.js';
import { sample } from './operation-tester.given.js';
import type { Operation } from './operations.js';

const after = (history: EditHistory, at: number, ...operations: Operation[]): EditHistory => {
  let next = history;
  for (const [i, operation] of operations.entries()) {
    const result = recordOperation(next, operation, at + i);
    if (!result.ok) throw new Error(result.refusal.code);
    next = result.value;
  }
  return next;
};
const title = (zh: string): Operation => ({ op: 'set-field', path: '/steps/plan/title', value: { zh } });

describe('undo and redo', () => {
  it('takes typing in one field as one step back', () => {
    const start = historyOf(sample());
    const typed = after(start, 0, title('整'), title('整改'), title('整改方案'));
    expect(typed.past).toHaveLength(1);
    expect(undo(typed).present).toBe(start.present);
    const [entry] = typed.past;
    expect(applyEdits(typed.present, entry?.inverse ?? [])).toMatchObject({
      ok: true,
      value: { template: start.present },
    });
  });
  it('keeps apart what was typed after a pause, in another field, or by another operation', () => {
    const typed = after(historyOf(sample()), 0, title('整改'));
    expect(after(typed, 5000, title('整改方案')).past).toHaveLength(2);
    expect(after(typed, 1, { op: 'set-field', path: '/steps/plan/order', value: 3 }).past).toHaveLength(2);
    expect(after(typed, 1, { op: 'add-deadline', step: 'plan', id: 'x' }, title('一')).past).toHaveLength(3);
  });
  it('takes marks back and forward like edits, by themselves and together with them', () => {
    const start = historyOf(sample(), ['/title']);
    const mark = (history: EditHistory, operation: Operation, kept: readonly string[]): EditHistory => {
      const result = recordOperation(history, operation, 0, kept);
      if (!result.ok) throw new Error(result.refusal.code);
      return result.value;
    };
    const nothing: Operation = { op: 'batch', operations: [] };
    expect(mark(start, nothing, ['/title'])).toBe(start);
    const marked = mark(start, nothing, ['/title', '/noun']);
    expect([marked.present, marked.kept]).toEqual([start.present, ['/title', '/noun']]);
    const edited = mark(marked, title('整改方案'), []);
    expect(edited.past).toHaveLength(2);
    expect(undo(edited)).toMatchObject({ present: start.present, kept: ['/title', '/noun'] });
    expect(undo(undo(edited)).kept).toEqual(['/title']);
    expect(redo(undo(undo(edited))).kept).toEqual(['/title', '/noun']);
    expect(after(marked, 1, title('整改')).kept).toEqual(['/title', '/noun']);
  });
  it('forgets what was undone when something else is done', () => {
    const back = undo(after(historyOf(sample()), 0, title('整改方案')));
    expect(redo(back).present.steps['plan']?.title).toEqual({ zh: '整改方案' });
    const other = after(back, 1, { op: 'disconnect', ids: ['a'] });
    expect(other.future).toEqual([]);
    expect(redo(other)).toBe(other);
  });
  it('leaves no trace of what changed nothing or was refused', () => {
    const start = historyOf(sample());
    expect(after(start, 0, { op: 'clear-field', path: '/steps/plan/guidance' })).toBe(start);
    expect(recordOperation(start, { op: 'disconnect', ids: ['none'] }, 0).ok).toBe(false);
    expect(undo(start)).toBe(start);
  });
});
