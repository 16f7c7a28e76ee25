/** A unit's own rest days beside those of the calendar: they count for its own steps alone. */
import type { PlainDate } from '../instants.js';
import type { Calendar } from './calendar.js';

const known = new WeakMap<Calendar, WeakMap<readonly PlainDate[], Calendar>>();

/** The calendar with further rest days; the same one where there are none, and the same object for the same list. */
export function withRestDays(calendar: Calendar, restDays: readonly PlainDate[] = []): Calendar {
  if (restDays.length === 0) return calendar;
  let lists = known.get(calendar);
  if (!lists) known.set(calendar, (lists = new WeakMap()));
  let own = lists.get(restDays);
  if (!own) {
    const rest = new Set(restDays);
    own = { ...calendar, isWorkingDay: (date) => !rest.has(date) && calendar.isWorkingDay(date) };
    lists.set(restDays, own);
  }
  return own;
}
