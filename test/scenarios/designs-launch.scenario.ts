/** A campaign over adapted units: each starts on its own effective template, and screens still count everybody. */
import { campaignRoutes, designRoutes as routes, runRoutes, unitRoutes } from '@gangmu/contract';
import { Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Designing, designing, TAB } from '../kit/designing.js';
import { plainTemplate } from '../kit/plain-template.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

type Json = Record<string, unknown>;
let county: SmallCounty;
let design: Designing;
beforeAll(async () => {
  county = await smallCounty('design-launch');
  design = designing(county);
});
afterAll(() => county?.close());

const LOCAL = {
  '/steps/step-local': {
    op: 'add',
    value: {
      phase: 'phase-a',
      kind: 'task',
      title: { zh: '夜校', en: 'Night school' },
      mandate: 'free',
      order: 9,
      lead: 'office',
      hangsAt: { at: 'phase', phase: 'phase-a' },
      evidence: { held: { type: 'date', title: { zh: '日期', en: 'Date' } } },
      deadlines: { due: { anchor: { from: 'date', date: '2026-06-30' } } },
    },
  },
};

const launch = (template: string, pending?: 'above' | 'own') =>
  county.ask(campaignRoutes.launch, {
    as: 'c-designer',
    body: {
      template,
      name: plainTemplate().title,
      scope: county.units['C'],
      start: '2026-03-02',
      end: '2026-08-31',
      ...(pending === undefined ? {} : { pending }),
    },
  });
const runsOf = async (campaign: unknown): Promise<Record<string, string>> => {
  const rows = await county.engine
    .get(Database)
    .query<{ code: string; hash: string }>(
      `SELECT u.code, r.template_hash AS hash FROM runs r JOIN units u ON u.id = r.unit_id WHERE r.campaign_id = $1`,
      [campaign],
    );
  return Object.fromEntries(rows.map(({ code, hash }) => [code, hash]));
};
const hashOf = async (id: string): Promise<string> => ((await design.get(id))['published'] as { hash: string }).hash;

describe('a launch', () => {
  it('starts each unit on what applies to it, and waits for adaptations that are behind unless told otherwise', async () => {
    const root = await design.begin();
    await design.release(root, { template: plainTemplate() });
    const town = await design.adapt(root, 'T');
    await design.release(town, { difference: LOCAL }, 't-designer');
    const village = await design.adapt(root, 'T-2');
    await design.release(
      village,
      { difference: { '/steps/step-c/title': { op: 'set', value: { zh: '村简报' } } } },
      't-designer',
    );
    const [ofRoot, ofTown, ofVillage] = [await hashOf(root), await hashOf(town), await hashOf(village)];

    const launched = await launch(ofRoot);
    expect(launched.status).toBe(202);
    await design.job(launched.json['job']);
    const campaign = launched.json['campaign'];
    expect(await runsOf(campaign)).toEqual({ C: ofRoot, T: ofTown, 'T-1': ofTown, 'T-2': ofVillage });

    // What simulating for the real units takes: what is published below, and on what a running campaign runs.
    const below = await county.must(routes.below, { as: 'c-designer', params: { design: root } });
    expect(below['unit']).toBe(county.units['C']);
    expect(
      (below['adaptations'] as Json[]).map(({ unit, difference }) => [unit, Object.keys(difference as Json)]),
    ).toEqual([
      [county.units['T'], ['/steps/step-local']],
      [county.units['T-2'], ['/steps/step-c/title']],
    ]);
    const runsOn = await county.must(campaignRoutes.templates, { as: 'c-designer', params: { campaign } });
    expect(runsOn['templates']).toEqual([
      { hash: ofRoot, units: [county.units['C']] },
      { hash: ofTown, units: [county.units['T'], county.units['T-1']] },
      { hash: ofVillage, units: [county.units['T-2']] },
    ]);

    const matrix = await county.must(campaignRoutes.matrix, { as: 'c-operator', params: { campaign }, query: {} });
    expect(matrix['steps']).toEqual(['step-a', 'step-b', 'step-c']);
    const local = Object.fromEntries((matrix['units'] as Json[]).map(({ unit, local: own }) => [unit, own]));
    expect(local[county.units['T-1']!]).toEqual({ total: 1, done: 0, late: expect.any(Number) });
    expect(local[county.units['C']!]).toBeUndefined();
    const figures = await county.must(campaignRoutes.figures, { as: 'c-operator', params: { campaign } });
    expect(figures).toMatchObject({ total: 4 * 3 + 3, coverage: { inScope: 4, running: 4 } });
    const mine = await county.must(runRoutes.mine, { as: 't-operator', query: { as: 'filer', campaign } });
    expect((mine['entries'] as Json[]).map(({ title }) => (title as Json)['zh'])).toContain('夜校');

    // A new version above: what is running stays, the next launch asks what is to become of those behind.
    const second = plainTemplate();
    await design.release(root, { template: { ...second, title: { zh: '第二版', en: 'Second' } } });
    expect(await runsOf(campaign)).toEqual({ C: ofRoot, T: ofTown, 'T-1': ofTown, 'T-2': ofVillage });
    const newest = await hashOf(root);
    const refused = await launch(newest);
    expect(refused).toMatchObject({ status: 422, json: { code: 'launch-adaptations-pending', params: { units: 2 } } });
    const above = await launch(newest, 'above');
    await design.job(above.json['job']);
    expect(await runsOf(above.json['campaign'])).toEqual({ C: newest, T: newest, 'T-1': newest, 'T-2': newest });
    const own = await launch(newest, 'own');
    await design.job(own.json['job']);
    expect(await runsOf(own.json['campaign'])).toEqual({ C: newest, T: ofTown, 'T-1': ofTown, 'T-2': ofVillage });
  });

  it('is recorded step by step: begun, published, taken over', async () => {
    const [row] = await county.engine
      .get(Database)
      .query<{ types: string[] }>(
        `SELECT array_agg(type ORDER BY position) AS types FROM events WHERE stream_kind = 'design'`,
      );
    expect(row?.types.filter((type) => type === 'DesignBegun')).toHaveLength(3);
    expect(row?.types.filter((type) => type === 'DesignPublished')).toHaveLength(4);
  });
});

