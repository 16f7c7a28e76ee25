import type { Calendar } from '../calendar/calendar.js';
import { addDays, daysBetween } from '../calendar/plain-date.js';
import { type Finding, pointer } from '../findings.js';
import type { PlainDate } from '../instants.js';
import type { Template } from '../template/document.js';
import { UNIT_LIMITS } from '../template/unit-limits.js';
import { burdenOf } from './burden.js';
import { groupUnits, type PlanClass, type UnitClass } from './classes.js';
import { crowdedSpans, gatheringsInWeek } from './collisions.js';
import { simulatedPhases, simulatedSteps } from './gantt.js';
import { infeasibleChains } from './infeasible.js';
import type { CategoryBurden, SimulatedCampaign, SimulatedUnit, SimulateOptions, Simulation } from './model.js';

/** Units made up from how many there are of each category: a look before anybody has named units. */
export const unitsFromCounts = (counts: Readonly<Record<string, number>>): SimulatedUnit[] =>
  Object.entries(counts).flatMap(([category, count]) =>
    Array.from({ length: count }, (_, index) => ({ id: `${category}-${index + 1}`, facts: { category } })),
  );

/** One unit per category: what a template comes to for each kind of unit. */
export const unitPerCategory = (template: Template): SimulatedUnit[] => {
  const categories = Object.keys(template.categories);
  return categories.length > 0
    ? unitsFromCounts(Object.fromEntries(categories.map((category) => [category, 1])))
    : [{ id: 'unit', facts: {} }];
};

/** The window of a template begun on another day: as long as planned. */
export const windowFrom = (template: Template, start: PlainDate): { start: PlainDate; end: PlainDate } => ({
  start,
  end: addDays(start, Math.max(0, daysBetween(template.window.start, template.window.end))),
});

/**
 * What a campaign comes to for these units: bars of phases and steps, burden by category and week over everything
 * that runs at the same time, collisions, and what cannot work. Units that meet the same are planned once.
 */
export function simulate(
  campaign: SimulatedCampaign,
  units: readonly SimulatedUnit[],
  options: SimulateOptions,
): Simulation {
  const { calendar } = options;
  const limits = { ...UNIT_LIMITS, ...options.limits };
  const { classes, byCampaign } = groupUnits([campaign, ...(options.concurrent ?? [])], units, calendar);
  const own = byCampaign[0] ?? [];
  const steps = simulatedSteps(own, calendar);
  const burden = burdenOf(classes, campaign, limits.weeklyMinutes);
  const provisionalYears = yearsUnpublished(own, calendar);
  return {
    window: campaign.window ?? campaign.template.window,
    units: own.reduce((sum, one) => sum + one.units, 0),
    classes: classes.length,
    phases: simulatedPhases(campaign.template, steps),
    steps,
    burden,
    collisions: [
      ...gatheringsInWeek(classes, limits.gatheringsPerWeek),
      ...crowdedSpans(classes, units, calendar, limits),
    ],
    findings: [
      ...infeasibleChains(own),
      ...overBudget(burden, campaign.template),
      ...nothingToDo(classes, campaign),
      ...(provisionalYears.length > 0
        ? [info('provisional-calendar', '/calendar', { years: provisionalYears, calendar: calendar.version })]
        : []),
    ],
    provisionalYears,
    calendar: calendar.version,
  };
}

const info = (code: string, path: string, params: Finding['params']): Finding => ({
  code,
  severity: 'info',
  path,
  params,
});

const categoryPath = (template: Template, category: string): string =>
  Object.hasOwn(template.categories, category) ? pointer('categories', category) : '';

function overBudget(burden: readonly CategoryBurden[], template: Template): Finding[] {
  return burden.flatMap(({ category, title, limit, weeks }) => {
    const worst = weeks.reduce((most, week) => Math.max(most, week.minutes), 0);
    const week = weeks.find(({ minutes }) => minutes === worst);
    if (!week || worst <= limit + 1e-9) return [];
    const campaigns = Object.values(week.byCampaign).filter((minutes) => minutes > 0).length;
    const params = {
      category: title,
      week: week.week,
      is: Math.ceil(worst),
      max: limit,
      units: week.unitsOver,
      campaigns,
    };
    return [{ code: 'simulate.over-budget', severity: 'warning', path: categoryPath(template, category), params }];
  });
}

/** Units that take part and are never asked for anything: nobody is to be left out without being seen. */
function nothingToDo(classes: readonly UnitClass[], campaign: SimulatedCampaign): Finding[] {
  const empty = new Map<string, number>();
  for (const { category, plans, units } of classes)
    if (plans.some(({ prepared, plan }) => prepared.campaign === campaign.id && plan.items.length === 0))
      empty.set(category, (empty.get(category) ?? 0) + units.length);
  return [...empty].map(([category, units]) => ({
    code: 'simulate.nothing-to-do',
    severity: 'warning',
    path: categoryPath(campaign.template, category),
    params: { category: campaign.template.categories[category]?.title ?? category, units },
  }));
}

function yearsUnpublished(classes: readonly PlanClass[], calendar: Calendar): string[] {
  const years = new Set<string>();
  for (const { plan } of classes)
    for (const { bounds, items } of plan.steps.values())
      for (const { due } of [...bounds, ...items]) if (calendar.provisional(due)) years.add(due.slice(0, 4));
  return [...years].toSorted();
}
