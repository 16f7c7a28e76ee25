/**
 * Policies: rules on the whole effective template, by category. Checked apart from refinement, because a result may
 * break one without any single change being forbidden.
 */
import type { Calendar } from '../calendar/calendar.js';
import { withRestDays } from '../calendar/own-rest-days.js';
import { type Finding, type Fix, pointer } from '../findings.js';
import type { PlainDate } from '../instants.js';
import type { Policy, Step, Template } from './document.js';
import { effectiveFor, type LiveSteps } from './effective.js';
import { ANY_UNIT, categoryTitle } from './known-categories.js';
import { tagTitle } from './known-tags.js';
import { isAbout, sparing } from './local-room.js';
import { perElement } from './per-element.js';
import { perPart } from './per-part.js';
import { type Plan, planFor, type PlannedStep, weeklyDue, weeklyLoad } from './plan.js';

/** Whether a piece of evidence is an upload: what costs a grassroots unit most. */
const uploadsOf = (step: Step): number =>
  Object.values(step.evidence).filter(({ type, required }) => required && (type === 'file' || type === 'photo')).length;

/**
 * What a policy counts as local, which of it the level in question added itself, and – where not everything – which
 * steps the policy judges singly.
 */
export type PolicyScope = (policy: string) => {
  local: ReadonlySet<string>;
  own?: ReadonlySet<string>;
  judged?: ReadonlySet<string>;
};

interface Case {
  policy: Policy;
  /** All of the template, and those of them that can come up. */
  all: Template['steps'];
  steps: LiveSteps;
  plan: Plan;
  calendar: Calendar;
  local: ReadonlySet<string>;
  own?: ReadonlySet<string>;
  judged?: ReadonlySet<string>;
  /** Whom it is checked for; null: any unit. */
  category: string | null;
  categories: readonly string[];
}
type Violation = Pick<Finding, 'path' | 'params' | 'fix'>;

const overWeeks = (weeks: ReadonlyMap<string, number>, max: number): Violation[] => {
  const worst = [...weeks].filter(([, load]) => load > max + 1e-9).toSorted((a, b) => b[1] - a[1])[0];
  return worst ? [{ path: '', params: { week: worst[0], is: Math.ceil(worst[1]), max } }] : [];
};
type Check<Rule> = (rule: Rule, of: Case) => Violation[];

/** A rule on each step by itself: which ones break it is looked for once for all categories. */
function onEachStep<Rule extends object>(
  field: string,
  look: (rule: Rule, step: Step) => Finding['params'] | null,
  mend?: (rule: Rule, step: Step, path: string) => Fix,
): Check<Rule> {
  const offences = perPart((rule: Rule) =>
    perPart((all: Template['steps']) =>
      Object.entries(all).flatMap(([id, step]): { id: string; violation: Violation }[] => {
        const params = look(rule, step);
        if (!params) return [];
        const path = pointer('steps', id, field);
        const fix = mend && { fix: mend(rule, step, path) };
        return [{ id, violation: { path, params: { step: step.title, ...params }, ...fix } }];
      }),
    ),
  );
  return (rule, { all, steps, judged }) =>
    offences(rule)(all).flatMap(({ id, violation }) =>
      steps.has(id) && (!judged || judged.has(id)) ? [violation] : [],
    );
}

/** The first day a step is due that is none to work on; null: there is none. */
const restDayIn = perElement((_: string, { bounds }: PlannedStep, calendar: Calendar): PlainDate | null => {
  const day = bounds.find(({ certain, due }) => certain && !calendar.isWorkingDay(due));
  return day?.due ?? null;
});

const overCount = (is: number, max: number): Violation[] => (is > max ? [{ path: '', params: { is, max } }] : []);

/** Spares the category these steps; undefined where one of them would be left to nobody. */
function fewer({ category, categories }: Case, over: readonly [string, Step][]): Fix | undefined {
  if (category === null || over.length === 0) return undefined;
  const edits = over.flatMap(([id, { when }]) => {
    const left = sparing(when, category, categories);
    return left === undefined ? [] : [{ op: 'set' as const, path: pointer('steps', id, 'when'), value: left }];
  });
  return edits.length === over.length ? { edits } : undefined;
}

