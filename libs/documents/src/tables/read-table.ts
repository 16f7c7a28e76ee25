/** Bytes of a CSV or xlsx file → rows of trimmed text, or one coded problem. Never throws on what a file contains. */
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/universal';
import { decodeText } from '../decode-text.js';
import { unpackedSize } from '../task-table/unpacked-size.js';
import { fileProblem, type RowProblem } from './row-problem.js';

export interface TextTable {
  file: string;
  headings: string[];
  headingRow: number;
  /** `row` as the spreadsheet numbers it: the first line is 1. */
  rows: { row: number; cells: string[] }[];
}

export const MOST_ROWS = 100_000;
const MOST_COLUMNS = 200;
const LONGEST_CELL = 20_000;
/** An xlsx of a few megabytes may unpack to gigabytes: refused before anything is unpacked. */
const LARGEST_UNPACKED = 150 * 1024 * 1024;

type Read = { ok: true; table: TextTable } | { ok: false; problem: RowProblem };
const wrong = (problem: RowProblem): Read => ({ ok: false, problem });

/** The separator is whichever the heading line has most of: Excel writes semicolons or tabs in some locales. */
function separatorOf(text: string): string {
  const heading = /[^\r\n]+/.exec(text)?.[0] ?? '';
  const count = (sign: string): number => heading.split(sign).length;
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function readCsv(file: string, bytes: Uint8Array): string[][] | RowProblem {
  const text = decodeText(bytes);
  if (text === undefined) return fileProblem(file, 'import.encoding');
  try {
    return parse(text, {
      delimiter: separatorOf(text),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 1_000_000,
      to: MOST_ROWS + 2,
    });
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    return { ...fileProblem(file, 'import.csv-broken'), row: line ?? 0 };
  }
}

const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  // Excel keeps days as numbers; the reader hands them out as midnight UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

async function readXlsx(file: string, bytes: Uint8Array): Promise<string[][] | RowProblem> {
  const unpacked = unpackedSize(bytes);
  if (unpacked === undefined) return fileProblem(file, 'import.file-unreadable');
  if (unpacked > LARGEST_UNPACKED) return fileProblem(file, 'import.file-too-large', { most: LARGEST_UNPACKED });
  try {
    const copy = new Uint8Array(bytes).buffer;
    const sheet = await readSheet(copy);
    return sheet.map((row) => row.map(cellText));
  } catch {
    return fileProblem(file, 'import.file-unreadable');
  }
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
/** The old binary .xls, and encrypted workbooks. */
const isCompoundFile = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

/** Reads the first sheet of an xlsx or a CSV; the first row that is not empty is the heading. */
export async function readTable(file: string, bytes: Uint8Array): Promise<Read> {
  if (bytes.length === 0) return wrong(fileProblem(file, 'import.empty'));
  if (isCompoundFile(bytes)) return wrong(fileProblem(file, 'import.old-format'));
  const read = isZip(bytes) ? await readXlsx(file, bytes) : readCsv(file, bytes);
  if (!Array.isArray(read)) return wrong(read);
  const lines = read.map((cells, index) => ({ row: index + 1, cells: cells.map((cell) => cell.trim()) }));
  const filled = lines.filter((line) => line.cells.some((cell) => cell !== ''));
  const [heading, ...rows] = filled;
  if (heading === undefined || rows.length === 0) return wrong(fileProblem(file, 'import.empty'));
  if (rows.length > MOST_ROWS) return wrong(fileProblem(file, 'import.too-many-rows', { most: MOST_ROWS }));
  const wide = filled.find((line) => line.cells.length > MOST_COLUMNS);
  if (wide !== undefined)
    return wrong({ ...fileProblem(file, 'import.too-many-columns', { most: MOST_COLUMNS }), row: wide.row });
  const long = filled.find((line) => line.cells.some((cell) => cell.length > LONGEST_CELL));
  if (long !== undefined)
    return wrong({ ...fileProblem(file, 'import.too-long', { most: LONGEST_CELL }), row: long.row });
  return { ok: true, table: { file, headings: heading.cells, headingRow: heading.row, rows } };
}
