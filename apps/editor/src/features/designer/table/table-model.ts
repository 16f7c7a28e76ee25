/** The rows of the table of tasks as the screen needs them; what did not change stays the same object, and is not drawn anew. */
import {
  type Finding,
  type Grant,
  type LockOptions,
  pointer,
  stepKind,
  type TableColumn,
  tableColumns,
  type TableColumnId,
  type TableOptions,
  tableRows,
  type TaskRow,
  tableSections,
  type Template,
} from '@gangmu/core';
import type { Language } from '../../../platform/language.js';
import { type Provenance, setBy } from '../session/set-by.js';

/** The kind is the icon beside the task; the phase is the heading above the rows. */
const SHOWN: readonly TableColumnId[] = [
  'number',
  'task',
  'lead',
  'supporting',
  'post',
  'deadline',
  'evidence',
  'mandate',
];
export const shownColumns: readonly TableColumn[] = tableColumns.filter(({ id }) => SHOWN.includes(id));

export interface Above {
  base: Template | null;
  grants: readonly Grant[];
  provenance: Provenance | null;
}

/** How locks are looked up, and who is named for them. */
export const lockOptions = ({ grants, provenance }: Omit<Above, 'base'>): LockOptions => ({
  grants,
  ...(provenance === null ? {} : { setBy: (path) => setBy(provenance, path) }),
});

export const tableOptions = (above: Above, lang: Language): TableOptions => ({
  lang,
  ...(above.base === null ? {} : { above: above.base, locks: lockOptions(above) }),
});

export interface ShownRow extends TaskRow {
  kind: string;
  /** Cells of a task from above that say something else here, with what the level above says. */
  changed: Partial<Record<TableColumnId, string>>;
  errors: number;
  warnings: number;
  /** Planned last day, as far as it is worked out. */
  due: string | null;
}
export interface ShownSection {
  id: string;
  number: string;
  title: string;
  rows: readonly ShownRow[];
  /** Whether a task can be added here. */
  open: boolean;
}

export type RowFilter = 'all' | 'open' | 'changed' | 'problems';