const checks: {
  [T in Policy['rule']['type']]: Check<Extract<Policy['rule'], { type: T }>>;
} = {
  'forbid-kinds': onEachStep('kind', ({ kinds }, { kind }) => (kinds.includes(kind) ? { kind } : null)),
  'forbid-tags': onEachStep(
    'tags',
    ({ tags }, step) => {
      const tag = step.tags.find((one) => tags.includes(one));
      return tag === undefined ? null : { tag: tagTitle(tag) };
    },
    ({ tags }, step, path) => ({
      edits: [{ op: 'set', path, value: step.tags.filter((one) => !tags.includes(one)) }],
    }),
  ),
  'max-local-steps': ({ max }, of) => {
    const local = [...of.steps].filter(([id]) => of.local.has(id));
    if (local.length <= max) return [];
    // What came last is too much; what a level above added is not this one's to take back.
    const own = local.filter(([id]) => of.own?.has(id) ?? true).toSorted(([, a], [, b]) => a.order - b.order);
    const over = own.slice(Math.max(0, own.length - (local.length - max)));
    const [id] = over.at(-1) ?? [];
    const fix = fewer(of, over);
    const params = { is: local.length, max };
    return [{ path: id === undefined ? '' : pointer('steps', id, 'when'), params, ...(fix && { fix }) }];
  },
  'max-items': ({ max }, of) => overCount(of.plan.items.length, max),
  'max-weekly-minutes': ({ minutes }, of) =>
    overWeeks(
      weeklyLoad(of.plan.items, (id) => of.steps.get(id)?.estimatedMinutes ?? 0),
      minutes,
    ),
  // Uploads are counted in the week they are due: half a photo is none.
  'max-weekly-uploads': ({ uploads }, of) =>
    overWeeks(
      weeklyDue(of.plan.items, (id) => uploadsOf(of.steps.get(id) as Step)),
      uploads,
    ),
  'max-evidence': onEachStep('evidence', ({ perStep }, step) => {
    const is = Object.values(step.evidence).filter((one) => one.required).length;
    return is > perStep ? { is, max: perStep } : null;
  }),
  'no-rest-days': (_rule, { plan, steps, judged, calendar }) =>
    [...steps].flatMap(([id, step]) => {
      const planned = plan.steps.get(id);
      if (!planned || (judged && !judged.has(id))) return [];
      const date = restDayIn(id, planned, withRestDays(calendar, step.restDays));
      return date === null ? [] : [{ path: pointer('steps', id, 'deadlines'), params: { step: step.title, date } }];
    }),
};

/**
 * Checks policies against what applies to one category of units; null: to any unit, where a template names no
 * categories. `scope` says, policy by policy, which steps were added
 * below its owner; without it, `local` names them for all. Findings are errors with the code `policy.<rule type>` and the policy's own reason.
 */
export function complies(
  policies: Record<string, Policy>,
  template: Template,
  category: string | null,
  options: { calendar: Calendar; plan?: Plan; local?: ReadonlySet<string>; scope?: PolicyScope },
): Finding[] {
  const entries = Object.entries(policies).filter(
    ([, policy]) => policy.categories.length === 0 || (category !== null && isAbout(policy, category)),
  );
  if (entries.length === 0) return [];
  const facts = category === null ? {} : { category };
  const steps = effectiveFor(template, facts);
  const plan = options.plan ?? planFor(template, facts, options);
  const context = {
    all: template.steps,
    steps,
    plan,
    calendar: options.calendar,
    local: options.local ?? new Set<string>(),
    category,
    categories: Object.keys(template.categories),
  };
  return entries.flatMap(([id, policy]) => {
    const check = checks[policy.rule.type] as Check<Policy['rule']>;
    return check(policy.rule, { ...context, ...options.scope?.(id), policy }).map(({ path, params, fix }) => ({
      code: `policy.${policy.rule.type}`,
      severity: 'error' as const,
      path: path || pointer('policies', id),
      params: {
        policy: policy.title,
        reason: policy.reason,
        category: category === null ? ANY_UNIT : (template.categories[category]?.title ?? categoryTitle(category)),
        ...params,
      },
      ...(fix && { fix }),
    }));
  });
}
