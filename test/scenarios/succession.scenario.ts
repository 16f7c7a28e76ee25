/** Units merge, split, dissolve and move while a campaign runs: what is open follows whoever carries on. */
import {
  campaignRoutes,
  organisationRoutes,
  ledgerRoutes,
  noticeRoutes,
  runRoutes,
  unitRoutes,
} from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { Database, SteppedTime } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { launchProgramme, minute, type Programme, recordedAndStored } from '../kit/programme.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const title = (zh: string) => ({ title: { zh } });
const evidence = { n: { type: 'number', ...title('数量') } } as const;
const village = { '==': [{ var: 'unit.category' }, 'village'] };
const due = (date: string) => ({ deadlines: { due: { anchor: { from: 'date', date } } } }) as const;
const step = { phase: 'work', kind: 'task', lead: 'clerk', when: village, evidence } as const;
const template = {
  format: 'gangmu-template/1',
  id: 'succession',
  ...title('撤并'),
  noun: { zh: '专项行动' },
  window: { start: '2026-03-02', end: '2026-05-29' },
  roles: { clerk: title('经办人') },
  phases: { work: title('推进') },
  steps: {
    plan: {
      ...step,
      ...title('报送计划'),
      reviews: { superior: { by: { who: 'superior' }, limitDays: 3 } },
      ...due('2026-03-20'),
    },
    visit: { ...step, ...title('走访'), ...due('2026-04-15') },
    report: {
      ...step,
      ...title('报送总结'),
      ...due('2026-04-30'),
      ladder: { late: { offset: 1, effect: 'escalate', to: 'superior' } },
    },
    plans: {
      phase: 'work',
      kind: 'cascade',
      lead: 'clerk',
      ...title('所辖支部计划'),
      when: { '==': [{ var: 'unit.category' }, 'township'] },
      cascade: { milestone: 'plan', need: { percent: 100 } },
    },
  },
  edges: {},
} as const satisfies TemplateInput;

let county: SmallCounty;
let programme: Programme;
const units: Record<string, string> = {};

type Json = Record<string, unknown>;
const make = async (code: string, parent: string, category: string): Promise<void> => {
  const { unit } = await county.must(unitRoutes.create, {
    as: 'chief',
    body: { code, name: { zh: `单位${code}` }, parent: units[parent], category, members: 10, validFrom: '2020-01-01' },
  });
  units[code] = (unit as { id: string }).id;
};
const settle = (): Promise<void> => county.engine.get(SteppedTime).settle();
const change = async (route: 'merge' | 'split' | 'dissolve' | 'move', code: string, body: object): Promise<Json> => {
  const answer = await county.must(unitRoutes[route], { as: 'chief', params: { unit: units[code] }, body });
  await settle();
  return answer;
};
const runOf = async (code: string): Promise<Json & { items: Json[] }> => {
  const [row] = await county.engine
    .get(Database)
    .query<{ id: string }>('SELECT id FROM runs WHERE campaign_id = $1 AND unit_id = $2', [
      programme.campaign,
      units[code],
    ]);
  return (await county.must(runRoutes.get, { as: 'c-designer', params: { run: row!.id } })) as Json & { items: Json[] };
};
const statuses = async (code: string): Promise<Record<string, unknown>> =>
  Object.fromEntries((await runOf(code)).items.map((item) => [String(item['id']), item['status']]));
const item = async (code: string, id: string): Promise<Json> =>
  (await runOf(code)).items.find((each) => each['id'] === id)!;
const figures = (): Promise<Json> =>
  county.must(campaignRoutes.figures, { as: 'c-designer', params: { campaign: programme.campaign } });
const scope = async (): Promise<Record<string, Json>> => {
  const { entries } = await county.must(campaignRoutes.units, {
    as: 'c-designer',
    params: { campaign: programme.campaign },
    query: { limit: 100 },
  });
  return Object.fromEntries((entries as Json[]).map((entry) => [String(entry['code']), entry]));
};
const submit = (unit: string, id: string): Promise<void> =>
  programme.order('t-operator', unit, { type: 'SubmitItem', item: id, values: { n: 1 } });
const accept = (unit: string, id: string): Promise<void> =>
  programme.order('t-reviewer', unit, { type: 'AcceptItem', item: id });
