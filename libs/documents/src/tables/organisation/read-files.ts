/** Files as they come, to typed rows with everything wrong named. */
import { readTable, type TextTable } from '../read-table.js';
import type { RowProblem } from '../row-problem.js';
import type { TableKind } from './columns.js';
import { type ParsedFiles, parseRows } from './parse-rows.js';

export interface ImportFile {
  name: string;
  kind?: TableKind | undefined;
  bytes: Uint8Array;
}
/** Reads tables of units, people and posts, recognised by their columns. */
export async function readFiles(files: readonly ImportFile[]): Promise<ParsedFiles> {
  const tables: { table: TextTable; kind?: TableKind | undefined }[] = [];
  const problems: RowProblem[] = [];
  for (const file of files) {
    const read = await readTable(file.name, file.bytes);
    if (read.ok) tables.push({ table: read.table, kind: file.kind });
    else problems.push(read.problem);
  }
  const parsed = parseRows(tables);
  return { ...parsed, problems: [...problems, ...parsed.problems] };
}
