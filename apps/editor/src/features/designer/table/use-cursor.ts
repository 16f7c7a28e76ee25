import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useEditing } from '../session/use-editing.js';
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

/** Where one is in the table. */
export function useCursor(rows: readonly ShownRow[]): Cursor {
  const selection = useEditing((editing) => editing.selection);
  const [active, at] = useState<Cell | null>(null);
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
  // A step chosen elsewhere – found, a problem clicked – is shown here as well.
  const chosen = selection.length === 1 ? selection[0] : undefined;
  useEffect(() => {
    const id = chosen?.startsWith('/steps/') === true ? chosen.slice('/steps/'.length) : undefined;
    if (id === undefined || document.activeElement?.closest('.task-table') != null) return;
    document.getElementById(cellElementId(id, 'task'))?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const range = useMemo(
    () => (anchor === null || current === null ? null : rangeOf(rows, shownColumns, anchor, current)),
    [anchor, current, rows],
  );
  const focus = useCallback((cell: Cell) => setWanted({ cell }), []);
  return { current, range, at, mark, focus };
}
