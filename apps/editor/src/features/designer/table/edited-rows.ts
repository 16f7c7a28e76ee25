/** What was typed, pasted or imported into the table, as operations that may be carried out, with what may not in words. */
import {
  applyOperation,
  type EditedRow,
  type Finding,
  type Operation,
  readTsv,
  rowsFrom,
  type TableColumn,
  type TableColumnId,
  tableOperations,
  type Template,
} from '@gangmu/core';
import type { Language } from '../../../platform/language.js';
import { refusedChange } from '../session/refused-change.js';
import { type Above, tableOptions } from './table-model.js';

export interface RowEdits {
  operations: Operation[];
  /** What is left out, and remarks. */
  findings: Finding[];
  /** The template afterwards. */
  after: Template;
}

export interface WhereRows {
  /** They are the whole table, not some rows of it. */
  whole?: boolean;
  /** The phase one stands in: new rows that name none go there. */
  phase?: string | undefined;
}

/** What edited rows come to. Nothing is done yet. */
export function previewRows(
  template: Template,
  above: Above,
  rows: readonly EditedRow[],
  { lang, ...where }: { lang: Language } & WhereRows,
): RowEdits {
  const { operations, findings } = tableOperations(template, rows, { ...tableOptions(above, lang), ...where });
  const allowed = allowedOperations(template, above, operations);
  return {
    operations: allowed.operations,
    after: allowed.after,
    findings: [...allowed.findings, ...findings],
  };
}

/** Leaves out what the level above does not allow: all at once where nothing is against it, else one by one. */
function allowedOperations(template: Template, { base, grants }: Above, operations: readonly Operation[]) {
  const all = after(template, operations);
  if (all !== null && (base === null || refusedChange(base, template, all, grants) === null))
    return { operations: [...operations], after: all, findings: [] };
  const kept: Operation[] = [];
  const findings: Finding[] = [];
  let current = template;
  for (const operation of operations) {
    const applied = applyOperation(current, operation);
    const refusal = !applied.ok
      ? applied.refusal
      : base === null
        ? null
        : refusedChange(base, current, applied.value.template, grants);
    if (refusal !== null) findings.push({ ...refusal, severity: 'error' });
    else if (applied.ok) {
      kept.push(operation);
      current = applied.value.template;
    }
  }
  return { operations: kept, after: current, findings };
}

function after(template: Template, operations: readonly Operation[]): Template | null {
  let current = template;
  for (const operation of operations) {
    const applied = applyOperation(current, operation);
    if (!applied.ok) return null;
    current = applied.value.template;
  }
  return current;
}

/**
 * Rows of what was pasted: by its headings where it has some, else cell by cell from where one stands – rows of the
 * table going down, lines beyond its end as new tasks.
 */
export function pastedRows(
  text: string,
  from: { rows: readonly { id: string }[]; row: string; columns: readonly TableColumn[]; column: TableColumnId },
): { rows: EditedRow[]; findings: Finding[]; whole: boolean } {
  const cells = readTsv(text);
  const headed = rowsFrom(cells);
  if (headed.rows.length > 0) return { ...headed, whole: true };
  const first = from.columns.findIndex(({ id }) => id === from.column);
  const columns = from.columns.slice(Math.max(0, first)).map(({ id }) => id);
  const start = Math.max(
    0,
    from.rows.findIndex(({ id }) => id === from.row),
  );
  const rows = cells
    .map((line, index): EditedRow => {
      const id = from.rows[start + index]?.id;
      return {
        ...(id === undefined ? {} : { id }),
        line: index + 1,
        cells: Object.fromEntries(
          // A number says where a row stands; it is not typed.
          line.flatMap((cell, k) => {
            const column = columns[k];
            return column === undefined || column === 'number' ? [] : [[column, cell.trim()]];
          }),
        ),
      };
    })
    .filter(({ cells: said }) => Object.values(said).some((cell) => cell !== ''));
  return { rows, findings: [], whole: false };
}
