export { exportBpmn } from './bpmn/export-bpmn.js';
export { importBpmn } from './bpmn/import-bpmn.js';
export type { ImportBpmnOptions, ImportedBpmn } from './bpmn/imported.js';
export { decodeXml, XML_LIMITS } from './bpmn/read-xml.js';
