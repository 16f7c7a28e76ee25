import type { KeyboardEvent } from 'react';
import { useWords } from '../../../platform/language.js';
import { useSessionStore } from '../session/use-editing.js';
import { moved, shownColumns, type ShownRow } from './table-model.js';
import type { CellEdits } from './use-cell-edits.js';
import type { Cursor } from './use-cursor.js';
import type { TableHands } from './use-table-hands.js';

/** The keys of the table, as a spreadsheet has them; a field that is being typed into keeps its own. */
export function useTableKeys(
  rows: readonly ShownRow[],
  { current, range, at, mark, focus }: Cursor,
  { editing, tell, why, go, begin, carryOut }: CellEdits,
  hands: TableHands,
): (event: KeyboardEvent) => void {
  const { t } = useWords();
  const session = useSessionStore();
  return (event) => {
    if (current === null || editing !== 'no' || event.nativeEvent.isComposing) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const command = ctrlKey || metaKey;
    if ((event.target as HTMLElement).closest('.row-tools, .section-tools') !== null) return;
    const done = (): void => event.preventDefault();
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      done();
      hands.move(current.row, key === 'ArrowUp' ? -1 : 1);
      return focus(current);
    }
    if (altKey) return;
    // The field in the cell has nothing to take back: what is meant is the table.
    if (command && (key === 'z' || key === 'y' || key === 'Z')) {
      done();
      if (key === 'z' && !shiftKey) session.getState().undo();
      else session.getState().redo();
      return focus(current);
    }
    const next = moved(rows, shownColumns, current, key, command);
    if (next !== null) {
      done();
      mark((before) => (shiftKey ? (before ?? current) : null));
      at(next);
      tell(null);
      session.getState().select([`/steps/${next.row}`]);
      return focus(next);
    }
    if (key === 'Enter' && command) {
      done();
      return hands.addBelow(current.row);
    }
    if (key === 'Enter' || key === 'F2') {
      done();
      return begin(current, 'over');
    }
    if (key === 'Tab') {
      const index = shownColumns.findIndex(({ id }) => id === current.column) + (shiftKey ? -1 : 1);
      const column = shownColumns[index]?.id;
      // At the end of a row the table is left, so that nobody is caught in it.
      if (column === undefined) return;
      done();
      return go({ row: current.row, column });
    }
    if (key === 'Delete' || key === 'Backspace') {
      done();
      const { rows: ids, columns } = range ?? { rows: [current.row], columns: [current.column] };
      const clears = columns.filter((column) => column === 'post' || column === 'supporting' || column === 'deadline');
      if (clears.length === 0) return tell(why(current) ?? t('table.clear.why'));
      carryOut(ids.map((id) => ({ id, cells: Object.fromEntries(clears.map((column) => [column, ''])) })));
      return;
    }
    if (key === 'Escape') {
      mark(null);
      return tell(null);
    }
    // Typing over a choice opens it; over text it goes to the field that stands in the cell already.
    if (key.length === 1 && !command && !(event.target instanceof HTMLTextAreaElement)) {
      done();
      begin(current, 'over');
    }
  };
}
