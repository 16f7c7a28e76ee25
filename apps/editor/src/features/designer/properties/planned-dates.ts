import { planFor, type PlainDate, type Template } from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';

/** When each step is planned to be due, for a form that nobody plans beside; nothing where the window is upside down. */
export function plannedDates(template: Template): Record<string, { due: PlainDate }> {
  if (template.window.end < template.window.start) return {};
  const { steps } = planFor(template, null, { calendar: calendarNamed(template.calendar) });
  return Object.fromEntries([...steps].map(([id, { due }]) => [id, { due }]));
}
