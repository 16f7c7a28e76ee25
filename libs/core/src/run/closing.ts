/** When a run closes by itself. */
import { minuteOf, type Minute } from '../instants.js';
import type { Item, RunState } from './model.js';

/** The minute until which something is waited for: to `until`, or to when it ended before that. */
const orEnded = (until: Minute, endedAt: Minute | undefined): Minute =>
  endedAt === undefined ? until : Math.min(until, endedAt);

/** Whoever has it is given their time: the unit until the deadline, a reviewer until their own limit. */
function awaited({ due, holdings, endedAt }: Item): Minute {
  const until = Math.max(due ?? 0, holdings.at(-1)?.limit ?? 0);
  return orEnded(until, endedAt === undefined ? undefined : minuteOf(endedAt));
}

/**
 * When a run closes by itself: at the campaign's end, or later where a deadline lies after it – one that was moved by
 * order or extended, what was returned shortly before the end, what opened late and has its minimum of working time.
 * Whoever was given a day may count on it: refusing an order from above for the sake of a date in the plan, or taking
 * the work away before its deadline, is what nobody would expect. Only the time is waited for: what is late at the end
 * keeps no run open, nor does what has no deadline. What has ended counts until it ended, so that the answer never lies
 * before a moment that has passed while a deadline was to come. A pause puts off nothing until it is over.
 */
export function closingOf(run: RunState): Minute {
  let closing = run.end;
  for (const item of Object.values(run.items)) closing = Math.max(closing, awaited(item));
  // A deadline moved by order before its step has opened.
  for (const { due, endedAt } of Object.values(run.steps))
    if (due !== undefined) closing = Math.max(closing, orEnded(due, endedAt));
  return closing;
}
