/** Moving a whole plan in time: the first step of using last year's template again. */
import { addDays } from '../calendar/plain-date.js';
import type { Template } from './document.js';

/**
 * The template with every plain date moved by `days` (its window, own rest days and whatever is anchored to a date); everything else
 * counts from those or from the campaign's own dates. Whole weeks keep the weekdays.
 */
export function shiftDates(template: Template, days: number): Template {
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, entry]) => [key, moved(entry)] as const);
    const copy = Object.fromEntries(entries) as Record<string, unknown>;
    if (copy['from'] === 'date' && typeof copy['date'] === 'string') copy['date'] = addDays(copy['date'], days);
    if (Array.isArray(copy['restDays']))
      copy['restDays'] = copy['restDays'].map((date: unknown) =>
        typeof date === 'string' ? addDays(date, days) : date,
      );
    return copy;
  };
  const window = { start: addDays(template.window.start, days), end: addDays(template.window.end, days) };
  return { ...(moved(template) as Template), window };
}
