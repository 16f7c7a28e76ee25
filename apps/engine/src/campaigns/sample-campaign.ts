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
  type Template,
  templateSchema,
} from '@gangmu/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { adaptSampleDesign, publishSampleDesign } from '../designs/sample-designs.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Launching } from './launching.js';

/** The same distance from the source and from the build. */
const TEMPLATE = fileURLToPath(new URL('../../../../workflows/county-campaign/template.json', import.meta.url));
const TIME_ZONE = 'Asia/Shanghai';
const REASON = '按县委部署印发';
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
 * @param adapted whether units of the sample county have adapted it
 */
export async function launchSampleCampaign(
  app: NestFastifyApplication,
  window?: { start: PlainDate; end: PlainDate },
  adapted = false,
): Promise<SampleCampaign | undefined> {
  const [database, clock, launching] = [app.get(Database), app.get(Clock), app.get(Launching)];
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
  const days = daysBetween(template.window.start, start);
  const document = shiftDates(template, days);
  const { design, hash } = await sampleDesign(app, { unit: root.id, person: designer.person, template: document });
  if (adapted) await adaptSampleDesign(app, design, { template, days });
  const actor = { person: designer.person, role: 'designer' } as const;
  const pending = 'above' as const;
  const request = { template: hash, name: template.title, scope: root.id, start, end, pending, actor, at: clock.now() };
  const campaign = await launching.carryOut(request);
  return { campaign, start, end };
}

/** The county's design; a start that was killed after publishing it takes it up. */
async function sampleDesign(
  app: NestFastifyApplication,
  at: { unit: string; person: string; template: Template },
): Promise<{ design: string; hash: string }> {
  const [known] = await app.get(Database).query<{ design: string; hash: string }>(
    `SELECT d.id AS design, v.hash FROM designs d JOIN design_versions v ON v.design_id = d.id AND v.number = d.number
      WHERE d.kind = 'template' AND d.unit_id = $1 ORDER BY d.created_at LIMIT 1`,
    [at.unit],
  );
  return known ?? publishSampleDesign(app, { ...at, reason: REASON });
}
