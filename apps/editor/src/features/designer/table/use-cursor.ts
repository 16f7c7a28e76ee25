import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { stepsAmong } from '../canvas/hands.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { type Cell, cellElementId, type Range, rangeOf, shownColumns, type ShownRow } from './table-model.js';

export interface Cursor {
  /** The cell one is in: the first while nobody chose any; null in an empty table. */
  current: Cell | null;
  /** Rows and columns from where marking began to the cell one is in; null while only that one is meant. */
  range: Range | null;
  /** Makes a cell the one, without the keyboard's focus. */
  at: (cell: Cell) => void;
  /** Marks from the cell one was in, or nothing any more. */
  mark: (from: Cell | null | ((before: Cell | null) => Cell | null)) => void;
  /** Brings the keyboard to a cell, as soon as it is drawn. */
  focus: (cell: Cell) => void;
}

/** Brings the keyboard to what is typed into in a cell, else to the cell; false where it is not drawn yet. */
function focusCell({ row, column }: Cell): boolean {
  const element = document.getElementById(cellElementId(row, column));
  const field = element?.querySelector<HTMLElement>('textarea');
  (field ?? element)?.focus();
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return field != null;
}

const inTable = (): boolean => document.activeElement?.closest('.task-table') != null;

/** The step that alone is selected. */
const stepAlone = (selection: readonly string[]): string | undefined =>
  selection.length === 1 ? stepsAmong(selection)[0] : undefined;

/** Where one is in the table. */
export function useCursor(rows: readonly ShownRow[]): Cursor {
  const selection = useEditing((editing) => editing.selection);
  const session = useSessionStore();
  const [active, at] = useState((): Cell | null => {
    const row = stepAlone(session.getState().selection);
    return row === undefined ? null : { row, column: 'task' };
  });
  const [anchor, mark] = useState<Cell | null>(null);
  const first = rows[0];
  const current = useMemo(
    (): Cell | null =>
      active !== null && rows.some(({ id }) => id === active.row)
        ? active
        : first === undefined
          ? null
          : { row: first.id, column: 'task' },
    [active, rows, first],
  );
  // Anew for each wish, also for the same cell.
  const [wanted, setWanted] = useState<{ cell: Cell } | null>(null);
  // Before the next key is heard, so that nothing typed right after Tab or Enter is lost.
  useLayoutEffect(() => {
    if (wanted === null) return undefined;
    if (focusCell(wanted.cell)) return undefined;
    const drawn = requestAnimationFrame(() => void focusCell(wanted.cell));
    return () => cancelAnimationFrame(drawn);
  }, [wanted]);
  // To a step chosen elsewhere – found, a problem clicked – one comes here as well.
  useEffect(
    () =>
      session.subscribe((now, before) => {
        const row = stepAlone(now.selection);
        if (now.selection === before.selection || row === undefined || inTable()) return;
        at((cell) => ({ row, column: cell?.column ?? 'task' }));
        mark(null);
      }),
    [session],
  );
  const chosen = stepAlone(selection);
  useEffect(() => {
    if (chosen === undefined || inTable()) return;
    document.getElementById(cellElementId(chosen, 'task'))?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const range = useMemo(
    () => (anchor === null || current === null ? null : rangeOf(rows, shownColumns, anchor, current)),
    [anchor, current, rows],
  );
  const focus = useCallback((cell: Cell) => setWanted({ cell }), []);
  return { current, range, at, mark, focus };
}