describe('who comes later', () => {
  const found = async (code: string, parent: string): Promise<void> => {
    const body = { code, name: { zh: `${code}村` }, parent: county.units[parent], category: 'village', members: 9 };
    const { unit } = await county.must(unitRoutes.create, {
      as: 'chief',
      body: { ...body, validFrom: '2020-01-01' },
    });
    county.units[code] = (unit as Json)['id'] as string;
  };
  const join = (campaign: unknown, code: string) =>
    county.must(campaignRoutes.join, { as: 'c-designer', params: { campaign, unit: county.units[code] } });

  it('starts on the newest adaptation made for the launched version, else on what the launch kept', async () => {
    const root = await design.begin();
    const title = { zh: '后来者', en: 'Who comes later' };
    await design.release(root, { template: { ...plainTemplate(), title } });
    const town = await design.adapt(root, 'T');
    await design.release(town, { difference: LOCAL }, 't-designer');
    const village = await design.adapt(root, 'T-2');
    const renamed = { '/steps/step-c/title': { op: 'set', value: { zh: '村简报' } } };
    await design.release(village, { difference: renamed }, 't-designer');
    const [ofRoot, ofTown, ofVillage] = [await hashOf(root), await hashOf(town), await hashOf(village)];
    const launched = await launch(ofRoot);
    await design.job(launched.json['job']);
    const campaign = launched.json['campaign'];

    // The town adapts the same version further, and then takes over a newer one, which this campaign is not on.
    const early = { op: 'add', value: { anchor: { from: 'date', date: '2026-04-20' } } };
    const more = { ...LOCAL, '/steps/step-b/deadlines/early': early };
    await design.release(town, { difference: more }, 't-designer');
    const newer = await hashOf(town);
    await design.release(root, { template: { ...plainTemplate(), title: { zh: '第二版', en: 'Second' } } });
    const inspect = { as: 't-designer', params: { design: town } };
    const { against, revision } = await county.must(routes.update, inspect);
    await county.must(routes.applyUpdate, { ...inspect, body: { against, revision, lease: TAB } });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(new Set([ofTown, newer, await hashOf(town)]).size).toBe(3);

    await found('T-3', 'T');
    await found('T-2-1', 'T-2');
    await join(campaign, 'T-3');
    await join(campaign, 'T-2-1');
    const running = { C: ofRoot, T: ofTown, 'T-1': ofTown, 'T-2': ofVillage, 'T-3': newer, 'T-2-1': ofVillage };
    expect(await runsOf(campaign)).toEqual(running);
    const kept = await county.engine
      .get(Database)
      .query<{ hash: string }>(
        `SELECT template_hash AS hash FROM campaign_templates WHERE campaign_id = $1 AND launched`,
        [campaign],
      );
    expect(kept.map(({ hash }) => hash).toSorted()).toEqual([ofTown, ofVillage].toSorted());

    const matrix = await county.must(campaignRoutes.matrix, { as: 'c-operator', params: { campaign }, query: {} });
    const local = Object.fromEntries((matrix['units'] as Json[]).map(({ unit, local: own }) => [unit, own]));
    expect(local[county.units['T-3']!]).toMatchObject({ total: 1, done: 0 });
    const figures = await county.must(campaignRoutes.figures, { as: 'c-operator', params: { campaign } });
    expect(figures).toMatchObject({ coverage: { inScope: 6, running: 6 } });
  });
});

describe('the list of tightenings', () => {
  it('shows the level above what was asked beyond it, until it has taken note', async () => {
    const root = await design.begin();
    await design.release(root, { template: plainTemplate() });
    const town = await design.adapt(root, 'T');
    await design.release(
      town,
      {
        difference: {
          ...LOCAL,
          '/steps/step-b/deadlines/early': { op: 'add', value: { anchor: { from: 'date', date: '2026-04-20' } } },
        },
      },
      't-designer',
    );
    const read = () => county.must(routes.tightenings, { as: 'c-designer', params: { design: root } });
    const [below] = (await read())['designs'] as Json[];
    expect(below).toMatchObject({ design: town, number: 1, seen: null });
    expect((below!['lines'] as Json[]).map(({ path }) => path)).toContain('/steps/step-b/deadlines/early');
    expect((below!['lines'] as Json[]).map(({ text }) => text).join()).toContain('Reading');
    await county.must(routes.acknowledge, {
      as: 'c-designer',
      params: { design: root },
      body: { below: town, number: 1 },
    });
    expect(((await read())['designs'] as Json[])[0]).toMatchObject({ seen: { at: expect.any(Number) } });
  });
});
