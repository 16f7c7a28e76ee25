/** The designer's store: drafts, leases, versions, adaptations down the tree, and who may see and change what. */
import { designRoutes as routes, templateRoutes } from '@gangmu/contract';
import { Database, sweepAutosaves } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Asked, type SmallCounty, smallCounty } from '../kit/small-county.js';
import { plainTemplate } from '../kit/plain-template.js';

type Json = Record<string, unknown>;
let county: SmallCounty;
beforeAll(async () => {
  county = await smallCounty('designs');
});
afterAll(() => county?.close());

const TAB = 'tab-of-the-county';
const OTHER = 'another-tab-here';
const at = (design: string, more: object = {}): { params: object } => ({ params: { design, ...more } });

async function begin(as = 'c-designer', unit = 'C'): Promise<string> {
  const { design } = await county.must(routes.create, {
    as,
    body: { unit: county.units[unit], source: { from: 'json', document: plainTemplate() } },
  });
  return (design as Json)['id'] as string;
}
const save = (design: string, revision: number, body: object, as = 'c-designer', lease = TAB): Promise<Asked> =>
  county.ask(routes.saveDraft, {
    as,
    ...at(design),
    headers: { 'if-match': String(revision) },
    body: { lease, ...body },
  });
const publish = (design: string, revision: number, as = 'c-designer'): Promise<Asked> =>
  county.ask(routes.publish, { as, ...at(design), body: { revision, reason: '按县委部署' } });
const draftOf = async (design: string, as = 'c-designer'): Promise<Json> =>
  county.must(routes.draft, { as, ...at(design) });

describe('a draft', () => {
  it('is saved over a known revision, and what somebody else was faster with is put aside', async () => {
    const design = await begin();
    const first = await draftOf(design);
    expect(first).toMatchObject({ revision: 1, readable: true, lease: null });
    const renamed = { ...plainTemplate(), title: { zh: '改过的方案', en: 'Changed' } };
    expect(await save(design, 1, { template: renamed })).toMatchObject({ status: 200, json: { revision: 2 } });
    const late = await save(design, 1, { template: { ...renamed, title: { zh: '迟到的改动', en: 'Late' } } });
    expect(late).toMatchObject({ status: 409, json: { code: 'draft-moved-on' } });
    expect(String(late.json['detail'])).toContain('Recover');
    const { entries } = await county.must(routes.autosaves, { as: 'c-designer', ...at(design) });
    const rejected = (entries as Json[]).find(({ kind }) => kind === 'rejected');
    const { template } = await county.must(routes.autosave, {
      as: 'c-designer',
      ...at(design, { id: rejected?.['id'] }),
    });
    expect((template as Json)['title']).toEqual({ zh: '迟到的改动', en: 'Late' });
    expect(await county.must(routes.get, { as: 'c-designer', ...at(design) })).toMatchObject({
      title: { zh: '改过的方案', en: 'Changed' },
      state: 'new',
      published: null,
    });
  });

  it('is saved without If-Match by nobody', async () => {
    const design = await begin();
    const asked = await county.ask(routes.saveDraft, {
      as: 'c-designer',
      ...at(design),
      body: { lease: TAB, template: plainTemplate() },
    });
    expect(asked).toMatchObject({ status: 428, json: { code: 'draft-revision-missing' } });
  });

  it('belongs to one editing session, until another takes over and the first is told by whom', async () => {
    const design = await begin();
    await county.must(routes.takeLease, { as: 'c-designer', ...at(design), body: { lease: TAB } });
    const held = await county.ask(routes.takeLease, { as: 'c-designer', ...at(design), body: { lease: OTHER } });
    expect(held).toMatchObject({ status: 409, json: { code: 'draft-held' } });
    const taken = await county.must(routes.takeLease, {
      as: 'c-designer',
      ...at(design),
      body: { lease: OTHER, takeOver: true },
    });
    expect(taken).toMatchObject({ mine: true, revision: 1 });
    const refused = await save(design, 1, { template: plainTemplate() });
    // Whoever is refused can tell another person from another window of their own.
    expect(refused).toMatchObject({
      status: 409,
      json: { code: 'draft-taken-over', params: { person: expect.any(String) } },
    });
    expect(String(refused.json['detail'])).toContain('cdesigner');
    expect((await save(design, 1, { template: plainTemplate() }, 'c-designer', OTHER)).status).toBe(200);
    await county.must(routes.releaseLease, { as: 'c-designer', ...at(design), query: { lease: OTHER } });
    expect((await save(design, 2, { template: plainTemplate() })).status).toBe(200);
  });

  it('that is no template is refused with every place named', async () => {
    const design = await begin();
    const foreign = await save(design, 1, { template: { steps: [], nodes: [1, 2] } });
    expect(foreign).toMatchObject({ status: 422, json: { code: 'template-unreadable' } });
    const { problems } = foreign.json as { problems: { path: string; detail?: string }[] };
    expect(problems.map(({ path }) => path)).toContain('/template/nodes');
    expect((await save(design, 1, {})).json).toMatchObject({ code: 'draft-body-unclear' });
    expect(await draftOf(design)).toMatchObject({ revision: 1 });
  });

  it('is not published while anything is wrong with it', async () => {
    const design = await begin();
    const { steps, ...rest } = plainTemplate();
    const broken = { ...rest, steps: { ...steps, 'step-a': { ...steps['step-a'], lead: 'nobody' } } };
    expect((await save(design, 1, { template: broken })).status).toBe(200);
    const refused = await publish(design, 2);
    expect(refused).toMatchObject({ status: 422, json: { code: 'design-refused' } });
    expect((refused.json['problems'] as Json[])[0]).toMatchObject({
      path: expect.stringContaining('/template/steps/step-a'),
    });
    const checked = await county.must(routes.check, { as: 'c-designer', ...at(design), body: {} });
    expect(checked).toMatchObject({ publishable: false });
  });
});

