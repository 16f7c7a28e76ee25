import { calendarRoutes } from '@gangmu/contract';
import { learnCalendars } from './calendars.js';
import { client } from './client.js';

/** Asks the engine for the newest working days, before anything is dated by them. */
export async function loadCalendars(signal: AbortSignal): Promise<void> {
  learnCalendars((await client.call(calendarRoutes.newest, { signal })).calendars);
}
