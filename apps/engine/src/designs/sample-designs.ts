/** The sample county's designs: the county's own, and what a township made of it. Through the same doors as people's. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Difference, EVERYWHERE, type Template } from '@gangmu/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '../platform/database/database.js';
import { DesignDrafts } from './design-drafts.js';
import { DesignPublishing } from './design-publishing.js';
import type { DesignRights } from './design-rights.js';
import { DesignStore } from './design-store.js';
import { Designs } from './designs.js';

/** The same distance from the source and from the build. */
const ADAPTATIONS = fileURLToPath(new URL('../../../../workflows/sample-county/adaptations', import.meta.url));
const LEASE = 'sample-county';
const LANG = 'zh';

interface SampleAdaptation {
  /** Code of the unit that makes it. */
  unit: string;
  applies: 'self-and-below' | 'below';
  reason: string;
  difference: Difference;
}

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

/** Publishes the adaptations of the sample county's units. */
export async function adaptSampleDesign(app: NestFastifyApplication, root: string): Promise<void> {
  const [store, designs, drafts] = [app.get(DesignStore), app.get(Designs), app.get(DesignDrafts)];
  const names = (await readdir(ADAPTATIONS).catch(() => [])).filter((name) => name.endsWith('.json')).toSorted();
  for (const name of names) {
    const made = JSON.parse(await readFile(`${ADAPTATIONS}/${name}`, 'utf8')) as SampleAdaptation;
    const [unit] = await app.get(Database).query<{ id: string; person: string }>(
      `SELECT u.id, h.person_id AS person FROM units u JOIN posts p ON p.unit_id = u.id AND p.role = 'designer'
        JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL WHERE u.code = $1 ORDER BY p.code LIMIT 1`,
      [made.unit],
    );
    if (unit === undefined) continue;
    const rights = rightsOf(unit.person);
    const of = await store.visible(root, rights);
    const { id } = await designs.adapt(of, { unit: unit.id, applies: made.applies }, rights);
    const row = await store.visible(id, rights);
    const by = { person: unit.person, lease: LEASE, revision: row.revision, lang: LANG } as const;
    await drafts.save(row, { difference: made.difference }, by);
    await publish(app, id, rights, made.reason);
  }
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