describe('a published version', () => {
  it('never changes, and can be restored as a new draft', async () => {
    const design = await begin();
    const published = await publish(design, 1);
    expect(published).toMatchObject({
      status: 201,
      json: { version: { number: 1, reason: '按县委部署' }, below: 0, job: null },
    });
    const revision = (await draftOf(design))['revision'] as number;
    expect((await publish(design, revision)).json).toMatchObject({ code: 'design-nothing-drafted' });
    const changed = { ...plainTemplate(), title: { zh: '第二版', en: 'Second' } };
    await save(design, revision, { template: changed });
    expect((await publish(design, revision)).json).toMatchObject({ code: 'draft-moved-on' });
    expect((await publish(design, revision + 1)).status).toBe(201);
    expect(await county.must(routes.version, { as: 'c-designer', ...at(design, { number: 1 }) })).toMatchObject({
      template: { title: plainTemplate().title },
    });
    await county.must(routes.restore, { as: 'c-designer', ...at(design, { number: 1 }), body: { lease: TAB } });
    const draft = await draftOf(design);
    expect(draft['template']).toMatchObject({ title: plainTemplate().title });
    expect((await publish(design, draft['revision'] as number)).json).toMatchObject({ version: { number: 3 } });
    const { entries } = await county.must(routes.versions, { as: 'c-designer', ...at(design) });
    expect((entries as Json[]).map(({ number }) => number)).toEqual([3, 2, 1]);
  });
});

