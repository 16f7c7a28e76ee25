/** What a change of a place weighs: dates and people change with every re-issue of a plan, the rest seldom. */
import type { Pointer } from './model.js';

const DATES = [
  /^\/window(\/|$)/,
  /^\/steps\/[^/]+\/(deadlines|opening|closes|minimumDays|restDays)(\/|$)/,
  /^\/steps\/[^/]+\/reviews\/[^/]+\/limitDays$/,
  /^\/steps\/[^/]+\/occurrences\/(start|end)$/,
  /^\/phases\/[^/]+\/opening\/notBefore$/,
  /\/ladder\/[^/]+\/(offset|unit|at|repeat)(\/|$)/,
];
const PEOPLE = [
  /^\/steps\/[^/]+\/(lead|supporting|post)$/,
  /^\/roles\/[^/]+(\/(title|post|substitute))?$/,
  /^\/steps\/[^/]+\/reviews\/[^/]+\/by(\/|$)/,
];

export type Weight = 'date' | 'person' | 'other';

/** Whether a place holds a date, says who, or something else. */
export function weightOf(path: Pointer): Weight {
  if (DATES.some((each) => each.test(path))) return 'date';
  return PEOPLE.some((each) => each.test(path)) ? 'person' : 'other';
}
