/** Ways back: from a base that is gone, to an earlier state, out of a draft nobody reads any more. */
import { designRoutes as routes } from '@gangmu/contract';
import { Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bulletin, changed, designing, inspect, TAB, type Designing } from '../kit/designing.js';
import { plainTemplate } from '../kit/plain-template.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

type Json = Record<string, unknown>;
let county: SmallCounty;
let design: Designing;
beforeAll(async () => {
  county = await smallCounty('recovery');
  design = designing(county);
});
afterAll(() => county?.close());

describe('a published adaptation whose base is gone', () => {
  it('is told as such where nothing is drafted, and is made on what is in force above', async () => {
    const { root, town } = await design.adapted();
    const superuser = new pg.Client({ connectionString: county.database.url });
    await superuser.connect();
    // As a database that was restored in part leaves it.
    await superuser.query('ALTER TABLE design_versions DROP CONSTRAINT design_versions_base_fkey');
    await superuser.query('UPDATE design_versions SET base = $2 WHERE design_id = $1', [town, 'e'.repeat(64)]);
    await superuser.end();
    const broken = await design.draft(town, 't-designer');
    expect(broken).toMatchObject({ readable: false, findings: [{ code: 'design-base-vanished' }] });
    expect(JSON.stringify(broken['difference'])).toContain('东镇简报');
    const { against, revision } = await county.must(routes.update, inspect(town));
    await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(await design.get(root)).toMatchObject({ state: 'current' });
    expect(await design.draft(town, 't-designer')).toMatchObject({
      readable: true,
      template: { steps: { 'step-c': { title: { zh: '东镇简报' } } } },
    });
  });
});

describe('an earlier state of an adaptation', () => {
  it('comes back as what it changed, and is merged onto what is in force above', async () => {
    const { root, town } = await design.adapted();
    await design.save(town, { difference: bulletin('东镇旧简报') }, 't-designer');
    await design.release(
      root,
      changed((draft) => (draft.steps['step-b'].title = { zh: '自学为主', en: 'Reading' })),
    );
    const take = async (): Promise<void> => {
      const { against, revision } = await county.must(routes.update, inspect(town));
      await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    };
    await take();
    const titles = async (): Promise<unknown[]> => {
      const { template: found, difference } = await design.draft(town, 't-designer');
      const { steps } = found as ReturnType<typeof plainTemplate>;
      return [steps['step-b'].title.zh, steps['step-c'].title.zh, Object.keys(difference as Json)];
    };
    expect(await titles()).toEqual(['自学为主', '东镇旧简报', ['/steps/step-c/title']]);
    await county.must(routes.restore, {
      as: 't-designer',
      params: { design: town, number: 1 },
      body: { lease: TAB },
    });
    expect(await design.get(town, 't-designer')).toMatchObject({ state: 'pending' });
    await take();
    expect(await titles()).toEqual(['自学为主', '东镇简报', ['/steps/step-c/title']]);
    const { entries } = await county.must(routes.autosaves, inspect(town));
    const states = await Promise.all(
      (entries as { id: number }[]).map(async ({ id }) => ({
        id,
        ...(await county.must(routes.autosave, { as: 't-designer', params: { design: town, id } })),
      })),
    );
    const { hash } = (await design.get(root))['published'] as { hash: string };
    const older = states.find(
      ({ template: found, base }: Json) => JSON.stringify(found).includes('东镇旧简报') && base !== hash,
    );
    await county.must(routes.restoreAutosave, {
      as: 't-designer',
      params: { design: town, id: older?.id },
      body: { lease: TAB },
    });
    await take();
    expect(await titles()).toEqual(['自学为主', '东镇旧简报', ['/steps/step-c/title']]);
  });
});

describe('a draft of an older format', () => {
  it('is shown with what is wrong, keeps its content, and can be put away', async () => {
    const { root } = await design.adapted();
    await design.save(
      root,
      changed((draft) => (draft.title = { zh: '旧格式', en: 'Old' })),
    );
    await county.engine
      .get(Database)
      .query(
        `UPDATE design_drafts SET format = 'gangmu-template/0', body = body || '{"format":"gangmu-template/0","nodes":[]}' WHERE design_id = $1`,
        [root],
      );
    const draft = await design.draft(root);
    expect(draft).toMatchObject({ readable: false, template: { title: { zh: '旧格式' } } });
    expect((draft['findings'] as Json[]).map(({ path }) => path)).toContain('/nodes');
    expect((await design.save(root, { template: plainTemplate() })).json).toMatchObject({ code: 'draft-unreadable' });
    await county.must(routes.discardDraft, { as: 'c-designer', params: { design: root }, query: { lease: TAB } });
    expect(await design.draft(root)).toMatchObject({ readable: true });
    const { entries } = await county.must(routes.autosaves, { as: 'c-designer', params: { design: root } });
    expect((entries as Json[])[0]).toMatchObject({ kind: 'discarded' });
  });
});
