/**
 * The plan of a template on paper: which items a unit meets and when, before anybody has begun. Two looks at it –
 * the earliest possible (everything before done at once, minimum working times kept) and the planned one (everything
 * before done at its deadline).
 */
import { addWorkingDays, type Calendar } from '../calendar/calendar.js';
import { withRestDays } from '../calendar/own-rest-days.js';
import { fromDayNumber, toDayNumber, weekdayOfDay } from '../calendar/plain-date.js';
import { periodsBetween, resolveBoundDate } from '../deadlines/resolve.js';
import type { PlainDate } from '../instants.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import type { Anchor, Bound, Phase, Step, Template } from './document.js';
import { effectiveFor, type KnownFacts } from './effective.js';
import { type Arrow, type TemplateGraph, templateGraph } from './graph.js';

export interface PlannedItem {
  step: string;
  open: PlainDate;
  due: PlainDate;
}
export interface PlannedBound {
  /** Key in `deadlines`, or `closes`. */
  bound: string;
  due: PlainDate;
  /** Resolved from the window and fixed dates alone, not from when others will be done. */
  certain: boolean;
  /** Of a repeated step: how many of its items it falls on before they open. */
  unopened: number;
}
export interface PlannedStep {
  earliestOpen: PlainDate;
  /** The earliest it can be done. */
  earliestDone: PlainDate;
  /** The earliest it can have ended: one on call that nobody calls is over when it opens. */
  earliestEnd: PlainDate;
  open: PlainDate;
  /** When it is planned to have ended: its deadline, or the window's end. */
  due: PlainDate;
  bounds: PlannedBound[];
  items: PlannedItem[];
}
export interface Plan {
  steps: Map<string, PlannedStep>;
  items: PlannedItem[];
}
export interface PlanOptions {
  calendar: Calendar;
  window?: { start: PlainDate; end: PlainDate };
  /** How many entries a register is expected to have; 1 where not stated. */
  registerSizes?: Record<string, number>;
  /** How often an on-call step is expected to be called; 1 where not stated. */
  onCall?: number;
  graph?: TemplateGraph;
  /** The plan of an earlier state for the same unit: what cannot have moved since is taken from it as it is. */
  before?: Plan;
}

interface Opened {
  earliest: PlainDate;
  planned: PlainDate;
}
type Every = Extract<Step['occurrences'], { mode: 'every' }>;
const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);
const laterOf = (a: Opened, b: Opened): Opened => ({
  earliest: later(a.earliest, b.earliest),
  planned: later(a.planned, b.planned),
});
const endOf = (step: PlannedStep | undefined): Opened | undefined =>
  step && { earliest: step.earliestEnd, planned: step.due };
/** The dates by which `n` of these have come, each look by itself. */
const nth = (dates: readonly Opened[], n: number): Opened => {
  const at = (look: keyof Opened): PlainDate => dates.map((date) => date[look]).toSorted()[n - 1] ?? '';
  return { earliest: at('earliest'), planned: at('planned') };
};

/** What does not all have to be waited for: which arrows are counted, and how many of so many are asked for. */
interface Waits {
  counted: Arrow['why'];
  asked(live: number): number;
}
const joinOf = ({ join }: Step): Waits => ({
  counted: 'edge',
  asked: (live) => (join === 'all' ? live : join === 'any' ? Math.min(1, live) : join.atLeast),
});
/** The subtraction keeps 33.3 % of 3 at 1 in spite of binary fractions, as in the run. */
const shareOf = (opening: Phase['opening']): Waits => ({
  counted: 'phase-opening',
  asked: (live) => Math.ceil(((opening?.share ?? 100) / 100) * live - 1e-9),
});

/** What a plan was made of, kept so that the next one need not begin anew. */
interface Made {
  options: PlanOptions;
  window: { start: PlainDate; end: PlainDate };
  template: Template;
  live: ReadonlyMap<string, Step>;
  graph: TemplateGraph;
  phases: ReadonlyMap<string, Opened>;
}
const madeOf = new WeakMap<Plan, Made>();

