/** The items a step consists of, by its kind of occurrence, and whether all of them are there. */
import { dateOf, minuteAt } from '../calendar/time-zone.js';
import { periodsBetween } from '../deadlines/resolve.js';
import type { Minute } from '../instants.js';
import type { Occurrences } from '../template/document.js';
import type { CompiledStep } from './compiled.js';
import type { Decision } from './decision.js';
import type { Item, RunState } from './model.js';
import { itemId, openItem } from './open-item.js';
import { own } from './own.js';
import { anchorMinute, type Dating } from './run-dates.js';

export interface Period {
  /** 1, 2, …: the occurrence of its item is `p1`, `p2`, …; never integer-like. */
  occurrence: string;
  start: Minute;
  /** The last minute of its last day. */
  end: Minute;
}
type Every = Extract<Occurrences, { mode: 'every' }>;

const timetables = new WeakMap<Every, Map<string, Period[]>>();

/**
 * The periods of a repeated step in a run, and whether the last of them is known: while the end's anchor has not come,
 * they run on to the end of the campaign. Undefined while the first anchor has not come.
 */
export function periodsOf(
  run: RunState,
  every: Every,
  dating: Dating,
): { periods: Period[]; final: boolean } | undefined {
  const start = anchorMinute(run, every.start, dating);
  if (start === undefined) return undefined;
  const end = anchorMinute(run, every.end, dating);
  const last = Math.min(end ?? run.end, run.end);
  const key = `${start}/${last}`;
  let known = timetables.get(every);
  if (!known) timetables.set(every, (known = new Map()));
  let periods = known.get(key);
  if (!periods) {
    const { timeZone } = dating.template;
    periods = periodsBetween(every.period, every.count, dateOf(start, timeZone), dateOf(last, timeZone)).map(
      (period, index) => ({
        occurrence: `p${index + 1}`,
        start: minuteAt(period.start, '00:00', timeZone),
        end: minuteAt(period.end, '24:00', timeZone) - 1,
      }),
    );
    known.set(key, periods);
  }
  return { periods, final: end !== undefined };
}

/** Periods that were over before the step was opened cannot be held any more and do not apply. */
const applies = (period: Period, openedAt: Minute): boolean => period.end >= openedAt;

const periodLabel = (period: Period, { template }: Dating) => {
  const from = dateOf(period.start, template.timeZone);
  const to = dateOf(period.end, template.timeZone);
  return { zh: `${from} 至 ${to}`, en: `${from} – ${to}` };
};

/** Opens what is due to be open in a step that has begun. */
export function openOccurrences(d: Decision, step: CompiledStep): void {
  const { occurrences } = step.step;
  const openedAt = d.step(step.id).openedAt ?? d.now;
  if (step.completion !== 'hand-in' || occurrences.mode === 'once') {
    if (step.completion !== 'reached' && !d.item(step.id)) openItem(d, step);
  } else if (occurrences.mode === 'each') {
    const register = own(d.run.registers, occurrences.register);
    for (const [entry, { label, withdrawnAt }] of Object.entries(register?.entries ?? {}))
      if (withdrawnAt === undefined && !d.item(itemId(step.id, entry))) openItem(d, step, entry, label);
  } else if (occurrences.mode === 'every') {
    for (const period of periodsOf(d.run, occurrences, d.context)?.periods ?? [])
      if (period.start <= d.now && applies(period, openedAt) && !d.item(itemId(step.id, period.occurrence)))
        openItem(d, step, period.occurrence, periodLabel(period, d.context), period.end);
  }
}

/** The end of the period an item belongs to. */
export function periodEndOf(d: Decision, step: CompiledStep, item: Item): Minute | undefined {
  const { occurrences } = step.step;
  if (occurrences.mode !== 'every') return undefined;
  return periodsOf(d.run, occurrences, d.context)?.periods.find((each) => each.occurrence === item.occurrence)?.end;
}

/** Whether no further item is to be expected by itself: later entries and triggers reopen the step. */
export function allOpened(d: Decision, step: CompiledStep): boolean {
  const { occurrences } = step.step;
  if (step.completion !== 'hand-in' || occurrences.mode === 'once' || occurrences.mode === 'on-call') return true;
  if (occurrences.mode === 'each') return own(d.run.registers, occurrences.register)?.complete ?? true;
  const timetable = periodsOf(d.run, occurrences, d.context);
  // At the campaign's end no anchor will come any more that could add a period.
  const final = timetable && (timetable.final || d.now >= d.run.end);
  return Boolean(final && timetable.periods.every((period) => period.start <= d.now));
}

/** When the first item of a repeated step that has not been opened yet is due to open. */
export function nextPeriod(
  run: RunState,
  step: string,
  every: Every,
  openedAt: Minute,
  dating: Dating,
): Minute | undefined {
  return periodsOf(run, every, dating)?.periods.find(
    (period) => applies(period, openedAt) && !own(run.items, itemId(step, period.occurrence)),
  )?.start;
}
