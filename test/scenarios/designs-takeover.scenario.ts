/** Taking over what changed above: confirmed, decided, by itself – and nothing of one’s own is lost on the way. */
import { designRoutes as routes } from '@gangmu/contract';
import { Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bulletin, changed, designing, inspect, set, TAB, type Designing } from '../kit/designing.js';
import { plainTemplate } from '../kit/plain-template.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

type Json = Record<string, unknown>;
let county: SmallCounty;
let design: Designing;
beforeAll(async () => {
  county = await smallCounty('takeover');
  design = designing(county);
});
afterAll(() => county?.close());

describe('a new version above', () => {
  it('waits for its owner, is taken over when confirmed, and only then published', async () => {
    const { root, town } = await design.adapted();
    const published = await design.release(
      root,
      changed((draft) => (draft.steps['step-a'].deadlines = { due: { anchor: { from: 'date', date: '2026-03-25' } } })),
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
      changed((draft) => (draft.steps['step-b'].title = { zh: '自学为主', en: 'Reading' })),
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
    const { root, town } = await design.adapted();
    await design.release(
      root,
      changed((draft) => (draft.steps['step-c'].title = { zh: '县简报', en: 'Bulletin' })),
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
    // Looked at another time, the answer is there with its question.
    expect(await county.must(routes.update, inspect(town))).toMatchObject({
      conflicts: [],
      decisions: [{ reason: '沿用', declined: false, question: { key: conflict?.['key'], mine: { zh: '东镇简报' } } }],
    });
    expect(await county.must(routes.decisions, inspect(town))).toEqual({ decisions: [] });
    expect((await apply()).status).toBe(200);
    const taken = {
      conflict: conflict?.['key'],
      choice: 'mine',
      reason: '沿用',
      by: { id: county.people['t-designer'] },
    };
    const listed = () => county.must(routes.decisions, inspect(town));
    expect(await listed()).toMatchObject({ decisions: [{ ...taken, number: null }] });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(await listed()).toMatchObject({ decisions: [{ ...taken, number: 2 }] });
    expect(await county.must(routes.version, { as: 't-designer', params: { design: town, number: 2 } })).toMatchObject({
      template: { steps: { 'step-c': { title: { zh: '东镇简报' } } } },
    });
    const gone = await county.ask(routes.decide, {
      ...inspect(town),
      body: { against: '0'.repeat(64), decisions: [] },
    });
    expect(gone.json).toMatchObject({ code: 'design-update-moved' });
  });

  it('with a conflict that was taken over is decided again: in a new draft, and nothing else is touched', async () => {
    const { root, town } = await design.adapted();
    await design.release(
      root,
      changed((draft) => (draft.steps['step-c'].title = { zh: '县简报', en: 'Bulletin' })),
    );
    const { against, revision, conflicts } = await county.must(routes.update, inspect(town));
    const [{ key }] = conflicts as [Json];
    const decisions = [{ conflict: key, choice: 'mine', reason: '沿用' }];
    await county.must(routes.decide, { ...inspect(town), body: { against, decisions } });
    await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    const mine = (await design.draft(town, 't-designer'))['difference'] as Json;
    const since = { ...mine, '/steps/step-c/guidance': set({ zh: '每月一期' }) };
    await design.save(town, { difference: since }, 't-designer');
    const anew = async (body: object) => {
      const { revision: now } = await design.draft(town, 't-designer');
      const order = { revision: now, lease: TAB, conflict: key, ...body };
      return county.ask(routes.decideAnew, { ...inspect(town), body: order });
    };
    expect(await anew({ conflict: '0'.repeat(32), choice: 'mine' })).toMatchObject({ status: 404 });
    expect(await anew({ choice: 'edit', value: 7 })).toMatchObject({
      status: 422,
      json: { code: 'design-decision-refused' },
    });
    expect((await anew({ choice: 'theirs', reason: '与县里一致' })).status).toBe(200);
    const { '/steps/step-c/title': _given, ...left } = since as Json;
    expect((await design.draft(town, 't-designer'))['difference']).toEqual(left);
    const last = { conflict: key, choice: 'theirs', reason: '与县里一致' };
    expect(await county.must(routes.decisions, inspect(town))).toMatchObject({
      decisions: [{ ...last, number: null }],
    });
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect(await county.must(routes.decisions, inspect(town))).toMatchObject({ decisions: [{ ...last, number: 3 }] });
    expect((await anew({ choice: 'edit', value: { zh: '东镇月报' } })).status).toBe(200);
    const { template } = (await design.draft(town, 't-designer')) as { template: Json };
    expect(template).toMatchObject({
      steps: { 'step-c': { title: { zh: '东镇月报' }, guidance: { zh: '每月一期' } } },
    });
  });

  it('asks about what was kept on purpose, though it was the same: through editors, versions and further updates', async () => {
    const { root, town } = await design.adapted();
    const place = '/steps/step-c/title';
    const { title } = plainTemplate().steps['step-c'];
    const kept = { [place]: set(title) };
    const difference = async () => (await design.draft(town, 't-designer'))['difference'];
    const saved = async (body: object) => expect((await design.save(town, body, 't-designer')).status).toBe(200);
    await saved({ template: plainTemplate(), kept: [place] });
    expect(await difference()).toEqual(kept);
    // An editor that knows nothing of it takes nothing away.
    await saved({ template: plainTemplate() });
    expect(await difference()).toEqual(kept);
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    expect((await design.publish(town, 't-designer')).json).toMatchObject({ code: 'design-nothing-drafted' });
    // Given up, and taken back from the version and from the draft that was: each is something to publish.
    await saved({ template: plainTemplate(), kept: [] });
    expect(await difference()).toEqual({});
    expect((await design.publish(town, 't-designer')).status).toBe(201);
    const restored = { as: 't-designer', params: { design: town, number: 2 }, body: { lease: TAB } };
    await county.must(routes.restore, restored);
    expect(await difference()).toEqual(kept);
    const file = { as: 't-designer', params: { design: town, number: 2 }, query: { as: 'adaptation' } };
    expect(await county.must(routes.exportVersion, file)).toMatchObject({ difference: kept });
    // Twice the level above publishes something else, then the place itself.
    const take = async (decisions: object[] = []) => {
      const { against, revision } = await county.must(routes.update, inspect(town));
      await county.must(routes.decide, { ...inspect(town), body: { against, decisions } });
      await county.must(routes.applyUpdate, { ...inspect(town), body: { against, revision, lease: TAB } });
    };
    for (const zh of ['甲', '乙']) {
      await design.release(
        root,
        changed((draft) => (draft.noun = { zh, en: zh })),
      );
      await take();
      expect(await difference()).toEqual(kept);
    }
    await design.release(
      root,
      changed((draft) => (draft.steps['step-c'].title = { zh: '县简报', en: 'Bulletin' })),
    );
    const { conflicts } = await county.must(routes.update, inspect(town));
    expect(conflicts).toMatchObject([{ class: 'both-edited', path: place, mine: title, mayKeep: true }]);
    await take([{ conflict: (conflicts as Json[])[0]?.['key'], choice: 'mine' }]);
    expect(await difference()).toEqual(kept);
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
    const { root, town } = await design.adapted({ '/steps/night-school': { op: 'add', value: own } });
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
    const { root, town } = await design.adapted();
    const village = await design.adapt(root, 'T-1');
    await design.release(village, { difference: { '/steps/step-c/guidance': set({ zh: '一村一报' }) } }, 't-designer');
    for (const each of [town, village])
      await county.must(routes.change, { ...inspect(each), body: { takeover: 'dates-and-people' } });
    await design.release(
      root,
      changed((draft) => (draft.steps['step-b'].deadlines = { due: { anchor: { from: 'date', date: '2026-04-24' } } })),
    );
    expect(await design.get(town, 't-designer')).toMatchObject({
      state: 'current',
      published: { number: 2, origin: 'taken-over', by: null },
    });
    expect(await design.get(village, 't-designer')).toMatchObject({ state: 'current', published: { number: 2 } });
    // More than dates and people waits for its owner.
    await design.release(
      root,
      changed((draft) => (draft.steps['step-b'].title = { zh: '自学为主', en: 'Reading' })),
    );
    expect(await design.get(town, 't-designer')).toMatchObject({ state: 'pending', published: { number: 2 } });
    const foreseen = await county.must(routes.impact, inspect(town));
    expect(await design.job(foreseen['job'], 't-designer')).toMatchObject({ automatic: 1, decisions: 0, refused: 0 });
  });

  it('is never taken over by itself past a draft', async () => {
    const { root, town } = await design.adapted();
    await county.must(routes.change, { ...inspect(town), body: { takeover: 'automatic' } });
    await design.save(town, { difference: bulletin('改到一半') }, 't-designer');
    await design.release(
      root,
      changed((draft) => (draft.steps['step-b'].title = { zh: '自学为主', en: 'Reading' })),
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
    const { root, town } = await design.adapted();
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