const cascade = async (code: string): Promise<unknown> =>
  ((await runOf(code))['steps'] as Record<string, Json>)['plans']?.['cascade'];
const replayed = async (): Promise<void> => {
  for (const { recorded, stored } of await recordedAndStored(county)) expect(recorded).toEqual(stored);
};

const saveDraft = (code: string, step: string, n: number): Promise<Json> =>
  county.must(runRoutes.saveDraft, {
    as: 't-operator',
    params: { run: programme.runs[code] ?? '', item: step },
    body: { values: { n } },
  });
const draftOf = async (code: string, step: string): Promise<unknown> => {
  const [row] = await county.engine
    .get(Database)
    .query<{ values: unknown }>(
      `SELECT d.values FROM drafts d JOIN runs r ON r.id = d.run_id WHERE r.campaign_id = $1 AND r.unit_id = $2 AND d.item_id = $3`,
      [programme.campaign, units[code], step],
    );
  return row?.values;
};

beforeAll(async () => {
  county = await smallCounty('succession', { GANGMU_CLOCK: 'stepped' });
  Object.assign(units, county.units);
  for (const code of ['T-3', 'T-4', 'T-5', 'T-6', 'T-7']) await make(code, 'T', 'village');
  await make('S', 'C', 'township');
  await make('S-1', 'S', 'village');
  programme = await launchProgramme(county, template);
  await programme.until('2026-03-03');
});
afterAll(async () => county?.close());

describe('a merger', () => {
  it('hands what is open to the unit that stays; what was done stays where it was done; nothing is doubled or lost', async () => {
    await submit('T-1', 'plan');
    await accept('T-1', 'plan');
    await submit('T-1', 'visit');
    await submit('T-2', 'plan');
    await programme.order('c-designer', 'T-2', {
      type: 'ExtendItem',
      item: 'report',
      due: minute('2026-05-08', '18:00'),
      reason: '防汛',
    });
    const recorded = await county.must(ledgerRoutes.record, {
      as: 't-operator',
      body: {
        campaign: programme.campaign,
        unit: units['T-2'],
        entry: {
          title: '路灯不亮',
          source: 'research',
          channel: 'visit',
          aspect: 'style',
          class: 'by-deadline',
          leader: { name: '甲' },
          foundOn: '2026-03-03',
          due: '2026-04-03',
        },
      },
    });
    await saveDraft('T-2', 'report', 7);
    const before = await figures();
    await change('merge', 'T-1', { units: [units['T-2']], effective: '2026-03-03', reason: '村级合并' });

    expect(await statuses('T-2')).toEqual({ plan: 'cancelled', visit: 'cancelled', report: 'cancelled' });
    expect(await statuses('T-1')).toEqual({ plan: 'done', visit: 'done', report: 'open' });
    // Both had the report open: asked once, by the later deadline; what one had begun to fill in is not lost.
    expect(await draftOf('T-1', 'report')).toEqual({ n: 7 });
    expect(await draftOf('T-2', 'report')).toBeUndefined();
    expect(await item('T-1', 'report')).toMatchObject({ due: minute('2026-05-08', '18:00') });
    const after = await figures();
    for (const name of ['done', 'handedIn', 'returns']) expect([name, after[name]]).toEqual([name, before[name]]);
    const units3 = await scope();
    expect(units3['T-2']).toMatchObject({ state: 'succeeded', successor: { id: units['T-1'] } });
    expect(after['coverage']).toMatchObject({ inScope: 10, running: 10, coverage: 1 });
    const problem = await county.must(ledgerRoutes.get, { as: 't-operator', params: { problem: recorded['id'] } });
    expect(problem).toMatchObject({ unit: units['T-1'], due: '2026-04-03', status: 'open' });
    await replayed();
  });

  it('goes on in review with what the unit that ended had handed in', async () => {
    await submit('T-3', 'plan');
    await change('merge', 'T-4', { units: [units['T-3']], effective: '2026-03-03' });
    expect(await statuses('T-3')).toMatchObject({ plan: 'handed-over' });
    expect(await item('T-4', 'plan')).toMatchObject({ status: 'submitted', takenOver: { unit: units['T-3'] } });
    await accept('T-4', 'plan');
    expect(await statuses('T-4')).toMatchObject({ plan: 'done' });
    const { entries } = await county.must(noticeRoutes.inbox, { as: 't-operator' });
    expect((entries as Json[]).map((notice) => notice['text']).join()).toContain('单位T-4 takes over from 单位T-3');
    await replayed();
  });

  it('counts for the units above what is live by now', async () => {
    // Reached: T-1, T-4. Not yet: T-5, T-6, T-7. T-2 and T-3 are in T-1 and T-4.
    await settle();
    expect(await cascade('T')).toEqual({ live: 5, reached: 2 });
  });
});