/** The fields of a step that its own dates follow from; what it waits for is said by the arrows. */
const DATED = [
  'kind',
  'join',
  'occurrences',
  'opening',
  'deadlines',
  'closes',
  'minimumDays',
  'restDays',
] as const satisfies (keyof Step)[];

/** The plan before this one and what it was made of, where it was made the same way. */
function priorOf(options: PlanOptions, window: Made['window']): (Made & { steps: Plan['steps'] }) | undefined {
  const made = options.before && madeOf.get(options.before);
  if (!made || !options.before) return undefined;
  const alike =
    made.options.calendar === options.calendar &&
    made.options.registerSizes === options.registerSizes &&
    made.options.onCall === options.onCall &&
    made.window.start === window.start &&
    made.window.end === window.end;
  return alike ? { ...made, steps: options.before.steps } : undefined;
}

const sameArrows = (a: readonly Arrow[] = [], b: readonly Arrow[] = []): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every(({ from, why, within }, index) => {
      const other = b[index];
      return other?.from === from && other.why === why && other.within === within;
    }));

const sameItems = (a: readonly PlannedItem[], b: readonly PlannedItem[]): boolean =>
  a.length === b.length && a.every(({ open, due }, index) => b[index]?.open === open && b[index]?.due === due);

const samePlanned = (a: PlannedStep, b: PlannedStep): boolean =>
  a.earliestOpen === b.earliestOpen &&
  a.earliestDone === b.earliestDone &&
  a.earliestEnd === b.earliestEnd &&
  a.open === b.open &&
  a.due === b.due &&
  sameItems(a.items, b.items) &&
  a.bounds.length === b.bounds.length &&
  a.bounds.every(
    ({ bound, due, certain, unopened }, index) =>
      b.bounds[index]?.bound === bound &&
      b.bounds[index].due === due &&
      b.bounds[index].certain === certain &&
      b.bounds[index].unopened === unopened,
  );

