/** The sample campaign of the sample county: published and launched at the first start, through the same doors. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  addDays,
  dateOf,
  daysBetween,
  minuteOf,
  mondayOf,
  type PlainDate,
  shiftDates,
  templateSchema,
} from '@gangmu/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Templates } from '../templates/templates.js';
import { Launch } from './launch.js';

/** The same distance from the source and from the build. */
const TEMPLATE = fileURLToPath(new URL('../../../../workflows/county-campaign/template.json', import.meta.url));
const TIME_ZONE = 'Asia/Shanghai';
/** Half a year, as such programmes run. */
const DAYS = 182;

export interface SampleCampaign {
  campaign: string;
  start: PlainDate;
  end: PlainDate;
}

/**
 * Launches the county template over the whole county unless there is a campaign already.
 *
 * @param window first and last day; missing: from this week's Monday for half a year
 */
export async function launchSampleCampaign(
  app: NestFastifyApplication,
  window?: { start: PlainDate; end: PlainDate },
): Promise<SampleCampaign | undefined> {
  const [database, clock, launch] = [app.get(Database), app.get(Clock), app.get(Launch)];
  const [known] = await database.query<{ campaign: string; start: string; end: string }>(
    `SELECT id AS campaign, start_date::text AS start, end_date::text AS end FROM campaigns ORDER BY launched_at LIMIT 1`,
  );
  if (known !== undefined) return known;
  const [root] = await database.query<{ id: string }>('SELECT id FROM units WHERE parent_id IS NULL');
  const [designer] = await database.query<{ person: string }>(
    `SELECT h.person_id AS person FROM posts p JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL
      JOIN units u ON u.id = p.unit_id WHERE p.role = 'designer' AND u.parent_id IS NULL ORDER BY p.code LIMIT 1`,
  );
  if (root === undefined || designer === undefined) return undefined;
  const template = templateSchema.parse(JSON.parse(await readFile(TEMPLATE, 'utf8')));
  const start = window?.start ?? mondayOf(dateOf(minuteOf(clock.now()), TIME_ZONE));
  const end = window?.end ?? addDays(start, DAYS);
  // The template was written for dates of its own; the sample runs in the present.
  const document = shiftDates(template, daysBetween(template.window.start, start));
  const { hash } = await app.get(Templates).publish(document, designer.person);
  const actor = { person: designer.person, role: 'designer' } as const;
  const request = { template: hash, name: template.title, scope: root.id, start, end, actor, at: clock.now() };
  const campaign = await launch.prepare(request);
  await launch.start(campaign, actor, clock.now());
  return { campaign, start, end };
}
