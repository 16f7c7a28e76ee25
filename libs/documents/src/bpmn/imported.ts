/** What an import is given, and what it answers. */
import type { Finding, MadeFrom, Template } from '@gangmu/core';

export interface ImportBpmnOptions {
  /** For a file that says nothing about dates. */
  window: { start: string; end: string };
  /** What lanes of a foreign file stand for: parts of the campaign (default), or who does it. */
  lanes?: 'phases' | 'roles';
}
export type ImportedBpmn =
  /**
   * Findings name what was not taken over. `own`: it was exported from here, and says everything a template says; other
   * files say nothing about categories, policies, time zones … `madeFrom`: the version it says it was made from.
   */
  | { ok: true; template: Template; own: boolean; madeFrom?: MadeFrom; findings: Finding[] }
  | { ok: false; findings: Finding[] };

/** Takes down what could not be taken over. */
export type Note = (code: string, params?: Finding['params'], severity?: Finding['severity']) => void;
