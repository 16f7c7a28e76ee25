export { drawnOver } from './bpmn/drawn-over.js';
export { exportBpmn } from './bpmn/export-bpmn.js';
export { importBpmn } from './bpmn/import-bpmn.js';
export type { ImportBpmnOptions, ImportedBpmn } from './bpmn/imported.js';
export { decodeXml, XML_LIMITS } from './bpmn/read-xml.js';
export { exportLedger, type LedgerSheetOptions } from './ledger/export-ledger.js';
export { type AttachmentOptions, exportAttachment } from './task-table/export-attachment.js';
export { exportWorkbook } from './task-table/export-workbook.js';
export { readWorkbook, type ReadWorkbook, WORKBOOK_LIMITS } from './task-table/read-workbook.js';
