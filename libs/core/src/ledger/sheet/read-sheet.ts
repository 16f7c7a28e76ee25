/** Lines of a workbook or CSV → lines of the ledger, grouped by problem. Nothing is decided here. */
import type { Param } from '../../findings.js';
import { HIDDEN, sheetColumnOf, type SheetColumnId, sheetColumns } from './sheet-columns.js';
import { isFormulaError } from './sheet-values.js';

export interface SheetWrong {
  row: number;
  /** Heading as the file has it. */
  column: string | null;
  code: string;
  params: Record<string, Param>;
}

export interface SheetLine {
  row: number;
  cells: Partial<Record<SheetColumnId, string>>;
  measure?: string;
}

/** What the file says of one problem. */
export interface SheetGroup {
  /** Id and version where the file is one of ours. */
  problem?: string;
  version?: number;
  row: number;
  /** Said of the problem itself, with the line that says it. */
  own: Partial<Record<SheetColumnId, { text: string; row: number }>>;
  lines: SheetLine[];
}

export interface ReadSheet {
  groups: SheetGroup[];
  /** Columns the file has, with its own headings. */
  headings: ReadonlyMap<SheetColumnId, string>;
  wrong: SheetWrong[];
}

const HEADING_AMONG_FIRST = 20;
const PROBLEM_COLUMNS = sheetColumns.filter(({ of, id }) => of === 'problem' && id !== 'number').map(({ id }) => id);

/** The line that names most of our columns, and the problem's among them. */
function headingOf(lines: readonly { cells: readonly string[] }[]): number {
  let best = -1;
  let most = 1;
  for (const [at, { cells }] of lines.slice(0, HEADING_AMONG_FIRST).entries()) {
    const named = new Set(cells.flatMap((cell) => sheetColumnOf(cell) ?? []));
    if (named.has('title') && named.size > most) [best, most] = [at, named.size];
  }
  return best;
}

const emptied = (text: string | undefined): string => (text ?? '').trim();

/** The same text, whatever office programs did to blanks and line ends. */
export const sameText = (a: string, b: string): boolean =>
  a.replaceAll(/\s+/g, ' ').trim() === b.replaceAll(/\s+/g, ' ').trim();

/**
 * Finds the heading, then the problems: by their hidden ids; without ids a line that names no problem, or the same one
 * as the line above, belongs to the problem above (merged or repeated cells).
 */
export function readSheet(given: readonly { row: number; cells: readonly string[] }[]): ReadSheet {
  const wrong: SheetWrong[] = [];
  const at = headingOf(given);
  const heading = given[at];
  if (heading === undefined) {
    const found = (given[0]?.cells ?? []).filter((cell) => cell !== '').slice(0, 20);
    return {
      groups: [],
      headings: new Map(),
      wrong: [{ row: 0, column: null, code: 'ledger-import.no-ledger', params: { found } }],
    };
  }
  const columns = heading.cells.map(sheetColumnOf);
  const headings = new Map<SheetColumnId, string>();
  for (const [index, column] of columns.entries()) {
    if (column === undefined) continue;
    const title = heading.cells[index] ?? '';
    if (headings.has(column))
      wrong.push({ row: heading.row, column: title, code: 'import.column-twice', params: { column: title } });
    else headings.set(column, title);
  }
  const hidden = (name: string): number => heading.cells.indexOf(name);
  const [problemAt, versionAt, measureAt] = [hidden(HIDDEN.problem), hidden(HIDDEN.version), hidden(HIDDEN.measure)];

  const groups: SheetGroup[] = [];
  const byProblem = new Map<string, SheetGroup>();
  for (const { row, cells } of given.slice(at + 1)) {
    const line: SheetLine = { row, cells: {} };
    for (const [index, column] of columns.entries()) {
      if (column === undefined) continue;
      const text = emptied(cells[index]);
      if (isFormulaError(text))
        wrong.push({
          row,
          column: headings.get(column) ?? null,
          code: 'ledger-import.formula-error',
          params: { value: text },
        });
      line.cells[column] ??= text;
    }
    const measure = emptied(cells[measureAt]);
    if (measure !== '') line.measure = measure;
    const problem = emptied(cells[problemAt]);
    const says = Object.entries(line.cells).some(([column, text]) => column !== 'number' && text !== '');
    if (!says && problem === '') continue;
    const title = line.cells.title ?? '';
    const above = groups.at(-1);
    const continues =
      above !== undefined &&
      (title === '' ||
        (above.problem === undefined &&
          sameText(above.own.title?.text ?? '', title) &&
          (line.cells.unit ?? '') === (above.own.unit?.text ?? '')));
    let group = problem === '' ? (continues ? above : undefined) : byProblem.get(problem);
    if (group === undefined) {
      group = { row, own: {}, lines: [] };
      if (problem !== '') {
        const version = Number(emptied(cells[versionAt]));
        Object.assign(group, { problem }, Number.isInteger(version) && version > 0 ? { version } : {});
        byProblem.set(problem, group);
      }
      groups.push(group);
    }
    for (const column of PROBLEM_COLUMNS) {
      const text = line.cells[column] ?? '';
      if (text === '') continue;
      const before = group.own[column];
      if (before === undefined) group.own[column] = { text, row };
      else if (!sameText(before.text, text))
        wrong.push({
          row,
          column: headings.get(column) ?? null,
          code: 'ledger-import.rows-differ',
          params: { value: text.slice(0, 60), other: before.text.slice(0, 60), row: before.row },
        });
    }
    group.lines.push(line);
  }
  return { groups, headings, wrong };
}
