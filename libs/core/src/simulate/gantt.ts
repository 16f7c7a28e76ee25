/** The bars of a simulation: phases and steps over all units, from the plans of their classes. */
import { type Calendar, workingDaysBetween } from '../calendar/calendar.js';
import type { PlainDate } from '../instants.js';
import type { Template } from '../template/document.js';
import type { PlannedStep } from '../template/plan.js';
import type { PlanClass } from './classes.js';
import type { SimulatedItem, SimulatedPhase, SimulatedStep } from './model.js';

const earlier = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

const compare = (a: PlainDate, b: PlainDate): number => (a < b ? -1 : a > b ? 1 : 0);
type Dates = { open: PlainDate; due: PlainDate };
const byDates = (a: Dates, b: Dates): number => compare(a.due, b.due) || compare(a.open, b.open);

/** Steps in the order of their phases; a step that comes up for nobody has no bar. */
export function simulatedSteps(classes: readonly PlanClass[], calendar: Calendar): SimulatedStep[] {
  const rows = new Map<string, { row: SimulatedStep; items: Map<string, SimulatedItem>; order: [number, number] }>();
  for (const { plan, prepared, units } of classes)
    for (const [id, planned] of plan.steps) {
      const step = prepared.template.steps[id];
      if (!step) continue;
      let found = rows.get(id);
      if (!found) {
        const { phase, title, kind } = step;
        const dates = bar(planned);
        const row = { step: id, phase, title, kind, units: 0, ...dates, slackDays: 0, items: [], provisional: false };
        const order: [number, number] = [prepared.template.phases[phase]?.order ?? 0, step.order];
        found = { row: { ...row, slackDays: slackOf(planned, calendar) }, items: new Map(), order };
        rows.set(id, found);
      }
      add(found.row, found.items, planned, units, calendar);
    }
  return [...rows.values()]
    .toSorted((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || byDates(a.row, b.row))
    .map(({ row, items }) => ({
      ...row,
      items: [...items.values()].toSorted(byDates),
    }));
}

const slackOf = ({ earliestDone, due }: PlannedStep, calendar: Calendar): number =>
  workingDaysBetween(calendar, earliestDone, due);
const bar = (planned: PlannedStep) => ({
  earliestOpen: planned.earliestOpen,
  earliestEnd: planned.earliestEnd,
  open: planned.items.reduce((first, item) => earlier(first, item.open), planned.items[0]?.open ?? planned.open),
  due: planned.items.reduce((last, item) => later(last, item.due), planned.due),
});

function add(
  row: SimulatedStep,
  items: Map<string, SimulatedItem>,
  planned: PlannedStep,
  units: number,
  calendar: Calendar,
): void {
  const dates = bar(planned);
  row.units += units;
  row.earliestOpen = earlier(row.earliestOpen, dates.earliestOpen);
  row.earliestEnd = earlier(row.earliestEnd, dates.earliestEnd);
  row.open = earlier(row.open, dates.open);
  row.due = later(row.due, dates.due);
  row.slackDays = Math.min(row.slackDays, slackOf(planned, calendar));
  row.provisional ||= calendar.provisional(dates.due) || calendar.provisional(dates.open);
  const seen = new Set<string>();
  for (const { open, due } of planned.items) {
    const key = `${open} ${due}`;
    // Entries of a register open and are due together: one bar, each unit counted once.
    if (seen.has(key)) continue;
    seen.add(key);
    const item = items.get(key);
    if (item) item.units += units;
    else items.set(key, { open, due, units });
  }
}

/** Phases as what their steps span. */
export function simulatedPhases(template: Template, steps: readonly SimulatedStep[]): SimulatedPhase[] {
  return Object.entries(template.phases)
    .toSorted(([, a], [, b]) => a.order - b.order)
    .flatMap(([phase, { title }]) => {
      const own = steps.filter((step) => step.phase === phase);
      const [first] = own;
      if (!first) return [];
      return {
        phase,
        title,
        open: own.reduce((open, step) => earlier(open, step.open), first.open),
        due: own.reduce((due, step) => later(due, step.due), first.due),
      };
    });
}
