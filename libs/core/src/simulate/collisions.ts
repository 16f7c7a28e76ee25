/**
 * Where too much meets at once: gatherings of one unit in one week, gatherings of many units under one superior,
 * visits to one place (M30). Between opening and due a unit may choose its day, so a collision is only what no choice
 * of days can avoid: more due within a span of days than the days have room for (P. Hall, 1935, for intervals).
 */
import type { Calendar } from '../calendar/calendar.js';
import { fromDayNumber, mondayOf, toDayNumber } from '../calendar/plain-date.js';
import type { PlainDate } from '../instants.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import type { LocalText, Step } from '../template/document.js';
import type { PlanClass, UnitClass } from './classes.js';
import type { Collision, SimulatedUnit, SimulationLimits } from './model.js';

/** The tag of a step for which people go to a place: research visits, on-site teaching. */
export const VISIT_TAG = 'visit';

interface Demand {
  open: PlainDate;
  due: PlainDate;
  campaign: string;
  step: string;
  title: LocalText;
}

const demandsOf = (plans: readonly PlanClass[], wanted: (step: Step) => boolean): Demand[] =>
  plans.flatMap(({ prepared: { campaign, template }, plan }) =>
    plan.items.flatMap(({ step: id, open, due }) => {
      const step = template.steps[id];
      return step && wanted(step)
        ? [{ open: open > due ? due : open, due, campaign, step: id, title: step.title }]
        : [];
    }),
  );
const gathers = (step: Step): boolean => stepKind(step.kind)?.gathers ?? false;
/** What may be held jointly takes the superior one meeting, however many units come. */
const heldAlone = (step: Step): boolean => gathers(step) && step.params['joint'] !== true;
const visits = (step: Step): boolean => step.tags.includes(VISIT_TAG);

const distinctSteps = (demands: readonly Demand[]): Collision['steps'] => [
  ...new Map(
    demands.map(({ campaign, step, title }) => [`${campaign} ${step}`, { campaign, step, title }] as const),
  ).values(),
];

/** Weeks in which one unit is called together more often than it can be. */
export function gatheringsInWeek(classes: readonly UnitClass[], max: number): Collision[] {
  const worst = new Map<string, Collision>();
  for (const { category, plans, units } of classes) {
    const weeks = new Map<PlainDate, Demand[]>();
    for (const demand of demandsOf(plans, gathers)) {
      const week = mondayOf(demand.due);
      const known = weeks.get(week);
      if (known) known.push(demand);
      else weeks.set(week, [demand]);
    }
    for (const [week, demands] of weeks) {
      const steps = distinctSteps(demands);
      if (steps.length <= max) continue;
      const key = `${category} ${week}`;
      const known = worst.get(key);
      const more = (known?.units ?? 0) + units.length;
      if (known && known.is >= steps.length) known.units = more;
      else
        worst.set(key, {
          code: 'simulate.gatherings-in-week',
          who: category,
          title: plans[0]?.prepared.template.categories[category]?.title ?? { zh: category || '全部单位' },
          from: week,
          to: fromDayNumber(toDayNumber(week) + 6),
          is: steps.length,
          max,
          units: more,
          steps,
        });
    }
  }
  return [...worst.values()];
}

/** Counts working days of a span quickly; a span without any counts as one day. */
function dayCounter(calendar: Calendar): (from: PlainDate, to: PlainDate) => number {
  const counts = new Map<string, number>();
  const working = new Map<number, number>();
  return (from, to) => {
    const key = `${from} ${to}`;
    let count = counts.get(key);
    if (count === undefined) {
      count = 0;
      for (let day = toDayNumber(from); day <= toDayNumber(to); day += 1) {
        let works = working.get(day);
        if (works === undefined) {
          works = calendar.isWorkingDay(fromDayNumber(day)) ? 1 : 0;
          working.set(day, works);
        }
        count += works;
      }
      counts.set(key, count);
    }
    return Math.max(1, count);
  };
}

interface Crowd {
  who: string;
  title: LocalText;
  members: { demands: readonly Demand[]; units: number }[];
}

