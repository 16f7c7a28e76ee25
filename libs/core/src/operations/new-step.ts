/** What a new step of a kind has: its kind's title, evidence and whatever the kind cannot do without. */
import { accept, pointer, refuse, type Result } from '../findings.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import type { LocalText, Template } from '../template/document.js';
import { has, missing, need } from './elements.js';
import { inOrder } from './ordering.js';

export interface NewStep {
  phase: string;
  kind: string;
  title?: LocalText | undefined;
  lead?: string | undefined;
  milestone?: string | undefined;
}

/** The step a cascade counts unless somebody says which: a milestone if there is one, else the last step. */
function likelyMilestone(template: Template): string | undefined {
  const steps = inOrder(template.steps);
  return (steps.find(([, { kind }]) => kind === 'milestone') ?? steps.at(-1))?.[0];
}

/** The step as it is written (defaults are filled in when it is applied), or why there can be none. */
export function newStep(template: Template, wanted: NewStep): Result<Record<string, unknown>> {
  const kind = stepKind(wanted.kind);
  if (!kind) return refuse('operations.unknown-kind', '/kind');
  const gone = need(template, 'phase', wanted.phase);
  if (gone) return gone;
  const lead = wanted.lead ?? Object.keys(template.roles)[0];
  if (lead === undefined) return refuse('operations.no-role', '/roles');
  if (!has(template.roles, lead)) return missing('role', pointer('roles', lead));
  const step: Record<string, unknown> = {
    phase: wanted.phase,
    kind: kind.id,
    title: wanted.title ?? kind.title,
    lead,
    evidence: kind.defaultEvidence,
  };
  if (kind.needs.includes('reviews')) step['reviews'] = { superior: { by: { who: 'superior' }, order: 1 } };
  if (!kind.asksUnit) step['estimatedMinutes'] = 0;
  if (kind.needs.includes('cascade')) {
    const milestone = wanted.milestone ?? likelyMilestone(template);
    if (milestone === undefined) return refuse('operations.nothing-to-count', '/steps', { kind: kind.title });
    const unknown = need(template, 'step', milestone);
    if (unknown) return unknown;
    step['cascade'] = { milestone, need: { percent: 100 } };
  }
  return accept(step);
}
