import { calendarDataSchema } from '@gangmu/core';
import { z } from 'zod';
import { localTextAnswer } from './page.js';
import { route } from './route.js';

export const calendarVersionSchema = z.object({
  /** What templates name: `cn`. */
  id: z.string(),
  /** Which data: `cn 2026.1`. */
  version: z.string(),
  /** The one that launches and checks use from now on. */
  newest: z.boolean(),
  /** Years whose holidays it knows; what is dated in others is provisional. */
  years: z.array(z.int()),
  /** It came with the programme, or from a file. */
  source: z.enum(['shipped', 'imported']),
  file: z.string().nullable(),
  importedBy: z.string().nullable(),
  importedAt: z.int(),
});
export type CalendarVersion = z.infer<typeof calendarVersionSchema>;

const days = z.object({ added: z.array(z.iso.date()), removed: z.array(z.iso.date()) });

/** Working days: official holidays with make-up workdays, as files with versions. */
export const calendarRoutes = {
  list: route({
    id: 'calendars.list',
    method: 'GET',
    path: '/api/calendars',
    summary: 'Every version of every calendar, the newest first',
    permission: 'templates:read',
    response: z.object({ calendars: z.array(calendarVersionSchema) }),
    tags: ['calendars'],
  }),
  newest: route({
    id: 'calendars.newest',
    method: 'GET',
    path: '/api/calendars/newest',
    summary: 'The newest version of every calendar, whole: what checks and launches go by',
    permission: 'templates:read',
    response: z.object({ calendars: z.array(calendarDataSchema) }),
    tags: ['calendars'],
  }),
  import: route({
    id: 'calendars.import',
    method: 'POST',
    path: '/api/calendars',
    summary:
      'Takes up a calendar file: its years replace those known before; running deadlines stay until recomputed. With dryRun only says what would change',
    permission: 'system:operate',
    body: z.strictObject({
      /** Name of the file, for the record. */
      file: z.string().trim().min(1).max(200),
      calendar: z.record(z.string(), z.unknown()),
      dryRun: z.boolean().default(false),
    }),
    response: z.object({
      calendar: calendarVersionSchema,
      /** False where this very file had been taken up before. */
      changed: z.boolean(),
      /** What the file says differently of its years than what was known. */
      years: z.array(z.object({ year: z.int(), fresh: z.boolean(), holidays: days, makeUpWorkdays: days })),
      /** Running campaigns dated by an older version; `campaigns.recompute` moves them. */
      campaigns: z.array(z.object({ id: z.string(), name: localTextAnswer, version: z.string() })),
    }),
    tags: ['calendars'],
  }),
};
