export { exportBpmn } from './bpmn/export-bpmn.js';
