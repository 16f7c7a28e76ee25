/**
 * Working days as the engine knows them, for the page and its workers: what an office imported is what it plans by. Until
 * the engine has been asked, and for calendars it does not know, what came with the programme stands in.
 */
import { type Calendar, calendarFrom, type CalendarData, calendarNamed as shippedCalendar } from '@gangmu/core';

const known = new Map<string, { data: CalendarData; calendar: Calendar }>();

/** Takes up the newest versions; a calendar stays the same object while its version does. */
export function learnCalendars(newest: readonly CalendarData[]): void {
  for (const data of newest)
    if (known.get(data.id)?.data.version !== data.version) known.set(data.id, { data, calendar: calendarFrom(data) });
}

/** What is known, to be told to a worker. */
export const knownCalendars = (): CalendarData[] => [...known.values()].map(({ data }) => data);

/** The calendar a template names; one nobody knows has weekends only. */
export const calendarNamed = (id: string): Calendar => known.get(id)?.calendar ?? shippedCalendar(id);
