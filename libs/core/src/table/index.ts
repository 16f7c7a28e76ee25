export { columnOf, type TableColumn, type TableColumnId, tableColumns } from './columns.js';
export { chineseNumber, phaseNumber, taskNumber } from './numbering.js';
export { readDate, readDeadline } from './read-date.js';
export { type EditedRow, readTsv, rowsFrom } from './read-table.js';
export { type TableEdits, tableOperations } from './table-operations.js';
export {
  boundInTable,
  type TableOptions,
  type TaskRow,
  tableRows,
  type TaskSection,
  tableSections,
} from './table-rows.js';