describe('who changed what', () => {
  it('is told of each change when several people work on one draft, also within a minute', async () => {
    const design = await begin('t-designer', 'T');
    await publish(design, 1, 't-designer');
    const template = plainTemplate();
    const named = (title: string, noun: string) => ({
      template: { ...template, title: { zh: title }, noun: { zh: noun } },
    });
    const revision = (await draftOf(design, 't-designer'))['revision'] as number;
    await save(design, revision, named('镇里写的名称', '镇里写的称谓'), 't-designer');
    const lease = { as: 'c-designer', ...at(design), body: { lease: OTHER, takeOver: true } };
    await county.must(routes.takeLease, lease);
    await save(design, revision + 1, named('镇里写的名称', '县里写的称谓'), 'c-designer', OTHER);
    const told = async (as: string, query = {}): Promise<unknown> => {
      const { sentences } = await county.must(routes.compare, { as, ...at(design), query: { from: 1, ...query } });
      return Object.fromEntries(
        (sentences as { path: string; by: { id: string }[] }[]).map(({ path, by }) => [path, by.map(({ id }) => id)]),
      );
    };
    const { 't-designer': town, 'c-designer': above } = county.people;
    const both = { '/title': [town], '/noun': [above, town] };
    expect(await told('t-designer')).toEqual(both);
    await publish(design, revision + 2);
    expect(await told('t-designer', { to: 2 })).toEqual(both);
    // Drafts are not for everybody: who may only read is told what changed, not who did it.
    expect(await told('t-auditor', { to: 2 })).toEqual({ '/title': [], '/noun': [] });
  });
});

describe('files', () => {
  it('are made of a published version, and a drawing comes back as a design', async () => {
    const design = await begin();
    await publish(design, 1);
    const file = (as: string): Promise<Asked> =>
      county.ask(routes.exportVersion, { as: 'c-designer', ...at(design, { number: 1 }), query: { as } });
    for (const as of ['xlsx', 'docx']) {
      const { status, text } = await file(as);
      expect([as, status, text.slice(0, 2)]).toEqual([as, 200, 'PK']);
    }
    const { madeFrom } = JSON.parse((await file('template')).text) as { madeFrom: { hash: string; number: number } };
    const published = await county.must(templateRoutes.get, { as: 'c-designer', params: { hash: madeFrom.hash } });
    expect([madeFrom.number, published['title']]).toEqual([1, plainTemplate().title]);
    expect((await file('adaptation')).json).toMatchObject({ code: 'design-adaptation-only' });
    const drawing = await file('bpmn');
    const source = { from: 'bpmn', start: '2026-03-02', end: '2026-08-31' };
    const create = (xml: string): Promise<Asked> =>
      county.ask(routes.create, { as: 'c-designer', body: { unit: county.units['C'], source: { ...source, xml } } });
    const made = await create(drawing.text);
    expect(made).toMatchObject({ status: 201, json: { design: { title: plainTemplate().title } } });
    expect(await create('<html><body>no drawing</body></html>')).toMatchObject({
      status: 422,
      json: { code: 'drawing-unreadable' },
    });
  });

  it('of other origin begin a design: last year’s with what is to be decided, a shipped one, an empty one', async () => {
    const create = async (source: object): Promise<Json> =>
      county.must(routes.create, { as: 'c-designer', body: { unit: county.units['C'], source } });
    const design = await begin();
    const { version } = (await publish(design, 1)).json as { version: { hash: string } };
    const last = await create({ from: 'last-year', hash: version.hash, start: '2027-03-01' });
    expect((last['findings'] as Json[]).length).toBeGreaterThan(0);
    const { template } = await draftOf((last['design'] as Json)['id'] as string);
    expect(template).toMatchObject({ window: { start: '2027-03-01' }, policies: {} });
    // They stay with the design until somebody ticks them off.
    const mine = { as: 'c-designer', ...at((last['design'] as Json)['id'] as string) };
    const { open } = await county.must(routes.toDecide, mine);
    expect((open as Json[]).map(({ code }) => code)).toEqual((last['findings'] as Json[]).map(({ code }) => code));
    await county.must(routes.setToDecide, { ...mine, body: { open: (open as Json[]).slice(1) } });
    expect((await county.must(routes.toDecide, mine))['open']).toEqual((open as Json[]).slice(1));
    expect((await county.ask(routes.toDecide, { ...mine, as: 't-designer' })).status).toBe(404);
    const { templates } = await county.must(routes.shipped, { as: 'c-designer' });
    expect((templates as Json[]).map(({ name }) => name)).toEqual(['county-campaign', 'quick-request']);
    await create({ from: 'shipped', name: 'county-campaign' });
    const empty = { from: 'empty', id: 'mine', title: { zh: '空白方案' }, start: '2026-03-02', end: '2026-05-29' };
    expect(await create(empty)).toMatchObject({ design: { state: 'new' }, findings: [] });
  });

  it('begins with the categories that units are of, and names one that none is of before it is published', async () => {
    const titles = { county: '县级班子', township: '乡镇（街道）', village: '村' };
    const organisation = await county.must(routes.organisation, {
      as: 'c-designer',
      query: { unit: county.units['C'] },
    });
    expect(organisation).toMatchObject({
      categories: Object.entries(titles).map(([id, zh]) => ({ id, title: { zh }, units: id === 'village' ? 2 : 1 })),
      holders: { file: { all: true, duties: [] }, review: { all: true, duties: [] } },
    });
    const below = await county.must(routes.organisation, { as: 't-designer', query: { unit: county.units['T'] } });
    expect((below['categories'] as Json[]).map(({ id }) => id)).toEqual(['township', 'village']);
    const foreign = { as: 't-designer', query: { unit: county.units['C'] } };
    expect((await county.ask(routes.organisation, foreign)).status).toBe(404);

    const source = { from: 'empty', id: 'ours', title: { zh: '空白' }, start: '2026-03-02', end: '2026-05-29' };
    const order = { as: 'c-designer', body: { unit: county.units['C'], source } };
    const design = ((await county.must(routes.create, order))['design'] as Json)['id'] as string;
    const { template } = (await draftOf(design)) as { template: { categories: Json } };
    expect(new Set(Object.keys(template.categories))).toEqual(new Set(Object.keys(titles)));
    const categories = { ...template.categories, hospital: { title: { zh: '医院' } } };
    const body = { template: { ...template, categories } };
    const { findings } = await county.must(routes.check, { as: 'c-designer', ...at(design), body });
    expect((findings as Json[]).filter(({ code }) => code === 'category-without-units')).toMatchObject([
      { severity: 'warning', path: '/categories/hospital' },
    ]);
  });
});

