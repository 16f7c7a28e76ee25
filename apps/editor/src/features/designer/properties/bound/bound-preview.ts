/** When a bound falls, as planned: the day, what kind of day it is, and how sure that is. */
import {
  type Bound,
  type Calendar,
  type Plan,
  planFor,
  type PlainDate,
  type Step,
  stepSchema,
  type Template,
} from '@gangmu/core';
import { keysOf } from '../place.js';

export interface BoundPreview {
  date: PlainDate;
  workingDay: boolean;
  /** The holidays of that year are not published yet. */
  provisional: boolean;
  /** Counted from the window and fixed dates alone, not from when others will be done. */
  certain: boolean;
}

const KEY = 'preview';
/** The last one made: what has not moved since – of hundreds of steps, nearly all – is taken from it. */
let before: Plan | undefined;

/** A template in which exactly this bound is planned: as a deadline of its own step, or of a step beside the phases. */
function staged(
  template: Template,
  owner: string,
  bound: Bound,
  asItem: boolean,
): { template: Template; step: string } {
  const [map, id = ''] = keysOf(owner);
  const own = map === 'steps' ? template.steps[id] : undefined;
  if (own && asItem) {
    const { closes: _, ...rest } = own;
    const step: Step = { ...rest, deadlines: { [KEY]: bound } };
    return { template: { ...template, steps: { ...template.steps, [id]: step } }, step: id };
  }
  const step = stepSchema.parse({ phase: KEY, kind: 'task', title: { zh: KEY }, lead: KEY, deadlines: {} });
  return {
    template: {
      ...template,
      phases: { ...template.phases, [KEY]: { title: { zh: KEY }, order: 0, mandate: 'free' } },
      steps: { ...template.steps, [KEY]: { ...step, deadlines: { [KEY]: bound } } },
    },
    step: KEY,
  };
}

/**
 * The date a bound of `owner` (`/steps/x`, `/phases/x`) comes to. `asItem`: it is a deadline or closing of the step's
 * items (for a recurring step, of the first); otherwise an opening. Null where the plan cannot say, as on a cycle.
 */
export function previewBound(
  template: Template,
  owner: string,
  bound: Bound,
  calendar: Calendar,
  asItem = true,
): BoundPreview | null {
  const { start, end } = template.window;
  if (end < start) return null;
  const stage = staged(template, owner, bound, asItem);
  before = planFor(stage.template, null, { calendar, ...(before && { before }) });
  const planned = before.steps.get(stage.step)?.bounds.find((each) => each.bound === KEY);
  if (!planned) return null;
  const { due: date, certain } = planned;
  return { date, certain, workingDay: calendar.isWorkingDay(date), provisional: calendar.provisional(date) };
}