/** The span of days with the most that cannot be fitted in, or null where everything can. */
function worstSpan(
  { members }: Crowd,
  perDay: number,
  days: (from: PlainDate, to: PlainDate) => number,
): { from: PlainDate; to: PlainDate; is: number; max: number; units: number; demands: Demand[] } | null {
  const spans = new Map<string, { open: PlainDate; due: PlainDate; count: number }>();
  for (const { demands, units } of members)
    for (const { open, due } of demands) {
      const key = `${open} ${due}`;
      const known = spans.get(key);
      if (known) known.count += units;
      else spans.set(key, { open, due, count: units });
    }
  const byDue = [...spans.values()].toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  let worst: { from: PlainDate; to: PlainDate; is: number; max: number } | null = null;
  for (const from of new Set(byDue.map(({ open }) => open))) {
    let is = 0;
    const within = byDue.filter(({ open }) => open >= from);
    for (const [index, { due, count }] of within.entries()) {
      is += count;
      if (within[index + 1]?.due === due) continue;
      const max = perDay * days(from, due);
      if (is > max && is - max > (worst ? worst.is - worst.max : 0)) worst = { from, to: due, is, max };
    }
  }
  if (!worst) return null;
  const { from, to } = worst;
  const inside = members.map(({ demands, units }) => ({
    units,
    demands: demands.filter(({ open, due }) => open >= from && due <= to),
  }));
  return {
    ...worst,
    units: inside.reduce((sum, { units, demands }) => sum + (demands.length > 0 ? units : 0), 0),
    demands: inside.flatMap(({ demands }) => demands),
  };
}

/** Units of every class by what they share, e.g. their superior. */
function crowdsOf(
  classes: readonly UnitClass[],
  wanted: (step: Step) => boolean,
  sharedBy: (unit: SimulatedUnit) => { id: string; name: LocalText } | undefined,
): Crowd[] {
  const crowds = new Map<string, Crowd>();
  for (const { plans, units } of classes) {
    const demands = demandsOf(plans, wanted);
    if (demands.length === 0) continue;
    const counts = new Map<string, { title: LocalText; units: number }>();
    for (const unit of units) {
      const shared = sharedBy(unit);
      if (!shared) continue;
      const known = counts.get(shared.id);
      if (known) known.units += 1;
      else counts.set(shared.id, { title: shared.name, units: 1 });
    }
    for (const [who, { title, units: count }] of counts) {
      const crowd = crowds.get(who) ?? { who, title, members: [] };
      crowd.members.push({ demands, units: count });
      crowds.set(who, crowd);
    }
  }
  return [...crowds.values()];
}

/** What cannot be spread so that a superior can be there, or a place is not overrun; worst first. */
export function crowdedSpans(
  classes: readonly UnitClass[],
  units: readonly SimulatedUnit[],
  calendar: Calendar,
  limits: SimulationLimits,
): Collision[] {
  const days = dayCounter(calendar);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const superiorOf = ({ superior }: SimulatedUnit) =>
    superior === undefined ? undefined : { id: superior, name: names.get(superior) ?? { zh: superior } };
  const placeOf = ({ place }: SimulatedUnit) => place;
  const kinds = [
    { code: 'simulate.gatherings-at-superior', wanted: heldAlone, perDay: limits.attendedPerDay, shared: superiorOf },
    { code: 'simulate.visits-at-place', wanted: visits, perDay: limits.visitsPerDay, shared: placeOf },
  ] as const;
  return kinds.flatMap(({ code, wanted, perDay, shared }) =>
    crowdsOf(classes, wanted, shared)
      .flatMap((crowd): Collision[] => {
        const span = worstSpan(crowd, perDay, days);
        if (!span) return [];
        const { demands, ...rest } = span;
        return [{ code, who: crowd.who, title: crowd.title, ...rest, steps: distinctSteps(demands) }];
      })
      .toSorted((a, b) => b.is - b.max - (a.is - a.max)),
  );
}
