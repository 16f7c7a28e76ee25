/** The way through the reviews: who is next, with which limit. */
import type { CompiledStep } from './compiled.js';
import type { Decision } from './decision.js';
import type { Holding } from './model.js';
import type { Minute } from '../instants.js';
import { standInFor } from './role-holders.js';
import { afterWorkingDays, type Dating } from './run-dates.js';
import { minuteAt } from '../calendar/time-zone.js';

/** Reviewers' limits fall at the close of an office day. */
const CLOSE_OF_DAY = '18:00';

/** A role without a holder falls to its substitute, in the last resort to the superior unit. */
function reviewer(d: Decision, role: string): Pick<Holding, 'holder' | 'who'> {
  if (d.context.holderOf(role, 'review') === 'held') return { holder: 'reviewer', who: role };
  const substitute = standInFor(d.context, role, 'review');
  return substitute === 'superior' ? { holder: 'superior' } : { holder: 'reviewer', who: substitute };
}

/** Until when whoever reviews has time, from when it came to them. */
export function reviewLimit(days: number, from: Minute, dating: Dating): Minute {
  const like = minuteAt('2000-01-03', CLOSE_OF_DAY, dating.template.timeZone);
  return afterWorkingDays(from, days, like, dating);
}

/** The holding of the first of some reviews, null when none is left. */
export function nextReview(d: Decision, step: CompiledStep, reviews: readonly string[]): Holding | null {
  const found = step.reviews.find(({ id }) => id === reviews[0]);
  if (!found) return null;
  const { by, limitDays } = found.review;
  const limit = reviewLimit(limitDays, d.now, d.context);
  const held = { from: d.now, limit };
  if (by.who === 'superior') return { holder: 'superior', ...held };
  if (by.who === 'inspection-group') return { holder: 'reviewer', who: 'inspection-group', ...held };
  return { ...reviewer(d, by.role), ...held };
}
