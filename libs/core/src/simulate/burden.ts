/** What each category of units is asked for, week by week, over all campaigns that run at the same time. */
import type { PlainDate } from '../instants.js';
import type { Template } from '../template/document.js';
import { weeklyLoad } from '../template/plan.js';
import type { PlanClass, UnitClass } from './classes.js';
import type { BurdenWeek, CategoryBurden } from './model.js';

const loads = new WeakMap<PlanClass, ReadonlyMap<PlainDate, number>>();
function loadOf(of: PlanClass): ReadonlyMap<PlainDate, number> {
  let load = loads.get(of);
  if (!load) {
    const { steps } = of.prepared.template;
    load = weeklyLoad(of.plan.items, (step) => steps[step]?.estimatedMinutes ?? 0);
    loads.set(of, load);
  }
  return load;
}

/** Minutes a week that the policies of these templates allow a category; the strictest counts. */
export function weeklyLimit(templates: readonly Template[], category: string, otherwise: number): number {
  const stated = templates.flatMap(({ policies }) =>
    Object.values(policies).flatMap(({ rule, categories }) =>
      rule.type === 'max-weekly-minutes' && (categories.length === 0 || categories.includes(category))
        ? [rule.minutes]
        : [],
    ),
  );
  return stated.length > 0 ? Math.min(...stated) : otherwise;
}

/** Burden by category; `campaign` is the one whose items are counted. */
export function burdenOf(
  classes: readonly UnitClass[],
  campaign: { id: string; template: Template },
  weeklyMinutes: number,
): CategoryBurden[] {
  const categories = new Map<string, UnitClass[]>();
  for (const one of classes) {
    const known = categories.get(one.category);
    if (known) known.push(one);
    else categories.set(one.category, [one]);
  }
  return [...categories].map(([category, members]) => {
    const templates = [...new Set(members.flatMap(({ plans }) => plans.map(({ prepared }) => prepared.template)))];
    const limit = weeklyLimit(templates, category, weeklyMinutes);
    const own = members.flatMap(({ plans }) => plans.filter(({ prepared }) => prepared.campaign === campaign.id));
    const units = members.reduce((sum, member) => sum + member.units.length, 0);
    return {
      category,
      title: titleOf(templates, category),
      units,
      items: Math.max(0, ...own.map(({ plan }) => plan.items.length)),
      limit,
      weeks: weeksOf(members, units, limit),
    };
  });
}

const titleOf = (templates: readonly Template[], category: string) => {
  for (const { categories } of templates) {
    const known = Object.hasOwn(categories, category) ? categories[category] : undefined;
    if (known) return known.title;
  }
  return { zh: category || '全部单位', en: category || 'All units' };
};

function weeksOf(members: readonly UnitClass[], units: number, limit: number): BurdenWeek[] {
  const weeks = new Map<PlainDate, BurdenWeek>();
  for (const { plans, units: same } of members) {
    const sums = new Map<PlainDate, Record<string, number>>();
    for (const plan of plans)
      for (const [week, minutes] of loadOf(plan)) {
        const by = sums.get(week) ?? {};
        by[plan.prepared.campaign] = (by[plan.prepared.campaign] ?? 0) + minutes;
        sums.set(week, by);
      }
    for (const [week, byCampaign] of sums) {
      const minutes = Object.values(byCampaign).reduce((sum, one) => sum + one, 0);
      const known = weeks.get(week) ?? { week, minutes: -1, average: 0, byCampaign: {}, unitsOver: 0 };
      known.average += (minutes * same.length) / units;
      if (minutes > limit + 1e-9) known.unitsOver += same.length;
      if (minutes > known.minutes) Object.assign(known, { minutes, byCampaign });
      weeks.set(week, known);
    }
  }
  return [...weeks.values()].toSorted((a, b) => (a.week < b.week ? -1 : 1));
}