describe('a split', () => {
  it('gives the main part what is open, the others what is done, and asks nobody again', async () => {
    await submit('T-5', 'visit');
    await saveDraft('T-5', 'plan', 3);
    const { units: parts } = await change('split', 'T-5', {
      into: [
        { code: 'T-5a', name: { zh: '五村甲' }, members: 6 },
        { code: 'T-5b', name: { zh: '五村乙' }, members: 4 },
      ],
      effective: '2026-03-03',
    });
    for (const part of parts as { id: string; code: string }[]) units[part.code] = part.id;
    expect(await statuses('T-5')).toEqual({ plan: 'handed-over', visit: 'done', report: 'handed-over' });
    expect(await statuses('T-5a')).toEqual({ plan: 'open', visit: 'inherited', report: 'open' });
    expect(await statuses('T-5b')).toEqual({ plan: 'open', visit: 'inherited', report: 'open' });
    expect(await draftOf('T-5a', 'plan')).toEqual({ n: 3 });
    expect(await item('T-5a', 'plan')).toMatchObject({ takenOver: { unit: units['T-5'] } });
    expect((await figures())['coverage']).toMatchObject({ inScope: 10, running: 10 });
    await settle();
    expect(await cascade('T')).toEqual({ live: 6, reached: 2 });
    await replayed();
  });
});

describe('a dissolution', () => {
  it('without a successor cancels what was asked, with the reason', async () => {
    await change('dissolve', 'T-6', { effective: '2026-03-03', reason: '整村搬迁' });
    expect(await runOf('T-6')).toMatchObject({ status: 'cancelled' });
    expect((await scope())['T-6']).toMatchObject({ state: 'exempt', reason: '整村搬迁', successor: null });
    expect((await figures())['coverage']).toMatchObject({ coverage: 1, exempt: 1 });
    await replayed();
  });
});

describe('a move', () => {
  it('puts review, escalation and counting with the new superior', async () => {
    await change('move', 'T-7', { parent: units['S'], effective: '2026-03-03' });
    expect(await cascade('T')).toEqual({ live: 4, reached: 2 });
    expect(await cascade('S')).toEqual({ live: 2, reached: 0 });
    const refused = await programme.command('t-operator', 'T-7', {
      type: 'SubmitItem',
      item: 'plan',
      values: { n: 1 },
    });
    expect(refused.status).toBe(404);
    await programme.until('2026-05-08');
    const rows = await county.engine
      .get(Database)
      .query<{ to_unit: string }>(`SELECT to_unit FROM notices WHERE unit_id = $1 AND kind = 'escalate'`, [
        units['T-7'],
      ]);
    expect(rows).toEqual([{ to_unit: units['S'] }]);
  });

  it('by an import of the organisation is the same, and felt by rights at once', async () => {
    const hands = async (): Promise<number> =>
      (await programme.command('t-operator', 'T-7', { type: 'SubmitItem', item: 'plan', values: {} })).status;
    const bring = async (parent: string): Promise<void> => {
      const content = Buffer.from(`code,name,parent_code,category\nT-7,单位T-7,${parent},village`).toString('base64');
      const body = { files: [{ name: 'units.csv', content }] };
      expect(await county.must(organisationRoutes.import, { as: 'chief', body })).toMatchObject({ applied: true });
      await settle();
    };
    const live = async (): Promise<unknown[]> => [await cascade('T'), await cascade('S')];
    expect(await hands()).toBe(404);
    await bring('T');
    expect(await hands()).toBe(422);
    expect(await live()).toMatchObject([{ live: 5 }, { live: 1 }]);
    await bring('S');
    expect(await hands()).toBe(404);
    expect(await live()).toMatchObject([{ live: 4 }, { live: 2 }]);
  });
});

