/** What an import is given, and what it answers. */
import type { Finding, Template } from '@gangmu/core';

export interface ImportBpmnOptions {
  /** For a file that says nothing about dates. */
  window: { start: string; end: string };
  /** What lanes of a foreign file stand for: parts of the campaign (default), or who does it. */
  lanes?: 'phases' | 'roles';
}
export type ImportedBpmn =
  /** Findings name what was not taken over. */
  { ok: true; template: Template; findings: Finding[] } | { ok: false; findings: Finding[] };

/** Takes down what could not be taken over. */
export type Note = (code: string, params?: Finding['params'], severity?: Finding['severity']) => void;
