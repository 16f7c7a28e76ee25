/** Answers that thousands of units share, kept per calendar and per rule; a rule belongs to one template and zone. */
import type { Calendar } from '../calendar/calendar.js';
import type { Minute } from '../instants.js';

/** More minutes than this for one rule are not worth remembering. */
const REMEMBERED = 500;

/** Makes a function of a calendar, a rule and a minute remember its answers as long as calendar and rule live. */
export function remembered<R extends object, T, C extends { calendar: Calendar }>(
  compute: (rule: R, minute: Minute, context: C) => T,
): (rule: R, minute: Minute, context: C) => T {
  const calendars = new WeakMap<Calendar, WeakMap<R, Map<Minute, T>>>();
  return (rule, minute, context) => {
    let rules = calendars.get(context.calendar);
    if (!rules) {
      rules = new WeakMap();
      calendars.set(context.calendar, rules);
    }
    let minutes = rules.get(rule);
    if (!minutes) {
      minutes = new Map();
      rules.set(rule, minutes);
    }
    const known = minutes.get(minute);
    if (known !== undefined) return known;
    const answer = compute(rule, minute, context);
    if (minutes.size < REMEMBERED) minutes.set(minute, answer);
    return answer;
  };
}