describe('a change announced for a day to come', () => {
  it('is tried at once, shown, cancelled, and carried out when its day begins', async () => {
    const announce = (body: object) =>
      county.ask(unitRoutes.merge, { as: 'chief', params: { unit: units['T-1'] }, body });
    const wrong = await announce({ units: [units['T']], effective: '2026-05-12' });
    expect([wrong.status, wrong.json['code']]).toEqual([422, 'unit.merge-into-itself']);
    const far = await announce({ units: [units['T-4']], effective: '9999-12-31' });
    expect([far.status, far.json['code']]).toEqual([422, 'unit.effective-too-far']);
    const first = await announce({ units: [units['T-4']], effective: '2026-05-11' });
    const { planned } = (await announce({ units: [units['T-5b']], effective: '2026-05-12' })).json;
    const renamed = await county.must(unitRoutes.change, {
      as: 'chief',
      params: { unit: units['T-7'] },
      body: { name: { zh: '新名村' }, effective: '2026-05-12' },
    });
    expect(renamed).toMatchObject({ unit: { name: { zh: expect.not.stringContaining('新名村') } } });
    const shown = await county.must(unitRoutes.plannedChanges, { as: 'chief' });
    expect(shown['changes']).toMatchObject([
      { kind: 'merge', effective: '2026-05-11', status: 'planned', others: [{ id: units['T-4'] }], name: null },
      { id: planned, effective: '2026-05-12', by: { name: { zh: '主管' } } },
      { id: renamed['planned'], kind: 'change', name: { zh: '新名村' }, others: [] },
    ]);
    await county.must(unitRoutes.cancelPlanned, { as: 'chief', params: { change: first.json['planned'] } });
    expect(await statuses('T-5b')).toMatchObject({ report: 'open' });
    await county.restart();
    await programme.until('2026-05-12', '00:01');
    expect((await runOf('T-5b'))['status']).toBe('handed-over');
    expect((await runOf('T-4'))['status']).not.toBe('handed-over');
    const now = await county.must(unitRoutes.get, { as: 'chief', params: { unit: units['T-7'] } });
    expect(now['name']).toEqual({ zh: '新名村' });
    expect((await county.must(unitRoutes.plannedChanges, { as: 'chief' }))['changes']).toEqual([]);
    await replayed();
  });
});

describe('a crash between handing over and taking over', () => {
  const database = () => county.engine.get(Database);
  const pending = async (): Promise<number> =>
    (await database().query('SELECT FROM successions WHERE done_at IS NULL')).length;

  it('heals: the predecessor has handed over, the successor takes over when somebody looks again', async () => {
    const owner = new pg.Client({ connectionString: county.database.url });
    await owner.connect();
    try {
      // Nothing can be taken over, as if the engine had died just before it.
      await owner.query(`
        CREATE FUNCTION died() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''died''; END';
        CREATE TRIGGER died BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.type = 'WorkTakenOver') EXECUTE FUNCTION died();`);
      await change('merge', 'S-1', { units: [units['T-7']], effective: '2026-05-12' });
      expect([(await runOf('T-7'))['status'], await pending()]).toEqual(['handed-over', 1]);
      expect((await runOf('S-1'))['status']).toBe('running');
      await owner.query('DROP TRIGGER died ON events; DROP FUNCTION died();');
    } finally {
      await owner.end();
    }
    await programme.until('2026-05-12', '12:00');
    expect(await pending()).toBe(0);
    expect((await scope())['T-7']).toMatchObject({ state: 'succeeded', successor: { id: units['S-1'] } });
    const [told] = await database().query<{ n: number }>(
      `SELECT count(*) AS n FROM events WHERE type = 'WorkTakenOver' AND body LIKE '%' || $1 || '%'`,
      [units['T-7']],
    );
    expect(told!.n).toBe(1);
    await replayed();
  });

  it('repeats nothing when it is looked at once more', async () => {
    const before = await statuses('S-1');
    await database().query('UPDATE successions SET done_at = NULL WHERE unit_id = $1', [units['T-7']]);
    await settle();
    expect([await pending(), await statuses('S-1')]).toEqual([0, before]);
    await replayed();
  });
});
