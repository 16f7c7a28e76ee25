/**
 * A lint rule: one object in a file of its own name, listed in `index.ts`. A pure check that reports code, path and
 * parameters; its words stand in `words/lint.ts` (what is wrong with the writing: `words/template.ts`).
 */
import { type Calendar } from '../calendar/calendar.js';
import type { Finding, Fix, Param } from '../findings.js';
import type { Template } from '../template/document.js';
import type { KnownFacts } from '../template/effective.js';
import type { TemplateGraph } from '../template/graph.js';
import type { Plan } from '../template/plan.js';

export interface LintContext {
  template: Template;
  graph: TemplateGraph;
  calendar: Calendar;
  /** The plan of all steps, whatever unit. */
  plan: Plan;
  /** The plan for a category of units. */
  planOf: (category: string) => Plan;
  /** What the template's own policies find for a category. */
  policyFindings: (category: string) => readonly Finding[];
  /** Facts about units worth checking: those given, or one per category. */
  units: readonly KnownFacts[];
  /** Roles somebody holds; undefined when nobody said. */
  heldRoles?: ReadonlySet<string>;
}

export interface LintRule {
  /** File, spec and help are named after it. */
  id: string;
  /** Every code it may report. */
  codes: readonly string[];
  check(context: LintContext): Iterable<Finding>;
}

/** A finding in one line. */
export const found = (
  severity: Finding['severity'],
  code: string,
  path: string,
  params: Record<string, Param> = {},
  fix?: Fix,
): Finding => ({ code, severity, path, params, ...(fix ? { fix } : {}) });