interface Parts {
  template: Template;
  above: Above;
  findings: readonly Finding[];
  dates: Readonly<Record<string, { due: string }>>;
  lang: Language;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Sections with their rows, reusing rows of `last` that say the same. */
export function shownSections(
  { template, above, findings, dates, lang }: Parts,
  last: readonly ShownSection[] = [],
): ShownSection[] {
  const { base } = above;
  const known = new Map(last.flatMap(({ rows }) => rows.map((row) => [row.id, row])));
  const upper = new Map(base === null ? [] : tableRows(base, { lang }).map((row) => [row.id, row.cells]));
  const marks = new Map<string, { errors: number; warnings: number }>();
  for (const { path, severity } of findings) {
    const [, map, id = ''] = path.split('/');
    if (map !== 'steps' || severity === 'info') continue;
    const mark = marks.get(id) ?? { errors: 0, warnings: 0 };
    mark[severity === 'error' ? 'errors' : 'warnings'] += 1;
    marks.set(id, mark);
  }
  return tableSections(template, tableOptions(above, lang)).map(({ rows, ...section }) => ({
    ...section,
    open: base === null || template.phases[section.id]?.extension !== undefined,
    rows: rows.map((row) => {
      const from = upper.get(row.id);
      const shown: ShownRow = {
        ...row,
        kind: template.steps[row.id]?.kind ?? '',
        changed:
          from === undefined
            ? {}
            : Object.fromEntries(
                SHOWN.filter((column) => column !== 'number' && from[column] !== row.cells[column]).map((column) => [
                  column,
                  from[column],
                ]),
              ),
        errors: marks.get(row.id)?.errors ?? 0,
        warnings: marks.get(row.id)?.warnings ?? 0,
        // What ends by itself has no day on which anybody owes it; its rule stands alone.
        due: stepKind(template.steps[row.id]?.kind ?? '')?.asksUnit === false ? null : (dates[row.id]?.due ?? null),
      };
      const before = known.get(row.id);
      return before !== undefined && same(before, shown) ? before : shown;
    }),
  }));
}

/** Sections again and again, each time reusing the rows of the last. */
export function keptSections(): (parts: Parts) => ShownSection[] {
  let last: ShownSection[] = [];
  return (parts) => {
    last = shownSections(parts, last);
    return last;
  };
}

/** Columns that people fill in: what a row that may be changed is known by. */
const TYPED: readonly TableColumnId[] = ['task', 'lead', 'supporting', 'deadline'];

/** Rows of one sort; sections without any are left out, unless all are shown. */
export function filtered(sections: readonly ShownSection[], filter: RowFilter): readonly ShownSection[] {
  if (filter === 'all') return sections;
  const wanted = (row: ShownRow): boolean =>
    filter === 'problems'
      ? row.errors + row.warnings > 0
      : filter === 'changed'
        ? row.local || Object.keys(row.changed).length > 0
        : TYPED.some((column) => row.editable[column]);
  return sections
    .map((section) => ({ ...section, rows: section.rows.filter(wanted) }))
    .filter(({ rows }) => rows.length > 0);
}

export interface Cell {
  row: string;
  column: TableColumnId;
}
const FIELDS: Partial<Record<TableColumnId, string>> = { task: 'title', deadline: 'deadlines' };
/** The place of the template that it shows. */
export const placeOfCell = ({ row, column }: Cell): string => pointer('steps', row, FIELDS[column] ?? column);
/** Its id in the page. */
export const cellElementId = (row: string, column: TableColumnId): string => `cell-${row}-${column}`;

/** Cells marked together. */
export interface Range {
  rows: string[];
  columns: TableColumnId[];
}

/** The rows and columns between two cells, for copying and for where a paste begins. */
export function rangeOf(rows: readonly { id: string }[], columns: readonly TableColumn[], from: Cell, to: Cell): Range {
  const between = (a: number, b: number): [number, number] => [Math.max(0, Math.min(a, b)), Math.max(a, b) + 1];
  const rowAt = (cell: Cell): number => rows.findIndex(({ id }) => id === cell.row);
  const columnAt = (cell: Cell): number => columns.findIndex(({ id }) => id === cell.column);
  return {
    rows: rows.slice(...between(rowAt(from), rowAt(to))).map(({ id }) => id),
    columns: columns.slice(...between(columnAt(from), columnAt(to))).map(({ id }) => id),
  };
}

const quoted = (cell: string): string => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Cells as spreadsheets put them on the clipboard. */
export const asTsv = (rows: readonly TaskRow[], columns: readonly TableColumnId[]): string =>
  rows.map(({ cells }) => columns.map((column) => quoted(cells[column])).join('\t')).join('\n');

/** Keys that move from cell to cell; the cell one gets to, or null for a key that means something else. */
export function moved(
  rows: readonly { id: string }[],
  columns: readonly TableColumn[],
  from: Cell,
  key: string,
  far: boolean,
): Cell | null {
  const row = rows.findIndex(({ id }) => id === from.row);
  const column = columns.findIndex(({ id }) => id === from.column);
  const at = (r: number, c: number): Cell => ({
    row: rows[Math.min(Math.max(r, 0), rows.length - 1)]?.id ?? from.row,
    column: columns[Math.min(Math.max(c, 0), columns.length - 1)]?.id ?? from.column,
  });
  switch (key) {
    case 'ArrowUp':
      return at(far ? 0 : row - 1, column);
    case 'ArrowDown':
      return at(far ? rows.length - 1 : row + 1, column);
    case 'ArrowLeft':
      return at(row, far ? 0 : column - 1);
    case 'ArrowRight':
      return at(row, far ? columns.length - 1 : column + 1);
    case 'Home':
      return at(far ? 0 : row, 0);
    case 'End':
      return at(far ? rows.length - 1 : row, columns.length - 1);
    case 'PageUp':
      return at(row - 10, column);
    case 'PageDown':
      return at(row + 10, column);
    default:
      return null;
  }
}