/** Plans what can come up for a unit (all steps when nothing is known about it). Steps on a cycle are left out. */
export function planFor(template: Template, unit: KnownFacts | null, options: PlanOptions): Plan {
  const { calendar } = options;
  const window = options.window ?? template.window;
  const graph = options.graph ?? templateGraph(template);
  const live = unit ? effectiveFor(template, unit) : new Map(Object.entries(template.steps));
  const phases = new Map<string, Opened>();
  const steps = new Map<string, PlannedStep>();

  type Look = 'earliest' | 'planned';
  const anchorDate = (anchor: Anchor, look: Look, item?: { open: PlainDate; end: PlainDate }): PlainDate => {
    switch (anchor.from) {
      case 'campaign-start':
        return window.start;
      case 'campaign-end':
        return window.end;
      case 'date':
        return anchor.date;
      case 'phase-opening':
        return phases.get(anchor.phase)?.[look] ?? window.start;
      case 'step-ended': {
        const step = steps.get(anchor.step);
        return (look === 'earliest' ? step?.earliestEnd : step?.due) ?? window.start;
      }
      case 'item-opening':
        return item?.open ?? window.start;
      default:
        return item?.end ?? window.end;
    }
  };
  type Span = { open: PlainDate; end: PlainDate };
  const boundDate = (bound: Bound, look: Look, by: Calendar, item?: Span): PlainDate =>
    resolveBoundDate(bound, anchorDate(bound.anchor, look, item), by);

  /** When a node can open: after all that it waits for, or – of what it counts – after as many as it asks for. */
  const openingOf = (node: string, waits: Waits, notBefore: Bound | undefined, by: Calendar = calendar): Opened => {
    let opened: Opened = { earliest: window.start, planned: window.start };
    const counted = new Map<string, Opened>();
    for (const { from, why, within = from } of graph.into.get(node) ?? []) {
      if (why === 'deadline') continue;
      const id = from.slice(from.indexOf(':') + 1);
      const before = from.startsWith('phase:') ? phases.get(id) : endOf(steps.get(id));
      if (!before) continue;
      if (why === waits.counted) counted.set(within, laterOf(counted.get(within) ?? before, before));
      else opened = laterOf(opened, before);
    }
    const asked = waits.asked(counted.size);
    if (asked > 0) opened = laterOf(opened, nth([...counted.values()], Math.min(asked, counted.size)));
    if (!notBefore) return opened;
    return laterOf(opened, {
      earliest: boundDate(notBefore, 'earliest', by),
      planned: boundDate(notBefore, 'planned', by),
    });
  };

  const periods = ({ period, count, start, end }: Every, look: Look) =>
    periodsBetween(period, count, anchorDate(start, look), anchorDate(end, look));

  const planStep = (id: string, step: Step, opened: Opened): PlannedStep => {
    const asks = stepKind(step.kind)?.asksUnit ?? true;
    const own = withRestDays(calendar, step.restDays);
    const bounds = Object.entries(step.deadlines);
    const dueOf = (item: { open: PlainDate; end: PlainDate }): PlainDate | undefined =>
      bounds.map(([, bound]) => boundDate(bound, 'planned', own, item)).toSorted()[0];
    const items: PlannedItem[] = [];
    // What nobody is asked for comes up once, as in the run.
    const occurrences: Step['occurrences'] = asks ? step.occurrences : { mode: 'once' };
    const lastPeriod = occurrences.mode === 'every' ? periods(occurrences, 'earliest').at(-1) : undefined;
    const spans: Span[] =
      occurrences.mode === 'every'
        ? periods(occurrences, 'planned').map(({ start, end }) => ({ open: start, end }))
        : [];
    if (occurrences.mode === 'every') {
      for (const span of spans) items.push({ step: id, open: span.open, due: dueOf(span) ?? span.end });
    } else {
      const times =
        occurrences.mode === 'each'
          ? (options.registerSizes?.[occurrences.register] ?? 1)
          : occurrences.mode === 'on-call'
            ? (options.onCall ?? 1)
            : 1;
      const due = dueOf({ open: opened.planned, end: window.end }) ?? window.end;
      const open = opened.planned <= due ? opened.planned : opened.earliest;
      for (let index = 0; index < times; index += 1) items.push({ step: id, open, due });
    }
    const minimum = asks ? step.minimumDays : 0;
    const due = asks ? (items.at(-1)?.due ?? window.end) : opened.planned;
    const lastOpen = later(lastPeriod?.start ?? opened.earliest, opened.earliest);
    const earliestDone = addWorkingDays(own, lastOpen, minimum);
    const first = items[0] ?? { open: opened.planned, due };
    const certain = (anchor: Anchor): boolean =>
      anchor.from === 'campaign-start' || anchor.from === 'campaign-end' || anchor.from === 'date';
    const resolved = [...bounds, ...(step.closes ? ([['closes', step.closes]] as const) : [])];
    const unopened = (rule: Bound): number =>
      spans.filter((span) => boundDate(rule, 'planned', own, span) < span.open).length;
    return {
      earliestOpen: opened.earliest,
      earliestDone,
      earliestEnd: occurrences.mode === 'on-call' ? opened.earliest : earliestDone,
      open: opened.planned,
      due,
      bounds: resolved.map(([bound, rule]) => ({
        bound,
        due: boundDate(rule, 'planned', own, { open: first.open, end: first.due }),
        certain: certain(rule.anchor),
        unopened: unopened(rule),
      })),
      items: asks ? items : [],
    };
  };

  const prior = priorOf(options, window);
  // What came out otherwise than before: whatever waits for one of these is planned anew.
  const moved = new Set<string>();
  const stands = (node: string): boolean => {
    const arrows = graph.into.get(node) ?? [];
    return sameArrows(arrows, prior?.graph.into.get(node)) && !arrows.some(({ from }) => moved.has(from));
  };
  for (const node of graph.order) {
    const id = node.slice(node.indexOf(':') + 1);
    if (node.startsWith('phase:')) {
      const opening = template.phases[id]?.opening;
      const old = prior?.phases.get(id);
      if (old && prior?.template.phases[id]?.opening === opening && stands(node)) {
        phases.set(id, old);
        continue;
      }
      const opened = openingOf(node, shareOf(opening), opening?.notBefore);
      if (old?.earliest !== opened.earliest || old.planned !== opened.planned) moved.add(node);
      phases.set(id, opened);
      continue;
    }
    const step = live.get(id);
    const old = prior?.steps.get(id);
    if (!step) {
      if (old) moved.add(node);
      continue;
    }
    const was = prior?.live.get(id);
    if (old && was && (was === step || DATED.every((field) => was[field] === step[field])) && stands(node)) {
      steps.set(id, old);
      continue;
    }
    const own = withRestDays(calendar, step.restDays);
    const planned = planStep(id, step, openingOf(node, joinOf(step), step.opening.notBefore, own));
    const same = old !== undefined && samePlanned(old, planned);
    if (!same) moved.add(node);
    steps.set(id, same ? old : planned);
  }
  const plan = { steps, items: [...steps.values()].flatMap((step) => step.items) };
  const { before: _before, ...kept } = options;
  madeOf.set(plan, { options: kept, window, template, live, graph, phases });
  return plan;
}

