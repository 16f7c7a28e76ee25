/**
 * A lint rule: one object in a file of its own name, listed in `index.ts`. A pure check that reports code, path and
 * parameters; its words stand in `words/lint.ts` (what is wrong with the writing: `words/template.ts`).
 */
import { type Calendar } from '../calendar/calendar.js';
import type { Finding, Fix, Param } from '../findings.js';
import type { RoleHolding } from '../run/role-holders.js';
import type { LocalText, Template } from '../template/document.js';
import type { KnownFacts } from '../template/effective.js';
import type { TemplateGraph } from '../template/graph.js';
import type { Plan } from '../template/plan.js';

export interface LintContext {
  template: Template;
  graph: TemplateGraph;
  calendar: Calendar;
  /** The plan of all steps, whatever unit. */
  plan: Plan;
  /** Sorts of units that are looked at one by one: the template's categories, or units of any sort where it names none. */
  cases: readonly UnitCase[];
  /** The plan for one of them. */
  planOf: (category: UnitCase['category']) => Plan;
  /** What the template's own policies find for one of them. */
  policyFindings: (category: UnitCase['category']) => readonly Finding[];
  /** Facts about units worth checking: those given, or one per category. */
  units: readonly KnownFacts[];
  /** What is known of the organisation it is for; undefined when nobody said. */
  organisation?: Organisation;
}

export interface UnitCase {
  /** Null: any unit. */
  category: string | null;
  title: LocalText;
  /** Where the template names it. */
  path: string;
}

/** The organisation a template is for: its owner and every unit below. */
export interface Organisation {
  /** Categories its units are of; undefined where they come from a level above. */
  categories?: readonly string[];
  /** What posts there stand for. */
  holders?: RoleHolding;
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

/** The titles of steps in one line, in both languages. */
export function titlesOf({ steps }: Template, ids: Iterable<string>): LocalText {
  const titles = [...ids].map((id) => steps[id]?.title ?? { zh: id });
  return { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ zh, en }) => en ?? zh).join(', ') };
}
