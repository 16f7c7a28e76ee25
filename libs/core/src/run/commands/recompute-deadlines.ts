import type { Calendar } from '../../calendar/calendar.js';
import type { Minute } from '../../instants.js';
import { commandRule, isLive, refusal } from '../command-rule.js';
import type { CompiledStep } from '../compiled.js';
import type { Decision } from '../decision.js';
import type { Item } from '../model.js';
import { periodEndOf } from '../occurrences.js';
import { withMinimumFrom } from '../open-item.js';
import { reviewLimit } from '../reviewing.js';
import { afterWorkingDays, boundMinute, type Dating, datingOf, earliestBound } from '../run-dates.js';
import { wakesOfItem } from '../wakes-of.js';

/**
 * Holidays were published or changed: what the two calendars disagree on is computed anew, and nothing else. A deadline
 * somebody set by hand stays. A date that comes earlier leaves a working day at least, so that nobody is late by it.
 */
export const recomputeDeadlines = commandRule({
  type: 'RecomputeDeadlines',
  roles: ['designer', 'administrator', 'machine'],
  whileHeld: true,
  decide(d) {
    const { calendar, formerCalendar = calendar, at } = d.context;
    if (calendar.version === d.run.calendar) return refusal('run.recompute.same', '', { calendar: calendar.version });
    d.emit({ type: 'CalendarChanged', calendar: calendar.version, at });
    for (const item of Object.values(d.run.items)) {
      const step = d.compiledStep(item.step);
      if (step && isLive(item)) recompute(d, step, item, formerCalendar);
    }
    d.touchAll();
    return undefined;
  },
});

function recompute(d: Decision, step: CompiledStep, item: Item, formerCalendar: Calendar): void {
  const holding = item.holdings.at(-1);
  if (!holding) return;
  const [then, now] = [{ ...d.context, calendar: formerCalendar }, d.context];
  const withUnit = item.status !== 'submitted';
  const working = withUnit ? datingOf(now, step.step) : now;
  const moved = (current: Minute | null, was: Minute | null, is: Minute | null): Minute | null =>
    shifted(d, step, current, was, is, working);
  // While a reviewer has it, the unit's own deadline stays as it was met or missed.
  const due =
    withUnit && !item.steered
      ? moved(item.due, plannedDue(d, step, item, then), plannedDue(d, step, item, now))
      : item.due;
  const closing = withUnit
    ? moved(item.closes, closingOf(d, step, item, then), closingOf(d, step, item, now))
    : item.closes;
  const closes = closing !== null && due !== null ? Math.max(closing, due) : closing;
  const days = step.reviews.find(({ id }) => id === item.review)?.review.limitDays;
  const limit = withUnit
    ? due
    : days === undefined
      ? holding.limit
      : moved(holding.limit, reviewLimit(days, holding.from, then), reviewLimit(days, holding.from, now));
  const same = due === item.due && closes === item.closes && limit === holding.limit;
  if (same && sameRungs(d, item, then, now)) return;
  d.emit({ type: 'DeadlineChanged', item: item.id, due, closes, reason: 'recomputed', at: d.context.at, limit });
}

/** Where a limit comes to lie when what it was given by moves from one minute to another. */
function shifted(
  d: Decision,
  step: CompiledStep,
  current: Minute | null,
  was: Minute | null,
  is: Minute | null,
  working: Dating,
): Minute | null {
  if (current === null || was === null || is === null || was === is) return current;
  if (is > was) return Math.max(current, is);
  // From now even while the run is held: a screen must not show late in the pause what was not late before.
  const least = withMinimumFrom(d.now, step, Math.max(is, afterWorkingDays(d.now, 1, is, working)), d.context);
  return Math.min(current, least);
}

const anchorsOf = (d: Decision, step: CompiledStep, item: Item) => ({
  opening: item.openedAt,
  periodEnd: periodEndOf(d, step, item),
});

/** The deadline that a calendar gives the item, with the minimum it was opened with. */
function plannedDue(d: Decision, step: CompiledStep, item: Item, dating: Dating): Minute | null {
  const planned = earliestBound(d.run, step.deadlines, datingOf(dating, step.step), anchorsOf(d, step, item));
  return planned === null ? null : withMinimumFrom(item.openedAt, step, planned, dating);
}

const closingOf = (d: Decision, step: CompiledStep, item: Item, dating: Dating): Minute | null =>
  (step.closes && boundMinute(d.run, step.closes, datingOf(dating, step.step), anchorsOf(d, step, item))) ?? null;

/** A ladder counts in working days of its own: its rungs may move although the deadline does not. */
function sameRungs(d: Decision, item: Item, then: Dating, now: Dating): boolean {
  const [before, after] = [wakesOfItem(d.run, item, then), wakesOfItem(d.run, item, now)];
  return before.length === after.length && before.every(({ at }, n) => at === after[n]?.at);
}
