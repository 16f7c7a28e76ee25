/** Adapting down the tree: locks, deviations, taking over what changed above, and who may see which level's work. */
import { campaignRoutes, designRoutes as routes, systemRoutes, templateRoutes } from '@gangmu/contract';
import { Database, VarianceRechecking } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Designing, designing, TAB } from '../kit/designing.js';
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

const set = (value: unknown): object => ({ op: 'set', value });
const bulletin = (zh: string): object => ({ '/steps/step-c/title': set({ zh }) });
/** A published county design, and the township's published adaptation of it. */
async function adapted(difference: object = bulletin('东镇简报')): Promise<{ root: string; town: string }> {
  const root = await design.begin();
  await design.release(root, { template: plainTemplate() });
  const town = await design.adapt(root, 'T');
  await design.release(town, { difference }, 't-designer');
  return { root, town };
}
const template = (change: (draft: ReturnType<typeof plainTemplate>) => void): object => {
  const draft = plainTemplate();
  change(draft);
  return { template: draft };
};
const inspect = (design_: string, as = 't-designer'): { as: string; params: object } => ({
  as,
  params: { design: design_ },
});

describe('an adaptation', () => {
  it('is refused where the level above locked it, with who set it, and nothing is stored', async () => {
    const { root } = await adapted();
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
    const { root, town } = await adapted();
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
    const { root, town } = await adapted();
    const body = { unit: county.units['T'] };
    expect(await county.ask(routes.adapt, { as: 't-designer', params: { design: root }, body })).toMatchObject({
      status: 409,
      json: { code: 'design-exists' },
    });
    // Two that were put away are not both brought back.
    const put = (id: string, archived: boolean) => county.ask(routes.change, { ...inspect(id), body: { archived } });
    await put(town, true);
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
      template((draft) => (draft.title = { zh: '未发布的想法', en: 'Unpublished' })),
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

describe('a deviation', () => {
  it('is asked for, granted by the level that set the mandate, and then allowed – until it is withdrawn', async () => {
    const { root, town } = await adapted();
    const path = '/steps/step-a/title';
    const unit = county.units['T'];
    const ask = (body: object) =>
      county.ask(routes.askVariance, {
        as: 't-designer',
        params: { design: root },
        body: { unit, reason: '合并开会', ...body },
      });
    expect((await ask({ path: '/steps/step-c/title' })).json).toMatchObject({ code: 'variance-not-needed' });
    expect((await ask({ path, from: '2026-05-01', to: '2026-04-01' })).json).toMatchObject({
      code: 'variance-dates-reversed',
    });
    const asked = await ask({ path });
    expect(asked).toMatchObject({
      status: 201,
      json: { state: 'asked', setBy: { code: 'C' }, may: { answer: false, withdraw: true } },
    });
    const variance = asked.json['id'];
    const answer = (as: string) =>
      county.ask(routes.answerVariance, {
        as,
        params: { design: root, variance },
        body: { grant: true, reason: '同意' },
      });
    expect((await answer('t-designer')).json).toMatchObject({ code: 'variance-not-yours' });
    expect(await answer('c-designer')).toMatchObject({
      status: 200,
      json: { state: 'granted', units: [{ code: 'T' }] },
    });
    expect((await answer('c-designer')).json).toMatchObject({ code: 'variance-answered' });
    const difference = { ...bulletin('东镇简报'), [path]: set({ zh: '合并动员会' }) };
    await design.release(town, { difference }, 't-designer');
    await county.must(routes.withdrawVariance, {
      as: 'c-designer',
      params: { design: root, variance },
      body: { reason: '到期' },
    });
    const later = await design.save(town, { difference: { ...difference, [path]: set({ zh: '又改' }) } }, 't-designer');
    expect(later.json).toMatchObject({ code: 'design-locked' });
    // What was published under it stays, and is named until a version without it stands – or it is granted again.
    const recheck = async (): Promise<unknown> => {
      const waiting = `SELECT id FROM progress WHERE kind = 'variance-recheck' AND status <> 'done'`;
      while ((await county.engine.get(Database).query(waiting)).length > 0)
        await new Promise((resolve) => setTimeout(resolve, 10));
      const { designs } = await county.must(routes.adoption, { as: 'c-designer', params: { design: root } });
      return (designs as Json[])[0]?.['recheck'];
    };
    expect(await recheck()).toMatchObject({ findings: [{ code: 'refine.locked', path }] });
    expect((await design.get(town, 't-designer'))['recheck']).toMatchObject({ findings: 1 });
    const again = (await ask({ path, to: '2020-01-31' })).json['id'];
    const once = { as: 'c-designer', params: { design: root, variance: again } };
    await county.must(routes.answerVariance, { ...once, body: { grant: true, reason: '再准', to: null } });
    expect(await recheck()).toBeNull();
    await county.engine
      .get(Database)
      .query(`UPDATE design_variances SET to_date = '2020-01-31' WHERE id = $1`, [again]);
    await county.engine.get(VarianceRechecking).lapse();
    expect(await recheck()).toMatchObject({ findings: [{ code: 'refine.locked', path }] });
  });

  it('that begins later is drafted on and not published before; a date may be taken away when granting', async () => {
    const { root, town } = await adapted();
    const path = '/steps/step-a/title';
    const { id: variance } = await county.must(routes.askVariance, {
      as: 't-designer',
      params: { design: root },
      body: { unit: county.units['T'], path, reason: '合并开会', from: '2098-01-01', to: '2098-02-01' },
    });
    const granted = await county.must(routes.answerVariance, {
      as: 'c-designer',
      params: { design: root, variance },
      body: { grant: true, reason: '同意', to: null },
    });
    expect(granted).toMatchObject({ from: '2098-01-01', to: null });
    const { grants } = await county.must(routes.base, inspect(town));
    expect(grants).toMatchObject([{ path, from: '2098-01-01' }]);
    const difference = { ...bulletin('东镇简报'), [path]: set({ zh: '合并动员会' }) };
    expect((await design.save(town, { difference }, 't-designer')).status).toBe(200);
    const { findings } = await county.must(routes.check, { ...inspect(town), body: { difference } });
    expect((findings as Json[])[0]).toMatchObject({ code: 'refine.not-yet-granted', params: { from: '2098-01-01' } });
  });
});

describe('what waits besides updates', () => {
  it('is a request for who answers, the answer for who asked, and what was tightened for the level above', async () => {
    const { root, town } = await adapted({
      '/steps/step-b/deadlines/early': { op: 'add', value: { anchor: { from: 'date', date: '2026-04-24' } } },
    });
    const inbox = async (as: string): Promise<Record<string, Json[]>> => {
      const all = (await county.must(routes.inbox, { as })) as Record<string, Json[]>;
      const here = (lines: Json[]): Json[] => lines.filter(({ design: id }) => id === root || id === town);
      return Object.fromEntries(Object.entries(all).map(([name, lines]) => [name, here(lines)]));
    };
    const ask = async (): Promise<unknown> => {
      const body = { unit: county.units['T'], path: '/steps/step-a/title', reason: '合并开会' };
      return (await county.must(routes.askVariance, { as: 't-designer', params: { design: root }, body }))['id'];
    };
    const [one, two] = [await ask(), await ask()];
    expect(await inbox('c-designer')).toMatchObject({
      requests: [{ design: root, unit: { code: 'C' }, count: 2 }],
      answers: [],
    });
    expect(await inbox('t-designer')).toMatchObject({ requests: [], answers: [] });
    for (const [variance, grant] of [
      [one, true],
      [two, false],
    ])
      await county.must(routes.answerVariance, {
        as: 'c-designer',
        params: { design: root, variance },
        body: { grant, reason: '答复' },
      });
    expect(await inbox('c-designer')).toMatchObject({ requests: [], answers: [] });
    expect(await inbox('t-designer')).toMatchObject({
      answers: [{ design: root, unit: { code: 'T' }, granted: 1, refused: 1, revoked: 0 }],
    });
    const see = () => county.must(routes.seeAnswers, { as: 't-designer', params: { design: town } });
    expect(await see()).toEqual({ seen: 2 });
    expect(await inbox('t-designer')).toMatchObject({ answers: [] });
    await county.must(routes.withdrawVariance, {
      as: 'c-designer',
      params: { design: root, variance: one },
      body: { reason: '到期' },
    });
    expect(await inbox('t-designer')).toMatchObject({ answers: [{ granted: 0, refused: 0, revoked: 1 }] });
    const tightened = (await design.get(town, 't-designer'))['published'] as { number: number };
    expect(await inbox('c-designer')).toMatchObject({ tightenings: [{ design: root, count: 1 }] });
    await county.must(routes.acknowledge, {
      as: 'c-designer',
      params: { design: root },
      body: { below: town, number: tightened.number },
    });
    expect(await inbox('c-designer')).toMatchObject({ tightenings: [] });
  });
});

describe('a new version above', () => {
  it('waits for its owner, is taken over when confirmed, and only then published', async () => {
    const { root, town } = await adapted();
    const published = await design.release(
      root,
      template(
        (draft) => (draft.steps['step-a'].deadlines = { due: { anchor: { from: 'date', date: '2026-03-25' } } }),
      ),
    );
    expect(published).toMatchObject({ version: { number: 2 }, below: 1 });
    expect(await design.get(town, 't-designer')).toMatchObject({
      state: 'pending',
      update: { state: 'automatic', conflicts: 0 },
    });
    const inbox = await county.must(routes.list, { as: 't-designer', query: { pending: 'true', root } });
    expect((inbox['entries'] as Json[]).map(({ id }) => id)).toEqual([town]);
    const board = await county.must(routes.adoption, { as: 'c-designer', params: { design: root } });
    expect(board['designs']).toEqual([
      expect.objectContaining({
        design: town,
        state: 'pending',
        onNumber: 1,
        newestNumber: 2,
        waitingSince: expect.any(Number),
      }),
    ]);
    const { against, revision, onlyDatesAndPeople, sentences } = await county.must(routes.update, inspect(town));
    expect(onlyDatesAndPeople).toBe(true);
    expect((sentences as Json[]).map(({ text }) => text).join(' ')).toContain('Kick-off');
    expect((await design.save(town, { difference: bulletin('再改') }, 't-designer')).status).toBe(200);
    const stale = await county.ask(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    expect(stale.json).toMatchObject({ code: 'draft-moved-on' });
    expect((await design.publish(town, 't-designer')).json).toMatchObject({ code: 'design-base-moved' });
    const now = (await design.draft(town, 't-designer'))['revision'];
    await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision: now, lease: TAB } });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    const effective = await county.must(routes.effective, {
      as: 't-designer',
      params: { design: root, unit: county.units['T-2'] },
    });
    expect(effective).toMatchObject({
      template: {
        steps: {
          'step-c': { title: { zh: '再改' } },
          'step-a': { deadlines: { due: { anchor: { date: '2026-03-25' } } } },
        },
      },
    });
    expect(await county.ask(routes.update, inspect(town))).toMatchObject({
      status: 422,
      json: { code: 'design-no-update' },
    });
  });

  it('waits where only a draft stands on the old one, and until what took it over is published', async () => {
    const root = await design.begin();
    await design.release(root, { template: plainTemplate() });
    // Who has not begun is on the board as well.
    const first = await county.must(routes.adoption, { as: 'c-designer', params: { design: root } });
    expect(first['designs']).toMatchObject([
      { design: null, unit: { code: 'T' }, state: 'none', above: root, newestNumber: 1, waitingSince: null },
    ]);
    const town = await design.adapt(root, 'T');
    expect(await design.get(town, 't-designer')).toMatchObject({ state: 'new' });
    await design.release(
      root,
      template((draft) => (draft.steps['step-b'].title = { zh: '自学为主', en: 'Reading' })),
    );
    const seen = async (): Promise<unknown[]> => {
      const board = await county.must(routes.adoption, { as: 'c-designer', params: { design: root } });
      const inbox = await county.must(routes.list, { as: 't-designer', query: { pending: 'true', root } });
      const { state } = await design.get(town, 't-designer');
      return [state, (board['designs'] as Json[])[0]?.['state'], (inbox['entries'] as Json[]).length];
    };
    expect(await seen()).toEqual(['pending', 'pending', 1]);
    const board = await county.must(routes.adoption, { as: 'c-designer', params: { design: root } });
    expect(board['designs']).toMatchObject([{ design: town, waitingSince: expect.any(Number) }]);
    const remind = { as: 'c-designer', params: { design: root }, body: { designs: [town] } };
    expect(await county.must(routes.remind, remind)).toMatchObject({ reminded: 1 });
    const take = async (): Promise<void> => {
      const { against, revision } = await county.must(routes.update, inspect(town));
      await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    };
    await take();
    expect(await seen()).toEqual(['new', 'new', 0]);
    await design.save(town, { difference: bulletin('东镇简报') }, 't-designer');
    await design.publish(town, 't-designer');
    expect(await seen()).toEqual(['current', 'current', 0]);
    // Taken over in the draft is not yet on the newest version.
    await design.release(root, { template: plainTemplate() });
    await take();
    expect(await seen()).toEqual(['pending', 'pending', 1]);
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(await seen()).toEqual(['current', 'current', 0]);
  });

  it('with a conflict is decided, decided again, and applied when nothing is open', async () => {
    const { root, town } = await adapted();
    await design.release(
      root,
      template((draft) => (draft.steps['step-c'].title = { zh: '县简报', en: 'Bulletin' })),
    );
    expect(await design.get(town, 't-designer')).toMatchObject({ update: { state: 'decisions', conflicts: 1 } });
    const update = await county.must(routes.update, inspect(town));
    const [conflict] = update['conflicts'] as Json[];
    expect(conflict).toMatchObject({ class: 'both-edited', path: '/steps/step-c/title', mayKeep: true });
    const { against, revision } = update;
    const apply = () => county.ask(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    expect((await apply()).json).toMatchObject({ code: 'design-update-open', params: { open: 1 } });
    const decide = (body: object) => county.must(routes.decide, { ...inspect(town), body: { against, ...body } });
    const mine = await decide({ decisions: [{ conflict: conflict?.['key'], choice: 'mine', reason: '沿用' }] });
    expect(mine).toMatchObject({
      conflicts: [],
      decisions: [{ choice: 'mine', by: { id: county.people['t-designer'] } }],
    });
    expect(await decide({ reopen: [conflict?.['key']] })).toMatchObject({
      conflicts: [{ path: '/steps/step-c/title' }],
    });
    await decide({ decisions: [{ conflict: conflict?.['key'], choice: 'mine', reason: '沿用' }] });
    expect((await apply()).status).toBe(200);
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(await county.must(routes.version, { as: 't-designer', params: { design: town, number: 2 } })).toMatchObject({
      template: { steps: { 'step-c': { title: { zh: '东镇简报' } } } },
    });
    const gone = await county.ask(routes.decide, {
      ...inspect(town),
      body: { against: '0'.repeat(64), decisions: [] },
    });
    expect(gone.json).toMatchObject({ code: 'design-update-moved' });
  });

  it('with a step of the same id keeps both: theirs, and one’s own under another id', async () => {
    const school = (zh: string) => ({
      phase: 'phase-a',
      kind: 'task',
      title: { zh, en: zh },
      mandate: 'free',
      order: 9,
      lead: 'office',
      evidence: { held: { type: 'date', title: { zh: '日期', en: 'Date' } } },
      deadlines: { due: { anchor: { from: 'date', date: '2026-06-30' } } },
    });
    const own = { ...school('东镇夜校'), hangsAt: { at: 'phase', phase: 'phase-a' } };
    const { root, town } = await adapted({ '/steps/night-school': { op: 'add', value: own } });
    const draft = plainTemplate();
    const released = { ...draft, steps: { ...draft.steps, 'night-school': school('全县夜校') } };
    await design.release(root, { template: released });
    const update = await county.must(routes.update, inspect(town));
    const [conflict] = update['conflicts'] as Json[];
    expect(conflict).toMatchObject({ class: 'same-id', path: '/steps/night-school' });
    const { against, revision } = update;
    const decide = (as: string) =>
      county.ask(routes.decide, {
        ...inspect(town),
        body: { against, decisions: [{ conflict: conflict?.['key'], choice: 'rename', as, reason: '两个都办' }] },
      });
    expect(await decide('no such id')).toMatchObject({ status: 400 });
    // An id that is taken is no answer: the question stays, and says so.
    expect((await decide('step-a')).json['conflicts']).toHaveLength(1);
    const decided = await decide('night-school-east');
    expect(decided).toMatchObject({
      status: 200,
      json: { conflicts: [], decisions: [{ choice: 'rename', as: 'night-school-east', reason: '两个都办' }] },
    });
    await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(await county.must(routes.version, { as: 't-designer', params: { design: town, number: 2 } })).toMatchObject({
      template: {
        steps: { 'night-school': { title: { zh: '全县夜校' } }, 'night-school-east': { title: { zh: '东镇夜校' } } },
      },
      difference: { '/steps/night-school-east': { op: 'add' } },
    });
  });

  it('is taken over by itself where the owner wishes it, and the branch below follows', async () => {
    const { root, town } = await adapted();
    const village = await design.adapt(root, 'T-1');
    await design.release(village, { difference: { '/steps/step-c/guidance': set({ zh: '一村一报' }) } }, 't-designer');
    for (const each of [town, village])
      await county.must(routes.change, { ...inspect(each), body: { takeover: 'dates-and-people' } });
    await design.release(
      root,
      template(
        (draft) => (draft.steps['step-b'].deadlines = { due: { anchor: { from: 'date', date: '2026-04-24' } } }),
      ),
    );
    expect(await design.get(town, 't-designer')).toMatchObject({
      state: 'current',
      published: { number: 2, origin: 'taken-over', by: null },
    });
    expect(await design.get(village, 't-designer')).toMatchObject({ state: 'current', published: { number: 2 } });
    // More than dates and people waits for its owner.
    await design.release(
      root,
      template((draft) => (draft.steps['step-b'].title = { zh: '自学为主', en: 'Reading' })),
    );
    expect(await design.get(town, 't-designer')).toMatchObject({ state: 'pending', published: { number: 2 } });
    const foreseen = await county.must(routes.impact, inspect(town));
    expect(await design.job(foreseen['job'], 't-designer')).toMatchObject({ automatic: 1, decisions: 0, refused: 0 });
  });

  it('is never taken over by itself past a draft', async () => {
    const { root, town } = await adapted();
    await county.must(routes.change, { ...inspect(town), body: { takeover: 'automatic' } });
    await design.save(town, { difference: bulletin('改到一半') }, 't-designer');
    await design.release(
      root,
      template((draft) => (draft.steps['step-b'].title = { zh: '自学为主', en: 'Reading' })),
    );
    expect(await design.get(town, 't-designer')).toMatchObject({
      state: 'pending',
      published: { number: 1 },
      update: { state: 'automatic' },
    });
    const { against, revision } = await county.must(routes.update, inspect(town));
    await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(await county.must(routes.version, { as: 't-designer', params: { design: town, number: 2 } })).toMatchObject({
      template: { steps: { 'step-b': { title: { zh: '自学为主' } }, 'step-c': { title: { zh: '改到一半' } } } },
    });
  });

  it('does not lose an adaptation whose base is gone', async () => {
    const { root, town } = await adapted();
    await design.save(town, { difference: bulletin('不能丢的简报') }, 't-designer');
    await county.engine
      .get(Database)
      .query(`UPDATE design_drafts SET base = $2 WHERE design_id = $1`, [town, 'f'.repeat(64)]);
    const broken = await design.draft(town, 't-designer');
    expect(broken).toMatchObject({ readable: false, findings: [{ code: 'design-base-vanished' }] });
    expect(JSON.stringify(broken)).toContain('不能丢的简报');
    expect((await design.publish(town, 't-designer')).json).toMatchObject({ code: 'design-base-vanished' });
    const { against, revision } = await county.must(routes.update, inspect(town));
    await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(await design.get(root)).toMatchObject({ state: 'current' });
    expect(await design.draft(town, 't-designer')).toMatchObject({
      template: { steps: { 'step-c': { title: { zh: '不能丢的简报' } } } },
    });
  });
});

describe('an earlier state of an adaptation', () => {
  it('comes back as what it changed, and is merged onto what is in force above', async () => {
    const { root, town } = await adapted();
    await design.save(town, { difference: bulletin('东镇旧简报') }, 't-designer');
    await design.release(
      root,
      template((draft) => (draft.steps['step-b'].title = { zh: '自学为主', en: 'Reading' })),
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
    const { root } = await adapted();
    await design.save(
      root,
      template((draft) => (draft.title = { zh: '旧格式', en: 'Old' })),
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

describe('a template by its hash', () => {
  it('is read by those it concerns: versions by whom they apply to, quick requests by whom they were sent to', async () => {
    const { town } = await adapted(bulletin('东镇专用简报'));
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
