/** An edited table back as rows. Identity comes from the hidden column; a workbook of somebody else's has none. */
import { type EditedRow, type Finding, rowsFrom } from '@gangmu/core';
import readWorkbookFile from 'read-excel-file/universal';
import { ID_HEADING, ORIGIN_SHEET, WORKBOOK_FORMAT } from './export-workbook.js';
import { unpackedSize } from './unpacked-size.js';

export const WORKBOOK_LIMITS = { bytes: 20_000_000, unpacked: 150_000_000, sheets: 50 } as const;

export type ReadWorkbook =
  | {
      ok: true;
      rows: EditedRow[];
      /** What could not be understood of the table itself. */
      findings: Finding[];
      /** Which version it was made from and in which language, where it is one of ours. */
      origin?: { template: string; lang: 'zh' | 'en' };
    }
  | { ok: false; findings: Finding[] };

const error = (code: string, params: Finding['params'] = {}): Finding => ({
  code,
  severity: 'error',
  path: '',
  params,
});

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  // Days are kept as numbers and read as midnight UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

type Cells = string[][];

/** The hidden ids by line, and the table without their column. */
function withoutIds(cells: Cells): { cells: Cells; ids: Map<number, string> } {
  const ids = new Map<number, string>();
  const heading = cells.slice(0, 20).findIndex((row) => row.includes(ID_HEADING));
  const column = cells[heading]?.indexOf(ID_HEADING) ?? -1;
  if (column === -1) return { cells, ids };
  for (const [index, row] of cells.entries()) {
    const id = row[column]?.trim();
    if (index > heading && id) ids.set(index + 1, id);
  }
  return { cells: cells.map((row) => row.toSpliced(column, 1)), ids };
}

function originOf(sheets: readonly { sheet: string; cells: Cells }[]) {
  const [format, lang, template] = sheets.find(({ sheet }) => sheet === ORIGIN_SHEET)?.cells[0] ?? [];
  return format === WORKBOOK_FORMAT && template !== undefined && (lang === 'zh' || lang === 'en')
    ? ({ origin: { template, lang } } as const)
    : {};
}

/** Reads the first sheet that has a table; never throws on what a file contains. */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  if (bytes.length > WORKBOOK_LIMITS.bytes) return { ok: false, findings: [error('workbook.too-large', { max: 20 })] };
  // What office programs wrote before 2007, and what they protect with a password, is another format.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return { ok: false, findings: [error('workbook.old')] };
  const unpacked = unpackedSize(bytes);
  if (unpacked === undefined) return { ok: false, findings: [error('workbook.unreadable')] };
  if (unpacked > WORKBOOK_LIMITS.unpacked) return { ok: false, findings: [error('workbook.too-large', { max: 20 })] };
  let sheets: { sheet: string; cells: Cells }[];
  try {
    const read = await readWorkbookFile(new Uint8Array(bytes).buffer);
    sheets = read
      .slice(0, WORKBOOK_LIMITS.sheets)
      .map(({ sheet, data }) => ({ sheet, cells: data.map((row) => row.map(textOf)) }));
  } catch {
    return { ok: false, findings: [error('workbook.unreadable')] };
  }
  const tables = sheets.filter(({ sheet }) => sheet !== ORIGIN_SHEET);
  const tried = tables.map(({ cells }) => {
    const { cells: shown, ids } = withoutIds(cells);
    const { rows, findings } = rowsFrom(shown);
    const identified = rows.map((row) => {
      const id = row.line === undefined ? undefined : ids.get(row.line);
      return id === undefined ? row : { ...row, id };
    });
    return { rows: identified, findings };
  });
  const found = tried.find(({ findings }) => !findings.some(({ severity }) => severity === 'error'));
  if (!found) return { ok: false, findings: tried[0]?.findings ?? [error('workbook.empty')] };
  return { ok: true, ...found, ...originOf(sheets) };
}
