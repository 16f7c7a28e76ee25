/** Which step each row of a table that came back is about. */
import type { EditedRow } from './read-table.js';
import type { TaskRow } from './table-rows.js';

/** Spelling that makes no difference: widths, spaces, capitals, quotation marks. */
export const loose = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s“”"'‘’《》]/g, '');

const by = (rows: readonly TaskRow[], column: 'task' | 'number'): Map<string, TaskRow[]> => {
  const found = new Map<string, TaskRow[]>();
  for (const row of rows) {
    const key = loose(row.cells[column]);
    if (key !== '') found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
};

/**
 * Ids say which step a row is about; then titles (the number decides between namesakes); a number alone only in a table
 * without ids, which somebody typed or pasted: a row without an id among rows with ids was put in, and numbered like the
 * one it pushed down, as everybody does. What one row has claimed, no other takes for its own; only the same id twice
 * stays twice, to be said, because which of the two holds is not ours to tell.
 */
export function rowsMatched(edited: readonly EditedRow[], rows: readonly TaskRow[]): Map<EditedRow, string> {
  const known = new Set(rows.map(({ id }) => id));
  const matched = new Map<EditedRow, string>();
  for (const row of edited) if (row.id !== undefined && known.has(row.id)) matched.set(row, row.id);
  const claimed = new Set(matched.values());
  const claim = (find: (row: EditedRow) => TaskRow | undefined): void => {
    for (const row of edited) {
      const id = matched.has(row) ? undefined : find(row)?.id;
      if (id === undefined) continue;
      matched.set(row, id);
      claimed.add(id);
    }
  };
  const free = (among: readonly TaskRow[] | undefined): TaskRow[] => among?.filter(({ id }) => !claimed.has(id)) ?? [];
  const titled = by(rows, 'task');
  const numbered = by(rows, 'number');
  claim(({ cells: { task = '', number = '' } }) => {
    const namesakes = free(titled.get(loose(task)));
    return namesakes.find((one) => loose(one.cells.number) === loose(number)) ?? namesakes[0];
  });
  if (!edited.some(({ id }) => id !== undefined))
    claim(({ cells: { number = '' } }) => free(numbered.get(loose(number)))[0]);
  return matched;
}
