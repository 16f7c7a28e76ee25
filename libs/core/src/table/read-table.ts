/** Rows out of what was pasted from a spreadsheet, or read from a workbook. */
import type { Finding } from '../findings.js';
import { columnOf, type TableColumnId } from './columns.js';

/** A row as it came back: only cells of columns that were there. */
export interface EditedRow {
  /** Id of the step, where it travelled along. */
  id?: string | undefined;
  cells: Partial<Record<TableColumnId, string>>;
  /** Its line in what was pasted or read, from 1. */
  line?: number | undefined;
}

/** Cells of tab-separated text as spreadsheets put it on the clipboard: quotation marks hold line breaks and tabs. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === '\t') {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (char !== '\r') cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

const MAX_ROWS = 3000;
const MAX_CELL = 4000;

const said = (code: string, severity: Finding['severity'], params: Finding['params'] = {}): Finding => ({
  code: `table.${code}`,
  severity,
  path: '',
  params,
});

/**
 * Rows of a table whose headings are looked for in the first lines; `columns` says what the columns are where it has
 * none (pasting into the middle of the table). A line that only names a phase holds for the rows below it.
 */
export function rowsFrom(
  cells: readonly (readonly string[])[],
  columns?: readonly (TableColumnId | null)[],
): { rows: EditedRow[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const headed = cells.slice(0, 20).findIndex((row) => {
    const known = row.flatMap((cell) => columnOf(cell)?.id ?? []);
    return known.includes('task') && new Set(known).size >= 2;
  });
  const heading = headed === -1 ? undefined : cells[headed];
  if (!heading && !columns) return { rows: [], findings: [said('no-headings', 'error')] };
  const seen = new Set<TableColumnId>();
  const layout = heading
    ? heading.map((cell) => {
        const id = columnOf(cell)?.id ?? null;
        if (id === null || seen.has(id)) {
          if (cell.trim() !== '') findings.push(said('unknown-column', 'info', { column: cell.trim() }));
          return null;
        }
        seen.add(id);
        return id;
      })
    : (columns ?? []);
  const rows: EditedRow[] = [];
  let phase: string | undefined;
  for (const [i, row] of cells.entries()) {
    if (i <= headed) continue;
    if (rows.length >= MAX_ROWS) {
      findings.push(said('too-many-rows', 'error', { max: MAX_ROWS }));
      break;
    }
    const filled = row.filter((cell) => cell.trim() !== '');
    if (filled.length === 0) continue;
    // 一、学习 in a line of its own, or merged over the whole width.
    const [alone = ''] = new Set(filled.map((cell) => cell.trim()));
    const section = /^[一二三四五六七八九十百\d]+\s*[、.．]\s*(.+)$/.exec(alone.normalize('NFKC'));
    if (new Set(filled.map((cell) => cell.trim())).size === 1 && layout.length > 1 && section) {
      phase = section[1];
      continue;
    }
    const edited: EditedRow = { cells: {}, line: i + 1 };
    for (const [k, id] of layout.entries())
      if (id !== null) edited.cells[id] = (row[k] ?? '').slice(0, MAX_CELL).trim();
    if (phase !== undefined && edited.cells.phase === undefined) edited.cells.phase = phase;
    rows.push(edited);
  }
  return { rows, findings };
}