describe('housekeeping', () => {
  it('keeps the latest autosaves however old, and removes old ones beyond them', async () => {
    const design = await begin();
    const database = county.engine.get(Database);
    const now = Date.now();
    await database.query(
      `INSERT INTO design_autosaves (design_id, revision, kind, body, at)
        SELECT $1, n, 'saved', '{}', $2::bigint - 40::bigint * 86400000 FROM generate_series(1, 25) n`,
      [design, now],
    );
    await sweepAutosaves(database.pool, now);
    const { entries } = await county.must(routes.autosaves, { as: 'c-designer', ...at(design) });
    expect((entries as Json[]).map(({ revision }) => revision)).toEqual(Array.from({ length: 20 }, (_, n) => 25 - n));
  });
});

describe('whoever edits', () => {
  it('is told when somebody takes over, saves or publishes', async () => {
    const design = await begin();
    await county.must(routes.takeLease, { as: 'c-designer', ...at(design), body: { lease: TAB } });
    const controller = new AbortController();
    const response = await fetch(`${county.base}/api/designs/${design}/live`, {
      headers: { cookie: county.cookieOf('c-designer') },
      signal: controller.signal,
    });
    const seen: Json[] = [];
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      rest += decoder.decode(chunk, { stream: true });
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts.filter((each) => each.includes('event: design')))
        seen.push(JSON.parse(/^data: (.*)$/m.exec(part)![1]!) as Json);
      if (seen.length === 1)
        await county.must(routes.takeLease, {
          as: 'c-designer',
          ...at(design),
          body: { lease: OTHER, takeOver: true },
        });
      if (seen.length > 1) break;
    }
    controller.abort();
    expect(seen[0]).toMatchObject({ revision: 1, number: 0, holder: { person: county.people['c-designer'] } });
    expect(seen.at(-1)!['lease']).not.toBe(seen[0]!['lease']);
    expect(JSON.stringify(seen)).not.toContain(OTHER);
  });
});
