export { planSheet } from './plan-sheet.js';
export { readSheet, type ReadSheet, type SheetGroup, type SheetWrong } from './read-sheet.js';
export { HIDDEN, sheetColumnOf, type SheetColumn, sheetColumns, type SheetColumnId } from './sheet-columns.js';
export type { SheetChange, SheetContext, SheetPlan } from './sheet-plan.js';
export { sheetBlock, type SheetBlock, type SheetRendering, type SheetRow } from './sheet-rows.js';
