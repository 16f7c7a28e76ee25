/** Every route of the engine. One line per area; the engine refuses to start when a controller has one that is not here. */
import { peopleRoutes, postRoutes, sessionRoutes, setupRoutes, tokenRoutes } from './access.js';
import { calendarRoutes } from './calendars.js';
import { campaignRoutes } from './campaigns.js';
import { designRoutes } from './designs.js';
import { fileRoutes } from './files.js';
import { ledgerRoutes } from './ledger.js';
import { ledgerFileRoutes } from './ledger-files.js';
import { noticeRoutes } from './notices.js';
import { recordRoutes } from './record.js';
import type { AnyRoute } from './route.js';
import { runRoutes } from './runs.js';
import { systemRoutes } from './system.js';
import { templateRoutes } from './templates.js';
import { organisationRoutes, unitRoutes } from './units.js';

export const routes: AnyRoute[] = [
  ...Object.values(systemRoutes),
  ...Object.values(sessionRoutes),
  ...Object.values(setupRoutes),
  ...Object.values(peopleRoutes),
  ...Object.values(postRoutes),
  ...Object.values(tokenRoutes),
  ...Object.values(unitRoutes),
  ...Object.values(organisationRoutes),
  ...Object.values(templateRoutes),
  ...Object.values(designRoutes),
  ...Object.values(calendarRoutes),
  ...Object.values(campaignRoutes),
  ...Object.values(runRoutes),
  ...Object.values(fileRoutes),
  ...Object.values(noticeRoutes),
  ...Object.values(ledgerRoutes),
  ...Object.values(ledgerFileRoutes),
  ...Object.values(recordRoutes),
] as AnyRoute[];
