/** Tables that people fill in (CSV, xlsx), read into rows; apart, as screens read them on the server only. */
export type { TableKind } from './organisation/columns.js';
export { type FiledOrganisation, type FiledUnit, organisationIn } from './organisation/organisation-in.js';
export {
  GROUP_FIELDS,
  type GroupKind,
  type ParsedFiles,
  parseRows,
  type PersonRow,
  type PostRow,
  type UnitRow,
} from './organisation/parse-rows.js';
export { type ImportFile, readFiles } from './organisation/read-files.js';
export { type AnyRow, type Complain, uniqueRows } from './organisation/unique-rows.js';
export { MOST_ROWS, readTable, type TextTable } from './read-table.js';
export { fileProblem, type RowProblem } from './row-problem.js';
