/**
 * Where more meets than there is room for. Between opening and due a unit may choose its day, so too much is only what
 * no choice can spread: more due within a span than the span has room for (P. Hall, 1935, for intervals).
 */
import { fromDayNumber, mondayOf, toDayNumber } from '../calendar/plain-date.js';
import type { PlainDate } from '../instants.js';

export interface Span {
  open: PlainDate;
  due: PlainDate;
}
/** A span, how many have to lie within it, and how many it has room for. */
export interface Crowded {
  from: PlainDate;
  to: PlainDate;
  is: number;
  max: number;
}

/**
 * The span with the most that cannot be fitted in, or null where everything can. `count` says how many a span stands
 * for, `room` how many there is room for from one day to another, both included.
 */
export function worstSpan<S extends Span>(
  spans: readonly S[],
  count: (span: S) => number,
  room: (from: PlainDate, to: PlainDate) => number,
): Crowded | null {
  const byDue = together(spans, count);
  let worst: Crowded | null = null;
  for (const from of new Set(byDue.map(({ open }) => open))) {
    let is = 0;
    const within = byDue.filter(({ open }) => open >= from);
    for (const [index, { due, count: more }] of within.entries()) {
      is += more;
      if (within[index + 1]?.due === due) continue;
      const max = room(from, due);
      if (is > max && is - max > (worst ? worst.is - worst.max : 0)) worst = { from, to: due, is, max };
    }
  }
  return worst;
}

/** Those with the same days together, the earliest due first. */
function together<S extends Span>(spans: readonly S[], count: (span: S) => number): (Span & { count: number })[] {
  const known = new Map<string, Span & { count: number }>();
  for (const span of spans) {
    const { open, due } = span;
    const same = known.get(`${open} ${due}`);
    if (same) same.count += count(span);
    else known.set(`${open} ${due}`, { open, due, count: count(span) });
  }
  return [...known.values()].toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

const weeksOf = <S extends Span>(of: S): Span & { of: S } => ({
  open: mondayOf(of.open),
  due: fromDayNumber(toDayNumber(mondayOf(of.due)) + 6),
  of,
});

/**
 * Every stretch of weeks, from a Monday to a Sunday, in which more lies than `perWeek` a week, worst first, each with
 * what lies within it.
 */
export function crowdedWeeks<S extends Span>(spans: readonly S[], perWeek: number): (Crowded & { within: S[] })[] {
  const found: (Crowded & { within: S[] })[] = [];
  const room = (from: PlainDate, to: PlainDate): number => (perWeek * (toDayNumber(to) - toDayNumber(from) + 1)) / 7;
  for (let left = spans.map(weeksOf); left.length > perWeek; ) {
    const worst = worstSpan(left, () => 1, room);
    if (!worst) break;
    const inside = (span: Span): boolean => span.open >= worst.from && span.due <= worst.to;
    found.push({ ...worst, within: left.filter(inside).map(({ of }) => of) });
    left = left.filter((span) => !inside(span));
  }
  return found;
}
