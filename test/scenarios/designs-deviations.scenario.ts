/** Deviations asked for and granted, and what else waits for each level to look at. */
import { designRoutes as routes } from '@gangmu/contract';
import { Database, VarianceRechecking } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bulletin, designing, inspect, set, type Designing } from '../kit/designing.js';
import { plainTemplate } from '../kit/plain-template.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

type Json = Record<string, unknown>;
let county: SmallCounty;
let design: Designing;
beforeAll(async () => {
  county = await smallCounty('deviations');
  design = designing(county);
});
afterAll(() => county?.close());

describe('a deviation', () => {
  it('is asked for, granted by the level that set the mandate, and then allowed – until it is withdrawn', async () => {
    const { root, town } = await design.adapted();
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
    const { root, town } = await design.adapted();
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

  it('is answered by the level that locked it first, though one between has raised it since', async () => {
    const [village, town] = [county.units['T-1'], county.units['T']];
    const { root } = await design.adapted({
      '/steps/step-b/mandate': set('fixed'),
      '/steps/step-c/mandate': set('fixed'),
    });
    const wish = (path: string, allows = 'change') => ({
      as: 't-designer',
      params: { design: root },
      body: { unit: village, path, allows, reason: '村小人少' },
    });
    const ask = (path: string, allows?: string) => county.ask(routes.askVariance, wish(path, allows));
    for (const path of ['/steps', '/phases/nope/title', '/bogus/x', '/steps/step-b/mandate'])
      expect((await ask(path, 'remove')).json).toMatchObject({ code: 'variance-unknown-place' });
    const answerer = (path: string) =>
      county.ask(routes.varianceAnswerer, {
        as: 't-designer',
        params: { design: root },
        query: { unit: village, path },
      });
    const [theirs, own] = ['/steps/step-b/title', '/steps/step-c/title'];
    expect((await answerer(theirs)).json).toMatchObject({ unit: { code: 'C' } });
    expect((await answerer(own)).json).toMatchObject({ unit: { code: 'T' } });
    const asked = await ask(theirs);
    expect(asked.json).toMatchObject({ setBy: { code: 'C' }, may: { answer: false } });
    const answer = (variance: unknown, as = 't-designer') =>
      county.ask(routes.answerVariance, {
        as,
        params: { design: root, variance },
        body: { grant: true, reason: '同意' },
      });
    expect((await answer(asked.json['id'])).json).toMatchObject({ code: 'variance-not-yours' });
    expect((await answer((await ask(own)).json['id'])).status).toBe(200);

    const below = await design.adapt(root, 'T-1');
    const save = (difference: object) => design.save(below, { difference }, 't-designer');
    expect((await save({ [own]: set({ zh: '黑板报' }) })).status).toBe(200);
    // However leave for the county's came about, from the township it is none.
    await county.engine
      .get(Database)
      .query(`UPDATE design_variances SET state = 'granted', set_by = $2, units = $3 WHERE id = $1`, [
        asked.json['id'],
        town,
        [village],
      ]);
    expect((await save({ [theirs]: set({ zh: '分散自学' }) })).json).toMatchObject({ code: 'design-locked' });
    const { grants } = await county.must(routes.base, inspect(below));
    expect(grants).toMatchObject([{ path: own }]);
  });
});

describe('what waits besides updates', () => {
  it('is a request for who answers, the answer for who asked, and what was tightened for the level above', async () => {
    const { root, town } = await design.adapted({
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

  it('is a reminder for who has not begun to adapt, until it is begun or declined', async () => {
    const root = await design.begin();
    await design.release(root, { template: plainTemplate() });
    const at = { params: { design: root } };
    const line = async (): Promise<Json | undefined> => {
      const { designs } = await county.must(routes.adoption, { ...at, as: 'c-designer' });
      return (designs as Json[]).find(({ unit }) => (unit as Json)['code'] === 'T');
    };
    const invited = async (as: string): Promise<Json[]> =>
      ((await county.must(routes.inbox, { as }))['invitations'] as Json[]).filter(({ design: id }) => id === root);
    const remind = async (units: unknown[]): Promise<unknown> =>
      (await county.must(routes.remind, { ...at, as: 'c-designer', body: { units } }))['reminded'];
    const decline = (unit: unknown, as = 't-designer') => county.ask(routes.decline, { ...at, as, body: { unit } });
    const [town, village] = [county.units['T'], county.units['T-1']];

    expect(await line()).toMatchObject({ state: 'none', design: null, remindedAt: null });
    expect((await decline(town)).status).toBe(404);
    // Nobody in the village could adapt it.
    expect(await remind([town, village])).toBe(1);
    expect(await remind([town])).toBe(1);
    expect(await line()).toMatchObject({ remindedAt: expect.any(Number), declinedAt: null });
    expect(await invited('t-designer')).toMatchObject([
      { unit: { code: 'T' }, number: 1, by: { id: county.people['c-designer'] } },
    ]);
    expect(await invited('c-designer')).toEqual([]);

    expect((await decline(town, 't-operator')).status).toBe(403);
    expect((await decline(town)).status).toBe(200);
    expect(await invited('t-designer')).toEqual([]);
    expect(await line()).toMatchObject({ remindedAt: expect.any(Number), declinedAt: expect.any(Number) });
    expect(await remind([town])).toBe(1);
    expect(await line()).toMatchObject({ declinedAt: null });

    const begun = await design.adapt(root, 'T');
    expect(await invited('t-designer')).toEqual([]);
    expect(await line()).toMatchObject({ state: 'new', design: begun, remindedAt: null });
    expect(await remind([town])).toBe(0);
    expect((await decline(town)).status).toBe(404);
    // What was begun and put away was no neglect.
    await county.must(routes.change, { as: 't-designer', params: { design: begun }, body: { archived: true } });
    expect(await invited('t-designer')).toEqual([]);
    const refused = await county.ask(routes.remind, { ...at, as: 't-designer', body: { units: [town] } });
    expect(refused.status).toBe(403);
  });
});