/** How many items a unit is expected to meet in the whole campaign, every occurrence counted. */
export const itemsExpected = (
  template: Template,
  unit: KnownFacts,
  window: { start: PlainDate; end: PlainDate },
  options: Omit<PlanOptions, 'window'>,
): number => planFor(template, unit, { ...options, window }).items.length;

/** The weeks an item spreads over, by the day number of their Mondays, and how many of its days lie in each. */
interface Spread {
  days: number;
  weeks: { monday: number; days: number }[];
}
/** An item that has not moved is the same object in the next plan: nothing is counted anew for it. */
const spreads = new WeakMap<PlannedItem, Spread>();

function spreadOf(item: PlannedItem): Spread {
  const known = spreads.get(item);
  if (known !== undefined) return known;
  const last = toDayNumber(item.due);
  const first = Math.min(Math.max(toDayNumber(item.open), last - 27), last);
  const weeks: Spread['weeks'] = [];
  for (let day = first; day <= last; ) {
    const weekday = (weekdayOfDay(day) + 6) % 7;
    const sunday = Math.min(last, day + 6 - weekday);
    weeks.push({ monday: day - weekday, days: sunday - day + 1 });
    day = sunday + 1;
  }
  const spread = { days: last - first + 1, weeks };
  spreads.set(item, spread);
  return spread;
}

type Weeks = ReadonlyMap<PlainDate, number>;

/** Adds up over weeks; the last sum again while the same items weigh the same. */
function sumOfWeeks(
  weigh: (spread: Spread, weight: number, add: (monday: number, load: number) => void) => void,
): (items: readonly PlannedItem[], weightOf: (step: string) => number) => Weeks {
  const known = new WeakMap<readonly PlannedItem[], { weights: number[]; weeks: Weeks }>();
  return (items, weightOf) => {
    const weights = items.map(({ step }) => weightOf(step));
    const last = known.get(items);
    if (last !== undefined && weights.every((weight, index) => weight === last.weights[index])) return last.weeks;
    const load = new Map<number, number>();
    const add = (monday: number, more: number): unknown => load.set(monday, (load.get(monday) ?? 0) + more);
    for (const [index, item] of items.entries()) {
      const weight = weights[index] ?? 0;
      if (weight !== 0) weigh(spreadOf(item), weight, add);
    }
    // Counted by day numbers; only the weeks themselves are written as dates.
    const weeks = new Map([...load].map(([monday, sum]) => [fromDayNumber(monday), sum]));
    known.set(items, { weights, weeks });
    return weeks;
  };
}

/**
 * Adds up a weight per item over the weeks from opening to due, evenly by days; keyed by the Monday. An item never
 * spreads over more than the four weeks before it is due: nobody works half a year on one form.
 */
export const weeklyLoad = sumOfWeeks(({ days, weeks }, weight, add) => {
  const share = weight / days;
  for (const week of weeks) add(week.monday, share * week.days);
});

/** The same of what counts whole in the week it is due. */
export const weeklyDue = sumOfWeeks(({ weeks }, weight, add) => {
  const last = weeks.at(-1);
  if (last !== undefined) add(last.monday, weight);
});
