/** The thin thread: template → launch → a unit hands in → it is returned and accepted → deadlines fire → everybody sees it. */
import { campaignRoutes, noticeRoutes, runRoutes, systemRoutes, templateRoutes, unitRoutes } from '@gangmu/contract';
import { handedInOnTime, heldOnTime, minuteAt } from '@gangmu/core';
import { Database, SteppedTime } from '@gangmu/engine';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onEitherQueue } from '../kit/either-queue.js';
import { onWord, recordedAndStored } from '../kit/programme.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const ZONE = 'Asia/Shanghai';
const text = (zh: string, en: string) => ({ zh, en });
const template = {
  format: 'gangmu-template/1',
  id: 'small',
  title: text('小型主题教育', 'Small programme'),
  noun: text('主题教育', 'programme'),
  window: { start: '2026-03-02', end: '2026-04-30' },
  roles: { clerk: { title: text('经办人', 'Clerk') } },
  phases: {
    study: { title: text('理论学习', 'Study'), order: 1 },
    report: { title: text('总结', 'Report'), order: 2 },
  },
  steps: {
    plan: {
      phase: 'study',
      kind: 'report',
      title: text('学习计划', 'Study plan'),
      lead: 'clerk',
      when: { '==': [{ var: 'unit.category' }, 'village'] },
      evidence: { topics: { type: 'number', title: text('专题数', 'Topics'), min: 1, max: 20 } },
      reviews: { superior: { by: { who: 'superior' }, limitDays: 3 } },
      deadlines: { due: { anchor: { from: 'date', date: '2026-03-12' } } },
      ladder: {
        ahead: { offset: -2, effect: 'remind', to: 'unit' },
        after: { offset: 1, effect: 'escalate', to: 'superior' },
      },
      minimumDays: 3,
    },
    meeting: {
      phase: 'study',
      kind: 'meeting',
      title: text('专题学习会', 'Study meeting'),
      lead: 'clerk',
      when: { '==': [{ var: 'unit.category' }, 'village'] },
      evidence: {
        held: { type: 'date', title: text('召开日期', 'Held on') },
        present: { type: 'head-count', title: text('到会情况', 'Attendance') },
      },
      deadlines: { due: { anchor: { from: 'date', date: '2026-03-31' } } },
    },
    plans: {
      phase: 'report',
      kind: 'cascade',
      title: text('所辖支部计划完成', 'Plans of the branches below'),
      lead: 'clerk',
      when: { '==': [{ var: 'unit.category' }, 'township'] },
      cascade: { milestone: 'plan', need: { percent: 100 } },
      deadlines: { due: { anchor: { from: 'date', date: '2026-04-10' } } },
    },
  },
  edges: { first: { from: 'plan', to: 'meeting' } },
};

