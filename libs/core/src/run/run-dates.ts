/** Rules of a template turned into minutes of one run. */
import { minuteAt, timeOfDayOf, dateOf } from '../calendar/time-zone.js';
import { addDays } from '../calendar/plain-date.js';
import type { Calendar } from '../calendar/calendar.js';
import { withRestDays } from '../calendar/own-rest-days.js';
import { addWorkingTime, resolveBound } from '../deadlines/resolve.js';
import { WORKING_DAY_MINUTES } from '../deadlines/working-time.js';
import type { Minute } from '../instants.js';
import type { Anchor, Bound, Step, Template } from '../template/document.js';
import type { RunState } from './model.js';
import { own } from './own.js';
import { remembered } from './remembered.js';

/** What dates are computed with. */
export interface Dating {
  template: Template;
  calendar: Calendar;
}
/** The same for one step: its own rest days beside those of the calendar. */
export const datingOf = <D extends Dating>(dating: D, { restDays }: Step): D => {
  const calendar = withRestDays(dating.calendar, restDays);
  return calendar === dating.calendar ? dating : { ...dating, calendar };
};
/** The anchors that belong to an item rather than to the run. */
export interface ItemAnchors {
  opening?: Minute;
  periodEnd?: Minute;
}

/** The minute an anchor falls on, undefined while it is not known. A skipped step counts from its skipping. */
export function anchorMinute(
  run: RunState,
  anchor: Anchor,
  { template }: Dating,
  item: ItemAnchors = {},
): Minute | undefined {
  switch (anchor.from) {
    case 'campaign-start':
      return run.start;
    case 'campaign-end':
      return run.end;
    case 'phase-opening': {
      const phase = own(run.phases, anchor.phase);
      // A phase that was skipped or cancelled before it opened counts from that moment.
      return phase?.openedAt ?? phase?.endedAt;
    }
    case 'step-ended':
      return own(run.steps, anchor.step)?.endedAt;
    case 'date':
      return minuteAt(anchor.date, '00:00', template.timeZone);
    case 'item-opening':
      return item.opening;
    case 'period-end':
      return item.periodEnd;
  }
}

const resolved = remembered((bound: Bound, anchor: Minute, { calendar, template }: Dating) =>
  resolveBound(bound, anchor, calendar, template.timeZone),
);

/** The minute of a bound, undefined while its anchor is not known. */
export function boundMinute(run: RunState, bound: Bound, dating: Dating, item: ItemAnchors = {}): Minute | undefined {
  const anchor = anchorMinute(run, bound.anchor, dating, item);
  return anchor === undefined ? undefined : resolved(bound, anchor, dating);
}

/** The earliest resolved bound applies; null while none is. */
export function earliestBound(
  run: RunState,
  bounds: readonly Bound[],
  dating: Dating,
  item: ItemAnchors,
): Minute | null {
  let earliest: Minute | null = null;
  for (const bound of bounds) {
    const minute = boundMinute(run, bound, dating, item);
    if (minute !== undefined && (earliest === null || minute < earliest)) earliest = minute;
  }
  return earliest;
}

/** The first minute not before `from` at the time of day that `like` has: deadlines keep falling at office hours. */
export function atTimeOfDay(from: Minute, like: Minute, { template }: Dating): Minute {
  const { timeZone } = template;
  const time = timeOfDayOf(like, timeZone);
  const date = dateOf(from, timeZone);
  const sameDay = minuteAt(date, time, timeZone);
  return sameDay >= from ? sameDay : minuteAt(addDays(date, 1), time, timeZone);
}

/** The minute `days` working days of working time after `from`, at the time of day of `like`. */
export const afterWorkingDays = (from: Minute, days: number, like: Minute, dating: Dating): Minute =>
  afterWorkingMinutes(from, days * WORKING_DAY_MINUTES, like, dating);

/** The minute `minutes` of working time after `from`, at the time of day of `like`. */
export const afterWorkingMinutes = (from: Minute, minutes: number, like: Minute, dating: Dating): Minute =>
  atTimeOfDay(addWorkingTime(dating.calendar, from, minutes, dating.template.timeZone), like, dating);
