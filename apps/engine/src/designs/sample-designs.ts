/** The sample county's designs: the county's own, and what a township made of it. Through the same doors as people's. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Adaptation, applyDifference, EVERYWHERE, shiftDates, type Template } from '@gangmu/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '../platform/database/database.js';
import { DesignDrafts } from './design-drafts.js';
import { DesignPublishing } from './design-publishing.js';
import type { DesignRights } from './design-rights.js';
import { DesignStore } from './design-store.js';
import { Designs } from './designs.js';

/** The same distance from the source and from the build. */
const ADAPTATION = fileURLToPath(
  new URL('../../../../workflows/county-campaign/township-adaptation.json', import.meta.url),
);
/** Code of the township that made it. */
const TOWNSHIP = 'T01';
const REASON = '结合本镇实际细化';
const LEASE = 'sample-county';
const LANG = 'zh';

const rightsOf = (person: string): DesignRights => ({
  person,
  read: EVERYWHERE,
  write: EVERYWHERE,
  publish: EVERYWHERE,
  readPaths: [''],
});

/** Publishes the county's design; answers its id and the hash of its template. */
export async function publishSampleDesign(
  app: NestFastifyApplication,
  at: { unit: string; person: string; template: Template; reason: string },
): Promise<{ design: string; hash: string }> {
  const rights = rightsOf(at.person);
  const source = { from: 'json' as const, document: at.template as Record<string, unknown> };
  const { design } = await app.get(Designs).create({ unit: at.unit, source }, rights, LANG);
  const hash = await publish(app, design.id, rights, at.reason);
  return { design: design.id, hash };
}

/** Publishes what the sample township made of it: the same changes, on the county's template as it runs today. */
export async function adaptSampleDesign(
  app: NestFastifyApplication,
  root: string,
  written: { template: Template; days: number },
): Promise<void> {
  const [store, designs, drafts] = [app.get(DesignStore), app.get(Designs), app.get(DesignDrafts)];
  const made = JSON.parse(await readFile(ADAPTATION, 'utf8')) as Adaptation;
  const [unit] = await app.get(Database).query<{ id: string; person: string }>(
    `SELECT u.id, h.person_id AS person FROM units u JOIN posts p ON p.unit_id = u.id AND p.role = 'designer'
      JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL
      WHERE u.code = $1 AND NOT EXISTS (SELECT FROM designs d WHERE d.unit_id = u.id) ORDER BY p.code LIMIT 1`,
    [TOWNSHIP],
  );
  if (unit === undefined) return;
  const rights = rightsOf(unit.person);
  const { id } = await designs.adapt(
    await store.visible(root, rights),
    { unit: unit.id, applies: made.applies },
    rights,
  );
  const row = await store.visible(id, rights);
  const by = { person: unit.person, lease: LEASE, revision: row.revision, lang: LANG } as const;
  // It was written for the template's own dates, and moves with them.
  const { template } = applyDifference(written.template, made.difference);
  await drafts.save(row, { template: shiftDates(template, written.days) }, by);
  await publish(app, id, rights, REASON);
}

async function publish(
  app: NestFastifyApplication,
  design: string,
  rights: DesignRights,
  reason: string,
): Promise<string> {
  const row = await app.get(DesignStore).visible(design, rights);
  const why = { revision: row.revision, reason, person: rights.person, lang: LANG } as const;
  const { version } = await app.get(DesignPublishing).publish(row, why);
  await app.get(Database).query('DELETE FROM design_leases WHERE design_id = $1', [design]);
  return version.hash;
}