onEitherQueue('a campaign, its alarms on', (queue) => {
  let county: SmallCounty;
  let campaign: string;
  let hash: string;
  const runs: Record<string, string> = {};

  const runOf = async (unit: string): Promise<{ version: number; items: Record<string, unknown>[] }> =>
    (await county.must(runRoutes.get, { as: 'c-designer', params: { run: runs[unit] } })) as never;
  const itemOf = async (unit: string, id: string) => (await runOf(unit)).items.find((item) => item['id'] === id);
  const command = (as: string, unit: string, body: object, headers: Record<string, string> = {}) =>
    county.ask(runRoutes.command, { as, params: { run: runs[unit] }, body: onWord(body), headers });
  const matrix = async () => {
    const answer = (await county.must(campaignRoutes.matrix, { as: 'c-designer', params: { campaign } })) as {
      steps: string[];
      units: { unit: string; cells: string }[];
    };
    return Object.fromEntries(
      answer.units.map(({ unit, cells }) => [
        Object.keys(county.units).find((code) => county.units[code] === unit),
        Object.fromEntries(answer.steps.map((step, n) => [step, cells[n]])),
      ]),
    );
  };
  const until = async (date: string, time = '12:00') =>
    county.engine.get(SteppedTime).advanceTo(minuteAt(date, time, ZONE) * 60_000);
  const settle = () => county.engine.get(SteppedTime).settle();
  const inbox = async (as: string) =>
    (
      (await county.must(noticeRoutes.inbox, { as, headers: { 'accept-language': 'en' } })) as {
        entries: { id: number; kind: string; text: string; read: boolean }[];
      }
    ).entries;

  beforeAll(async () => {
    county = await smallCounty('campaign', { GANGMU_CLOCK: 'stepped', ...queue.settings() });
    await until('2026-03-02', '08:00');
  });
  afterAll(async () => county?.close());

  it('needs a template without errors', async () => {
    const broken = {
      ...template,
      edges: { back: { from: 'meeting', to: 'plan' }, first: { from: 'plan', to: 'meeting' } },
    };
    const refused = await county.ask(templateRoutes.publish, { as: 'c-designer', body: { template: broken } });
    expect([refused.status, refused.json['code']]).toEqual([422, 'template-refused']);
    const published = await county.must(templateRoutes.publish, { as: 'c-designer', body: { template } });
    hash = published['hash'] as string;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is launched over a whole county, and nobody is silently missing', async () => {
    const body = {
      template: hash,
      name: template.title,
      scope: county.units['C'],
      start: '2026-03-02',
      end: '2026-04-30',
    };
    const launched = await county.must(campaignRoutes.launch, {
      as: 'c-designer',
      body,
      headers: { 'idempotency-key': 'launch-1' },
    });
    campaign = launched['campaign'] as string;
    for (;;) {
      const job = await county.must(systemRoutes.progress, { as: 'c-designer', params: { job: launched['job'] } });
      if (job['status'] === 'failed') throw new Error(JSON.stringify(job));
      if (job['status'] === 'done') break;
    }
    const repeated = await county.must(campaignRoutes.launch, {
      as: 'c-designer',
      body,
      headers: { 'idempotency-key': 'launch-1' },
    });
    expect(repeated).toEqual(launched);
    const units = (await county.must(campaignRoutes.units, { as: 'c-designer', params: { campaign } })) as {
      entries: { code: string; run: string; state: string }[];
    };
    for (const { code, run } of units.entries) runs[code] = run;
    expect(Object.keys(runs).sort()).toEqual(['C', 'T', 'T-1', 'T-2']);
    const figures = await county.must(campaignRoutes.figures, { as: 'c-designer', params: { campaign } });
    expect(figures['coverage']).toMatchObject({ inScope: 4, coverage: 1, flagged: 0 });
    expect((await matrix())['T-1']).toMatchObject({ plan: 'O', meeting: '.' });
  });

  it('lists for a clerk what waits for the branches filed for', async () => {
    const mine = (await county.must(runRoutes.mine, { as: 't-operator' })) as {
      entries: { unit: { code: string }; item: string }[];
    };
    expect(mine.entries.map(({ unit, item }) => `${unit.code} ${item}`).sort()).toEqual(['T-1 plan', 'T-2 plan']);
  });

  it('refuses with a code, a place and words, and changes nothing', async () => {
    const before = (await runOf('T-1')).version;
    const refused = await command('t-operator', 'T-1', { type: 'SubmitItem', item: 'plan', values: { topics: 99 } });
    expect(refused.status).toBe(422);
    expect(refused.json['path']).toContain('topics');
    expect(refused.json['detail']).not.toBe(refused.json['code']);
    expect((await runOf('T-1')).version).toBe(before);
  });

  it('asks a clerk of another unit on whose word they file', async () => {
    const command = { type: 'SubmitItem', item: 'plan', values: { topics: 4 } };
    const asked = { as: 't-operator', params: { run: runs['T-1'] }, body: { command } };
    expect(await county.ask(runRoutes.command, asked)).toMatchObject({
      status: 422,
      json: { code: 'run.behalf.needed' },
    });
  });

  const draft = (item: string, topics: number) =>
    county.ask(runRoutes.saveDraft, {
      as: 't-operator',
      params: { run: runs['T-1'], item },
      body: { values: { topics } },
    });
  it('keeps a draft of what is with the unit, and of nothing else', async () => {
    expect((await draft('plan', 3)).status).toBe(200);
    const none = await draft('nothing', 3);
    expect([none.status, none.json['code']]).toEqual([422, 'run.item.not-with-unit']);
  });

  it('carries out a repeated request once', async () => {
    const body = { type: 'SubmitItem', item: 'plan', values: { topics: 4 } };
    const first = await command('t-operator', 'T-1', body, { 'idempotency-key': 'hand-in-1' });
    expect(first.status).toBe(200);
    const again = await command('t-operator', 'T-1', body, { 'idempotency-key': 'hand-in-1' });
    expect([again.status, again.json]).toEqual([200, first.json]);
    const other = await command(
      't-operator',
      'T-1',
      { ...body, values: { topics: 5 } },
      { 'idempotency-key': 'hand-in-1' },
    );
    expect([other.status, other.json['code']]).toEqual([422, 'idempotency-key-reused']);
    expect((await matrix())['T-1']?.['plan']).toBe('S');
    // A draft that was still on its way when the item was handed in.
    expect((await draft('plan', 3)).status).toBe(422);
  });

  it('guards a change by the version it was made on', async () => {
    const { version } = await runOf('T-1');
    const stale = await command(
      't-reviewer',
      'T-1',
      { type: 'AcceptItem', item: 'plan' },
      { 'if-match': `"${version - 1}"` },
    );
    expect(stale.status).toBe(412);
  });

  it('returns, corrects and accepts; the next step opens', async () => {
    const back = await command('t-reviewer', 'T-1', { type: 'ReturnItem', item: 'plan', comment: '请补充专题' });
    expect(back.status).toBe(200);
    expect(await itemOf('T-1', 'plan')).toMatchObject({ status: 'returned', returns: 1 });
    // What was being typed before the hand-in is not what the form begins with.
    const params = { run: runs['T-1'], item: 'plan' };
    expect((await county.ask(runRoutes.draft, { as: 't-operator', params })).json).toBeNull();
    expect(
      (await command('t-operator', 'T-1', { type: 'SubmitItem', item: 'plan', values: { topics: 6 } })).status,
    ).toBe(200);
    expect((await command('t-reviewer', 'T-1', { type: 'AcceptItem', item: 'plan' })).status).toBe(200);
    expect(await itemOf('T-1', 'plan')).toMatchObject({ status: 'done' });
    expect((await matrix())['T-1']).toMatchObject({ plan: 'D', meeting: 'O' });
  });

  it('lets nobody decide from outside their scope, ids known or not', async () => {
    expect((await command('t-operator', 'C', { type: 'WithdrawItem', item: 'plan' })).status).toBe(404);
    expect((await command('c-auditor', 'T-1', { type: 'AcceptItem', item: 'plan' })).status).toBe(403);
  });

  it('reminds ahead and escalates after a deadline, once each', async () => {
    await until('2026-03-11');
    expect((await inbox('t-operator')).map(({ kind }) => kind)).toEqual(['remind']);
    const [reminder] = await inbox('t-operator');
    expect(reminder?.text).toMatch(/“Study plan” of .* is due by 2026-03-12 18:00/);
    await until('2026-03-16');
    expect((await inbox('t-reviewer')).map(({ kind }) => kind)).toContain('escalate');
    expect((await matrix())['T-2']?.['plan']).toBe('L');
    await county.must(noticeRoutes.read, { as: 't-operator', body: { notices: [reminder?.id] } });
    expect((await inbox('t-operator'))[0]?.read).toBe(true);
    const { pool } = county.engine.get(Database);
    const { rows } = await pool.query(
      `SELECT status, count(*)::int AS n FROM deadlines WHERE kind = 'rung' AND due_at <= $1 GROUP BY 1`,
      [minuteAt('2026-03-16', '12:00', ZONE)],
    );
    expect(rows.filter(({ status }) => status === 'pending')).toEqual([]);
  });

  it('gives figures by subtree, category and dated group, and to nobody more than their reach', async () => {
    const figures = async (as: string, query: object = {}) =>
      (await county.must(campaignRoutes.figures, { as, params: { campaign }, query })) as {
        total: number;
        coverage: { inScope: number };
      };
    const join = (unit: string, code: string | null, from: string) =>
      county.must(unitRoutes.join, {
        as: 'chief',
        params: { unit: county.units[unit] },
        body: { kind: 'field', code, from },
      });
    await join('T-1', 'farming', '2026-03-01');
    await join('T-2', 'farming', '2026-04-01');
    const { groups } = (await county.must(unitRoutes.groups, { as: 'c-designer' })) as { groups: { id: string }[] };
    const group = groups[0]!.id;
    const inScope = async (as: string, query: object = {}) => (await figures(as, query)).coverage.inScope;
    expect(await inScope('c-designer')).toBe(4);
    expect(await inScope('c-designer', { below: county.units['T'] })).toBe(3);
    expect(await inScope('c-designer', { category: 'village' })).toBe(2);
    expect(await inScope('c-designer', { group })).toBe(1);
    expect(await inScope('t-reviewer')).toBe(3);
    expect((await figures('t-reviewer', { group })).total).toBeLessThan((await figures('t-reviewer')).total);
    const order = {
      step: 'meeting',
      due: minuteAt('2026-04-08', '18:00', ZONE),
      authority: { by: 'telephone', who: '甲' },
    };
    const preview = (more: object) =>
      county.must(campaignRoutes.previewMove, { as: 'c-designer', params: { campaign }, body: { ...order, ...more } });
    expect([(await preview({}))['runs'], (await preview({ groups: [group] }))['runs']]).toEqual([2, 1]);
    const { entries } = await county.must(campaignRoutes.units, {
      as: 'c-designer',
      params: { campaign },
      query: { group },
    });
    expect(entries).toMatchObject([{ code: 'T-1' }]);
  });

  it('is launched over a dated group beside the tree', async () => {
    const { groups } = (await county.must(unitRoutes.groups, { as: 'c-designer' })) as { groups: { id: string }[] };
    const body = {
      template: hash,
      name: { zh: '农业口' },
      scope: county.units['C'],
      group: groups[0]!.id,
      start: '2026-03-17',
      end: '2026-04-30',
    };
    const asked = { as: 'c-designer', body };
    expect((await county.ask(campaignRoutes.launch, { ...asked, body: { ...body, group: 'none' } })).status).toBe(404);
    const { campaign: second, job } = await county.must(campaignRoutes.launch, asked);
    for (let status: unknown = 'working'; status === 'working'; )
      ({ status } = await county.must(systemRoutes.progress, { as: 'c-designer', params: { job } }));
    const params = { campaign: second };
    const covered = async () =>
      (await county.must(campaignRoutes.figures, { as: 'c-designer', params }))['coverage'] as object;
    expect(await covered()).toMatchObject({ inScope: 1, running: 1 });
    await county.must(campaignRoutes.close, { as: 'c-designer', params });
  });

  it('moves a deadline by telephone for everybody at once, previewed', async () => {
    const order = {
      step: 'meeting',
      due: minuteAt('2026-04-07', '18:00', ZONE),
      authority: { by: 'telephone', who: '县委办 王主任', reason: '清明假期' },
    };
    const preview = await county.must(campaignRoutes.previewMove, {
      as: 'c-designer',
      params: { campaign },
      body: order,
    });
    expect(preview).toMatchObject({ items: 1 });
    const moved = await county.must(campaignRoutes.move, { as: 'c-designer', params: { campaign }, body: order });
    expect(moved['refused']).toBe(0);
    expect(await itemOf('T-1', 'meeting')).toMatchObject({ due: order.due });
    // The number of its document follows.
    const document = '县办〔2026〕9号';
    const written = { ...order, authority: { by: 'document', document } };
    const added = await county.must(campaignRoutes.move, { as: 'c-designer', params: { campaign }, body: written });
    expect([added['done'], added['refused']]).toEqual([moved['done'], 0]);
    expect(await itemOf('T-1', 'meeting')).toMatchObject({ due: order.due, ordered: { due: order.due, document } });
    // What was handed in already gets the later deadline should it come back.
    const plan = { ...written, step: 'plan' };
    await county.must(campaignRoutes.move, { as: 'c-designer', params: { campaign }, body: plan });
    expect(await itemOf('T-1', 'plan')).toMatchObject({ status: 'done', ordered: { due: order.due, document } });
  });

  it('takes the ids of occurrences for what is to be done again', async () => {
    const again = { type: 'ReturnItem', item: 'meeting', comment: '补', dependents: ['theme-day.p3'] };
    expect(await command('t-reviewer', 'T-1', again)).toMatchObject({
      status: 422,
      json: { code: 'run.item.not-handed-in' },
    });
  });

  it('carries a milestone to the run above', async () => {
    await command('t-operator', 'T-2', { type: 'SubmitItem', item: 'plan', values: { topics: 3 } });
    expect((await command('t-reviewer', 'T-2', { type: 'AcceptItem', item: 'plan' })).status).toBe(200);
    await settle();
    expect((await matrix())['T']?.['plans']).toBe('D');
  });

  it('records one activity for the items of several units', async () => {
    const counts = ['T-1', 'T-2'].map((unit) => ({
      run: runs[unit],
      item: 'meeting',
      values: { held: '2026-03-16', present: { due: 20, present: 18, onLeave: 2 } },
    }));
    const recorded = await county.must(runRoutes.activity, {
      as: 't-operator',
      body: { campaign, heldOn: '2026-03-16', kinds: ['study'], counts, onBehalfOf: { word: '支部书记电话' } },
    });
    expect(recorded).toMatchObject({ done: 2, refused: 0 });
    expect((await matrix())['T-2']?.['meeting']).toBe('D');
  });

  it('closes, and every rung has ended exactly once', async () => {
    await until('2026-05-02');
    const { pool } = county.engine.get(Database);
    const { rows } = await pool.query(`SELECT count(*)::int AS n FROM deadlines WHERE status = 'pending'`);
    expect(rows[0].n).toBe(0);
    const figures = await county.must(campaignRoutes.figures, { as: 'c-designer', params: { campaign } });
    expect(figures).toMatchObject({ returns: 1, incomplete: 0 });
    // In time by SQL is in time by the core.
    const items = (await recordedAndStored(county)).flatMap(({ stored }) => Object.values(stored.items));
    const now = minuteAt('2026-05-02', '12:00', ZONE);
    expect(figures).toMatchObject({
      handedInOnTime: items.filter((item) => handedInOnTime(item, now)).length,
      heldOnTime: items.filter((item) => item.heldOn !== undefined && heldOnTime(item, ZONE) !== false).length,
    });
  });
});
