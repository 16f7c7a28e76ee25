/**
 * Where too much meets at once: gatherings of one unit in one week, gatherings of many units under one superior,
 * visits to one place (M30). `template/crowding.ts` says what is too much.
 */
import type { Calendar } from '../calendar/calendar.js';
import { fromDayNumber, toDayNumber } from '../calendar/plain-date.js';
import type { PlainDate } from '../instants.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import { type Crowded, crowdedWeeks, worstSpan } from '../template/crowding.js';
import type { LocalText, Step } from '../template/document.js';
import type { UnitLimits } from '../template/unit-limits.js';
import type { PlanClass, UnitClass } from './classes.js';
import type { Collision, SimulatedUnit } from './model.js';

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

/** Weeks in which one unit is called together more often than it can be, however it chooses its days. */
export function gatheringsInWeek(classes: readonly UnitClass[], max: number): Collision[] {
  const worst = new Map<string, Collision>();
  for (const { category, plans, units } of classes)
    for (const { within, ...crowded } of crowdedWeeks(demandsOf(plans, gathers), max)) {
      const key = `${category} ${crowded.from} ${crowded.to}`;
      const known = worst.get(key);
      const more = (known?.units ?? 0) + units.length;
      if (known && known.is >= crowded.is) known.units = more;
      else
        worst.set(key, {
          code: 'simulate.gatherings-in-week',
          who: category,
          title: plans[0]?.prepared.template.categories[category]?.title ?? { zh: category || '全部单位' },
          ...crowded,
          units: more,
          steps: distinctSteps(within),
        });
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

/** The span of days with the most that cannot be fitted in, with what lies within it, or null where everything can. */
function worstOf(
  { members }: Crowd,
  room: (from: PlainDate, to: PlainDate) => number,
): (Crowded & { units: number; demands: Demand[] }) | null {
  const all = members.flatMap(({ demands, units }) => demands.map(({ open, due }) => ({ open, due, units })));
  const worst = worstSpan(all, ({ units }) => units, room);
  if (!worst) return null;
  const inside = members.map(({ units, demands }) => ({
    units,
    demands: demands.filter(({ open, due }) => open >= worst.from && due <= worst.to),
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
  limits: UnitLimits,
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
        const span = worstOf(crowd, (from, to) => perDay * days(from, to));
        if (!span) return [];
        const { demands, ...rest } = span;
        return [{ code, who: crowd.who, title: crowd.title, ...rest, steps: distinctSteps(demands) }];
      })
      .toSorted((a, b) => b.is - b.max - (a.is - a.max)),
  );
}
