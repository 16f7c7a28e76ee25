import type { Calendar } from '../calendar/calendar.js';
import { type Finding, pointer } from '../findings.js';
import { complies, type PolicyScope } from '../template/complies.js';
import type { Step, Template } from '../template/document.js';
import type { KnownFacts } from '../template/effective.js';
import { ANY_UNIT } from '../template/known-categories.js';
import { templateGraph } from '../template/graph.js';
import { type Plan, planFor } from '../template/plan.js';
import { lintRules } from './index.js';
import type { LintContext, Organisation, UnitCase } from './lint-rule.js';

export interface LintOptions {
  calendar: Calendar;
  /** Kinds of units that there are; one per category where not given. */
  units?: readonly KnownFacts[];
  /** What is known of the organisation; nothing is said about who holds roles where not given. */
  organisation?: Organisation;
  /** What each policy counts, where levels below the root have a part in the template. */
  policies?: PolicyScope;
}

/** The fields of a step that decide when its items open and are due. */
const PLANNED = [
  'phase',
  'kind',
  'join',
  'when',
  'occurrences',
  'opening',
  'deadlines',
  'closes',
  'minimumDays',
  'restDays',
  'hangsAt',
  'extension',
] as const satisfies (keyof Step)[];

/** What of an organisation a design answers for: the categories of an adaptation are those of the level above. */
export const organisationFor = (
  { categories, holders }: { categories: readonly { id: string }[]; holders: NonNullable<Organisation['holders']> },
  isRoot: boolean,
): Organisation => ({ holders, ...(isRoot ? { categories: categories.map(({ id }) => id) } : {}) });

const casesOf = ({ categories }: Template): UnitCase[] => {
  const named = Object.entries(categories);
  return named.length === 0
    ? [{ category: null, title: ANY_UNIT, path: '/categories' }]
    : named.map(([category, { title }]) => ({ category, title, path: pointer('categories', category) }));
};

/** Whether two states of a template, with unchanged parts shared, wait for each other and fall due alike. */
function planAlike(a: Template, b: Template): boolean {
  if (a.window !== b.window || a.phases !== b.phases || a.edges !== b.edges) return false;
  const ids = Object.keys(a.steps);
  const others = Object.keys(b.steps);
  return (
    a.categories === b.categories &&
    a.registers === b.registers &&
    ids.length === others.length &&
    ids.every((id, index) => {
      const [one, other] = [a.steps[id], b.steps[id]];
      return others[index] === id && (one === other || PLANNED.every((field) => one?.[field] === other?.[field]));
    })
  );
}

/**
 * What the rules of the list see of a template. `before` is the context of an earlier state with the same options:
 * its graph and plans are used again where nothing in them can have changed.
 */
export function lintContext(template: Template, options: LintOptions, before?: LintContext): LintContext {
  const known = before && planAlike(before.template, template) ? before : undefined;
  const graph = known?.graph ?? templateGraph(template);
  const { calendar } = options;
  const cases = casesOf(template);
  // A reversed or endless window is named by its own rule; planning over it would say nothing or run for years.
  const { start, end } = template.window;
  const planned: Template = end < start ? { ...template, window: { start, end: start } } : template;
  type Category = UnitCase['category'];
  const once = <T>(make: (category: Category) => T): ((category: Category) => T) => {
    const made = new Map<Category, T>();
    return (category) => {
      let value = made.get(category);
      if (value === undefined) {
        value = make(category);
        made.set(category, value);
      }
      return value;
    };
  };
  // The plans themselves, not the context they come from: contexts would otherwise hold each other for ever.
  const priors =
    known || !before ? undefined : new Map(cases.map(({ category }) => [category, before.planOf(category)] as const));
  const planWith = (unit: KnownFacts | null, prior: Plan | undefined): Plan =>
    planFor(planned, unit, { calendar, graph, ...(prior ? { before: prior } : {}) });
  const planOf = known?.planOf ?? once<Plan>((category) => planWith(factsOf(category), priors?.get(category)));
  return {
    template,
    graph,
    calendar,
    plan: known?.plan ?? planWith(null, before?.plan),
    cases,
    planOf,
    policyFindings: once((category) =>
      complies(template.policies, template, category, {
        calendar,
        plan: planOf(category),
        ...(options.policies ? { scope: options.policies } : {}),
      }),
    ),
    units: options.units ?? cases.map(({ category }) => factsOf(category)),
    ...(options.organisation ? { organisation: options.organisation } : {}),
  };
}

const factsOf = (category: UnitCase['category']): KnownFacts => (category === null ? {} : { category });

const rank = { error: 0, warning: 1, info: 2 } as const;

/** Everything the rules find, errors first; the same template gives the same list. */
export const lintTemplate = (template: Template, options: LintOptions): Finding[] =>
  lintWithin(lintContext(template, options));

/** The same of a context that was made before. */
export const lintWithin = (context: LintContext): Finding[] =>
  lintRules.flatMap((rule) => [...rule.check(context)]).toSorted((a, b) => rank[a.severity] - rank[b.severity]);
