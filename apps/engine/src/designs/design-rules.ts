/** What core says of a design: the same functions as in the browser, so that the server has no other door. */
import type { Organisation } from '@gangmu/contract';
import {
  type Calendar,
  type Difference,
  applyDifference,
  differenceOf,
  draftable,
  type Finding,
  type Grant,
  keptOf,
  lintTemplate,
  type LocalText,
  organisationFor,
  parseTemplate,
  policyScope,
  refines,
  refinesToday,
  type Template,
  type Tightening,
  tightenings,
} from '@gangmu/core';
import { Problem } from '../platform/http/problem.js';

/** What a draft is sent as. */
export interface DraftBody {
  template?: Record<string, unknown> | undefined;
  difference?: Record<string, unknown> | undefined;
  kept?: string[] | undefined;
}

/** What an adaptation is held against. */
export interface Bounds {
  base: Template;
  grants: readonly Grant[];
  /** The day grants must hold on. */
  on: string;
  /** Working days as they are known now. */
  calendar: Calendar;
  /** The unit and everything above it: grants to any of these hold. */
  units: readonly string[];
  /** The unit that set a place, by name. */
  setBy: (path: string) => LocalText | undefined;
  /** What the levels between the root and this one change, from the top down: policies count from their owner down. */
  above: readonly { difference: Difference }[];
}

export interface Composed {
  template: Template;
  difference: Difference | null;
}

const asProblems = (
  findings: readonly Finding[],
  at: string,
): { code: string; path: string; params: Finding['params'] }[] =>
  findings.slice(0, 100).map(({ code, path, params }) => ({ code, path: `${at}${path}`, params }));

/** Refuses with every finding named. */
export function refuseWith(status: number, code: string, findings: readonly Finding[], at = ''): Problem {
  const problems = asProblems(findings, at);
  return new Problem(status, code, { path: problems[0]?.path ?? at, params: { errors: findings.length }, problems });
}

/** What was sent, as a template; what is no template is refused with every place named. @throws Problem 422 */
export function read(document: unknown, at = '/template'): Template {
  const parsed = parseTemplate(document);
  if (!parsed.ok) throw refuseWith(422, 'template-unreadable', parsed.findings, at);
  return parsed.template;
}

/** What was sent as an adaptation of a base. @throws Problem 400 for neither or both, 422 for what cannot be applied */
export function compose(base: Template | null, body: DraftBody, before: Difference | null = null): Composed {
  if ((body.template === undefined) === (body.difference === undefined))
    throw new Problem(400, 'draft-body-unclear', { path: '/body' });
  if (base === null) {
    if (body.template === undefined) throw new Problem(400, 'draft-body-unclear', { path: '/body/difference' });
    return { template: read(body.template), difference: null };
  }
  if (body.template !== undefined) {
    const template = read(body.template);
    // What was set on purpose stays marked so until somebody takes the mark away.
    const kept = body.kept ?? (before === null ? [] : keptOf(base, before));
    return { template, difference: differenceOf(base, template, kept) };
  }
  const difference = body.difference as Difference;
  const applied = applyDifference(base, difference);
  if (applied.findings.length > 0) throw refuseWith(422, 'adaptation-unfit', applied.findings, '/difference');
  const template = read(applied.template, '/difference');
  // Stored as the format has it, with every default filled in, so that nothing that reads it meets a gap.
  return { template, difference: differenceOf(base, template, keptOf(base, difference)) };
}

/** What a draft is held against: a deviation may be worked on before it begins. */
export const drafting = (bounds: Bounds): Bounds => ({ ...bounds, grants: draftable(bounds.grants, bounds.on) });

/** What may not be changed as it was. */
export const lockFindings = (bounds: Bounds, template: Template): Finding[] =>
  refines(bounds.base, template, drafting(bounds));

/** Everything found when publishing: locks, rules, policies – these counted from their owner down. */
export function publishingFindings(
  bounds: Bounds | null,
  template: Template,
  given: { calendar: Calendar; organisation: Organisation },
): Finding[] {
  const { calendar, organisation: known } = given;
  const organisation = organisationFor(known, bounds === null);
  if (bounds === null) return lintTemplate(template, { calendar, organisation });
  const own = { difference: differenceOf(bounds.base, template) };
  const policies = policyScope([...bounds.above, own]);
  return [
    ...refinesToday(bounds.base, template, bounds),
    ...lintTemplate(template, { calendar, policies, organisation }),
  ];
}

export const errorsOf = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity === 'error');

export const tightened = (bounds: Bounds, template: Template): Tightening[] => tightenings(bounds.base, template);
