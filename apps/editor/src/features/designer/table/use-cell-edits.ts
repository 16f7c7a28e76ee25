import { App } from 'antd';
import { useCallback, useState } from 'react';
import { type EditedRow, lockAt, type Operation, say } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { together } from '../canvas/hands.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { previewRows } from './edited-rows.js';
import { type Above, type Cell, lockOptions, placeOfCell, type ShownRow } from './table-model.js';
import type { Cursor } from './use-cursor.js';

export interface CellEdits {
  /** Whether the cell one is in is written over, typed into, or only looked at. */
  editing: 'no' | 'over' | 'typing';
  /** What there is to say about the last attempt; null when nothing stood against it. */
  said: string | null;
  setEditing: (how: 'no' | 'over' | 'typing') => void;
  tell: (words: string | null) => void;
  /** Why a cell cannot be edited; null where it can. */
  why: (cell: Cell) => string | null;
  go: (cell: Cell, extend?: boolean) => void;
  /** Begins to edit, or says why not. */
  begin: (cell: Cell, how: 'over' | 'typing') => void;
  /** Carries edited rows out, or says what stands against it. Answers what was refused, in words. */
  carryOut: (edited: readonly EditedRow[]) => string | null;
  /** Takes what was typed and goes on to a cell; stays where it was refused. */
  commit: (cell: Cell, text: string, then: Cell | null) => void;
  apply: (operation: Operation) => void;
}

/** Editing cells: what may be, what is said where it may not, and how it becomes an edit of the session. */
export function useCellEdits(rows: readonly ShownRow[], above: Above, { at, mark, focus }: Cursor): CellEdits {
  const { t, language } = useWords();
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const readOnly = useEditing((editing) => editing.readOnly);
  const [editing, setEditing] = useState<'no' | 'over' | 'typing'>('no');
  const { message } = App.useApp();
  const [said, tell] = useState<string | null>(null);
  const { base } = above;

  const go = useCallback(
    (cell: Cell, extend = false) => {
      at(cell);
      mark((before) => (extend ? (before ?? cell) : null));
      setEditing('no');
      tell(null);
      session.getState().select([`/steps/${cell.row}`]);
      focus(cell);
    },
    [session, at, mark, focus],
  );
  const why = (cell: Cell): string | null => {
    const row = rows.find(({ id }) => id === cell.row);
    if (row === undefined) return null;
    if (readOnly !== null) return t('table.read-only');
    if (cell.column === 'number') return t('table.number.why');
    if (cell.column === 'evidence') return t('table.evidence.why');
    if (row.editable[cell.column]) return null;
    if (cell.column === 'deadline' && Object.keys(template.steps[row.id]?.deadlines ?? {}).length > 1 && base === null)
      return say(language, 'table.several-deadlines', { step: template.steps[row.id]?.title ?? '' });
    if (base === null) return null;
    const { why: reason } = lockAt(base, placeOfCell(cell), lockOptions(above));
    return say(language, reason.code, reason.params);
  };
  const begin = (cell: Cell, how: 'over' | 'typing'): void => {
    const reason = why(cell);
    at(cell);
    mark(null);
    tell(reason);
    if (reason === null) setEditing(how);
    else if (cell.column === 'evidence') session.getState().show(`/steps/${cell.row}/evidence`);
  };
  const carryOut = (edited: readonly EditedRow[]): string | null => {
    const { operations, findings } = previewRows(session.getState().template, above, edited, { lang: language });
    const [wrong] = findings.filter(({ severity }) => severity !== 'info');
    const words = wrong === undefined ? null : say(language, wrong.code, wrong.params);
    tell(words);
    if (operations.length === 0) return words;
    const done = session.getState().apply(together(operations), { quiet: true });
    if (done.ok) return null;
    const refusal = say(language, done.refusal.code, done.refusal.params);
    tell(refusal);
    return refusal;
  };
  const commit = (cell: Cell, text: string, then: Cell | null): void => {
    const row = rows.find(({ id }) => id === cell.row);
    if (row !== undefined && row.cells[cell.column] !== text) {
      const refused = carryOut([{ id: cell.row, cells: { [cell.column]: text } }]);
      if (refused !== null && then !== null) return;
      // Who clicked elsewhere is there already: what was typed is said again with what stood against it.
      if (refused !== null) message.warning({ content: t('table.not-taken', { text, why: refused }), duration: 10 });
    }
    setEditing('no');
    if (then === null) return;
    at(then);
    session.getState().select([`/steps/${then.row}`]);
    focus(then);
  };
  const apply = (operation: Operation): void => {
    const done = session.getState().apply(operation, { quiet: true });
    tell(done.ok ? null : say(language, done.refusal.code, done.refusal.params));
  };
  return { editing, said, setEditing, tell, why, go, begin, carryOut, commit, apply };
}
