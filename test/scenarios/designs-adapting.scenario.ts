/** Adapting down the tree: locks, what applies where, and who may see which level’s work. */
import { campaignRoutes, designRoutes as routes, systemRoutes, templateRoutes } from '@gangmu/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bulletin, changed, designing, inspect, set, type Designing } from '../kit/designing.js';
import { plainTemplate } from '../kit/plain-template.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

type Json = Record<string, unknown>;
let county: SmallCounty;
let design: Designing;
beforeAll(async () => {
  county = await smallCounty('adapting');
  design = designing(county);
});
afterAll(() => county?.close());

describe('an adaptation', () => {
  it('is refused where the level above locked it, with who set it, and nothing is stored', async () => {
    const { root } = await design.adapted();
    const village = await design.adapt(root, 'T-1');
    const before = await design.draft(village, 't-designer');
    const refused = await design.save(
      village,
      { difference: { '/steps/step-a/title': set({ zh: '不开动员会' }) } },
      't-designer',
    );
    expect(refused).toMatchObject({ status: 422, json: { code: 'design-locked' } });
    const [problem] = refused.json['problems'] as Json[];
    expect(problem).toMatchObject({ path: '/template/steps/step-a/title', params: { by: { zh: '云溪县' } } });
    expect(await design.draft(village, 't-designer')).toEqual(before);
    // The same as a whole template, and by leaving a step out.
    const { steps, ...rest } = before['template'] as { steps: Json };
    const { 'step-a': _gone, ...left } = steps;
    expect((await design.save(village, { template: { ...rest, steps: left } }, 't-designer')).json).toMatchObject({
      code: 'design-locked',
    });
  });

  it('applies to its unit and everything below, with who set what', async () => {
    const { root, town } = await design.adapted();
    const village = await county.must(routes.effective, {
      as: 't-operator',
      params: { design: root, unit: county.units['T-1'] },
    });
    expect(village).toMatchObject({ design: town, template: { steps: { 'step-c': { title: { zh: '东镇简报' } } } } });
    const { places } = village['provenance'] as { places: Json[] };
    expect(places).toEqual([{ path: '/steps/step-c/title', unit: expect.objectContaining({ code: 'T' }) }]);
    const above = await county.must(routes.effective, {
      as: 'c-operator',
      params: { design: root, unit: county.units['C'] },
    });
    expect(above).toMatchObject({ design: root, template: { steps: { 'step-c': { title: { zh: '简报' } } } } });
  });

  it('marked for below only leaves its own unit on what applies above', async () => {
    const root = await design.begin();
    await design.release(root, { template: plainTemplate() });
    const town = await design.adapt(root, 'T', 't-designer', 'below');
    await design.release(town, { difference: bulletin('各村简报') }, 't-designer');
    const title = async (unit: string): Promise<unknown> => {
      const { template: found } = await county.must(routes.effective, {
        as: 'c-designer',
        params: { design: root, unit: county.units[unit] },
      });
      return (found as ReturnType<typeof plainTemplate>).steps['step-c'].title.zh;
    };
    expect([await title('T'), await title('T-1')]).toEqual(['简报', '各村简报']);
  });

  it('is one per unit, and none where nothing is published above', async () => {
    const { root, town } = await design.adapted();
    const body = { unit: county.units['T'] };
    expect(await county.ask(routes.adapt, { as: 't-designer', params: { design: root }, body })).toMatchObject({
      status: 409,
      json: { code: 'design-exists' },
    });
    // Two that were put away are not both brought back.
    const put = (id: string, archived: boolean) =>
      county.ask(routes.change, { ...inspect(id), body: { archived, reason: '另起一份' } });
    await put(town, true);
    const listed = async (query: object): Promise<unknown[]> =>
      ((await county.must(routes.list, { as: 't-designer', query })) as { entries: Json[] }).entries.map(
        ({ id }) => id,
      );
    expect([await listed({ mine: 'true', archived: 'true' }), await listed({ mine: 'true' })]).toEqual([
      expect.arrayContaining([town]),
      expect.not.arrayContaining([town]),
    ]);
    const again = await design.adapt(root, 'T');
    await put(again, true);
    const both = await Promise.all([put(town, false), put(again, false)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(both.map(({ json }) => json['code'])).toContain('design-exists');
    const unpublished = await design.begin();
    expect(
      (await county.ask(routes.adapt, { as: 'c-designer', params: { design: unpublished }, body })).json,
    ).toMatchObject({ code: 'design-nothing-above' });
  });

  it('hides its drafts from units below, and the county’s drafts from townships', async () => {
    const root = await design.begin();
    expect((await county.ask(routes.get, inspect(root))).status).toBe(404);
    await design.release(root, { template: plainTemplate() });
    expect((await county.ask(routes.get, inspect(root))).status).toBe(200);
    await design.save(
      root,
      changed((draft) => (draft.title = { zh: '未发布的想法', en: 'Unpublished' })),
    );
    expect(await county.must(routes.get, inspect(root))).toMatchObject({ draft: null, may: { design: false } });
    expect((await county.ask(routes.draft, inspect(root))).status).toBe(403);
    const compared = await county.ask(routes.compare, inspect(root));
    expect(compared.text).not.toContain('未发布的想法');
    const town = await design.adapt(root, 'T');
    expect((await county.ask(routes.draft, inspect(town, 'c-designer'))).status).toBe(200);
    expect((await county.ask(routes.get, inspect(town, 't-operator'))).status).toBe(404);
  });

  it('from a file is checked like a draft; one made on what is not known here is refused', async () => {
    const root = await design.begin();
    await design.release(root, { template: plainTemplate() });
    const { hash } = (await design.get(root))['published'] as { hash: string };
    const file = (base: string, difference: object): object => ({
      unit: county.units['T'],
      adaptation: { format: 'gangmu-adaptation/1', base, applies: 'self-and-below', difference },
    });
    const send = (body: object) => county.ask(routes.adapt, { as: 't-designer', params: { design: root }, body });
    expect((await send(file('0'.repeat(64), {}))).json).toMatchObject({ code: 'adaptation-base-unknown' });
    expect((await send(file(hash, { '/steps/gone/title': set({ zh: '无' }) }))).json).toMatchObject({
      code: 'adaptation-unfit',
    });
    expect((await send(file(hash, { '/steps/step-a/title': set({ zh: '无' }) }))).json).toMatchObject({
      code: 'design-locked',
    });
    expect((await send(file(hash, bulletin('文件中的简报')))).status).toBe(201);
  });
});

describe('a template by its hash', () => {
  it('is read by those it concerns: versions by whom they apply to, quick requests by whom they were sent to', async () => {
    const { town } = await design.adapted(bulletin('东镇专用简报'));
    const { hash } = (await design.get(town, 't-designer'))['published'] as { hash: string };
    expect((await county.ask(templateRoutes.get, { as: 't-operator', params: { hash } })).status).toBe(200);
    const before = await county.must(campaignRoutes.list, { as: 'c-designer' });
    const { job } = await county.must(campaignRoutes.quickRequest, {
      as: 'c-designer',
      body: {
        title: { zh: '县本级统计' },
        scope: county.units['C'],
        units: [county.units['C']],
        due: Math.floor(Date.now() / 60_000) + 2000,
        fields: [{ title: { zh: '人数' }, type: 'number' }],
      },
    });
    for (let status: unknown = 'working'; status !== 'done'; )
      ({ status } = await county.must(systemRoutes.progress, { as: 'c-designer', params: { job } }));
    const after = await county.must(campaignRoutes.list, { as: 'c-designer' });
    expect((after['entries'] as Json[]).length).toBe((before['entries'] as Json[]).length + 1);
    const quick = String((after['entries'] as Json[])[0]?.['template']);
    expect((await county.ask(templateRoutes.get, { as: 'c-operator', params: { hash: quick } })).status).toBe(200);
    expect((await county.ask(templateRoutes.get, { as: 't-operator', params: { hash: quick } })).status).toBe(404);
  });
});
