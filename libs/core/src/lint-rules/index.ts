import type { Calendar } from '../calendar/calendar.js';
import type { Finding } from '../findings.js';
import type { Template } from '../template/document.js';
import { templateGraph } from '../template/graph.js';

export interface LintOptions {
  calendar: Calendar;
}

/** One rule: a pure check of a template. */
export type LintRule = (template: Template, options: LintOptions) => Finding[];

const cycle: LintRule = (template) =>
  templateGraph(template).cycles.map((nodes) => ({
    code: 'cycle',
    severity: 'error',
    path: '/steps',
    params: { nodes: [...nodes] },
  }));

/** Every rule, one line each. */
export const lintRules: readonly LintRule[] = [cycle];

/** What the linter finds in a template, errors first. */
export function lintTemplate(template: Template, options: LintOptions): Finding[] {
  return lintRules.flatMap((rule) => rule(template, options));
}
