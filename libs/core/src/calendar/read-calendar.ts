import type { Refusal } from '../findings.js';
import { type CalendarData, calendarDataSchema } from './calendar.js';

/** Reads what should be a calendar file; else every place that is wrong, as paths within it. */
export function readCalendar(
  file: unknown,
): { ok: true; calendar: CalendarData } | { ok: false; problems: [Refusal, ...Refusal[]] } {
  const parsed = calendarDataSchema.safeParse(file);
  if (parsed.success) return { ok: true, calendar: parsed.data };
  const [first, ...more] = parsed.error.issues.map((issue): Refusal => {
    const path = `/${issue.path.join('/')}`;
    const { code = 'calendar-place.wrong', ...params } = (issue.code === 'custom' ? (issue.params ?? {}) : {}) as {
      code?: string;
      day?: string;
      year?: string;
    };
    return { code, path: issue.path.length === 0 ? '' : path, params: { place: path, ...params } };
  });
  // A schema that refuses names at least one place.
  if (first === undefined) throw new Error('refused without a reason');
  return { ok: false, problems: [first, ...more] };
}
