/** Working days from files: versions are kept, running deadlines move only by command, and nobody is late by it. */
import { calendarRoutes, campaignRoutes, noticeRoutes, systemRoutes, templateRoutes } from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { Database, SteppedTime } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchProgramme, minute, type Programme, recordedAndStored } from '../kit/programme.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const title = (zh: string) => ({ title: { zh } });
const step = (zh: string) =>
  ({
    phase: 'work',
    kind: 'task',
    lead: 'clerk',
    ...title(zh),
    evidence: { n: { type: 'number', ...title('数量') } },
  }) as const;
/** Goes by a calendar of the office's own, which nobody has published for 2027. */
const template = {
  format: 'gangmu-template/1',
  id: 'calendars',
  ...title('工作日历'),
  noun: { zh: '专项行动' },
  window: { start: '2026-03-02', end: '2027-01-29' },
  calendar: 'office',
  roles: { clerk: title('经办人') },
  phases: { work: title('推进') },
  steps: {
    plan: {
      ...step('报送计划'),
      deadlines: { due: { anchor: { from: 'campaign-start' }, offset: 7, unit: 'working-days' } },
      ladder: { ahead: { offset: -2, effect: 'remind', to: 'unit' } },
    },
    report: { ...step('报送总结'), deadlines: { due: { anchor: { from: 'date', date: '2026-03-27' } } } },
  },
  edges: {},
} as const satisfies TemplateInput;
const office = (version: string, holidays: string[], makeUpWorkdays: string[] = [], year = '2026') => ({
  id: 'office',
  version,
  years: { [year]: { holidays, makeUpWorkdays } },
});

let county: SmallCounty;
let programme: Programme;
type Json = Record<string, unknown>;
const take = (calendar: unknown, as = 'chief') =>
  county.ask(calendarRoutes.import, { as, body: { file: 'office.json', calendar } });
const campaign = (): Promise<Json> =>
  county.must(campaignRoutes.get, { as: 'c-designer', params: { campaign: programme.campaign } });
const finished = async (job: unknown, as = 'c-designer'): Promise<Json> => {
  for (;;) {
    const progress = await county.must(systemRoutes.progress, { as, params: { job } });
    if (progress['status'] === 'done') return progress['result'] as Json;
    if (progress['status'] === 'failed') throw new Error(JSON.stringify(progress));
  }
};
const recompute = async (): Promise<Json> => {
  const { job } = await county.must(campaignRoutes.recompute, {
    as: 'c-designer',
    params: { campaign: programme.campaign },
  });
  const result = await finished(job);
  await county.engine.get(SteppedTime).settle();
  return result;
};
const notices = async (as: string): Promise<string[]> => {
  const { entries } = await county.must(noticeRoutes.inbox, { as, query: { limit: 100 } });
  return (entries as { kind: string; text: string }[]).flatMap(({ kind, text }) =>
    kind === 'recomputed' ? [text] : [],
  );
};

beforeAll(async () => {
  county = await smallCounty('calendars', { GANGMU_CLOCK: 'stepped' });
}, 120_000);
afterAll(() => county.close());

describe('calendars', () => {
  it('knows the shipped ones from the first start', async () => {
    const { calendars } = await county.must(calendarRoutes.list, { as: 'c-designer' });
    expect((calendars as Json[]).map(({ id, source, newest }) => [id, source, newest])).toEqual([
      ['cn', 'shipped', true],
      ['weekends', 'shipped', true],
    ]);
  });

  it('refuses to launch what goes by a calendar nobody has imported, in words', async () => {
    const { hash } = await county.must(templateRoutes.publish, { as: 'c-designer', body: { template } });
    const { status, json } = await county.ask(campaignRoutes.launch, {
      as: 'c-designer',
      body: { template: hash, name: template.title, scope: county.units['C'], ...template.window },
    });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code: 'calendar-unknown',
      path: '/template/calendar',
      params: { calendar: 'office' },
    });
    expect(json['detail']).toContain('"office"');
  });

  it('names what is wrong in a file, and takes nothing of it', async () => {
    const { status, json } = await take(office('1', ['2027-03-09']));
    expect(status).toBe(422);
    expect(json).toMatchObject({ code: 'calendar-unreadable', path: '/calendar/years/2026/holidays/0' });
    expect((await take({ id: 'office' })).status).toBe(422);
    const { calendars } = await county.must(calendarRoutes.list, { as: 'chief' });
    expect(calendars).toHaveLength(2);
  });

  it('takes a file from administrators only, once, and never twice under one version', async () => {
    expect((await take(office('1', []), 'c-designer')).status).toBe(403);
    expect((await take(office('1', []), 't-administrator')).status).toBe(403);
    expect((await take(office('1', []))).json).toMatchObject({ changed: true, campaigns: [] });
    expect((await take(office('1', []))).json).toMatchObject({ changed: false });
    expect(await take(office('1', ['2026-03-09']))).toMatchObject({
      status: 409,
      json: { code: 'calendar-version-taken', params: { calendar: 'office 1' } },
    });
  });

  it('launches on the newest version and says which years are provisional', async () => {
    programme = await launchProgramme(county, template);
    await programme.until('2026-03-02', '08:00');
    expect((await campaign())['calendar']).toEqual({ version: 'office 1', newest: 'office 1', provisional: [2027] });
    expect(await programme.item('T-1', 'plan')).toMatchObject({ due: minute('2026-03-11', '18:00') });
  });

  it('leaves running deadlines alone when holidays are published, and says what they would become', async () => {
    const file = office('2', ['2026-03-09', '2026-03-10']);
    const foreseen = await county.must(calendarRoutes.import, {
      as: 'chief',
      body: { file: 'office.json', calendar: file, dryRun: true },
    });
    expect(foreseen).toMatchObject({
      changed: true,
      years: [{ year: 2026, fresh: false, holidays: { added: ['2026-03-09', '2026-03-10'], removed: [] } }],
      campaigns: [{ id: programme.campaign, version: 'office 1' }],
    });
    expect((await campaign())['calendar']).toMatchObject({ newest: 'office 1' });
    const taken = await take(file);
    expect(taken.json).toMatchObject({ campaigns: [{ id: programme.campaign, version: 'office 1' }] });
    await take(office('3', [], [], '2027'));
    // The newer file brought another year; what was known of 2026 stays.
    expect((await campaign())['calendar']).toEqual({ version: 'office 1', newest: 'office 3', provisional: [2027] });
    expect(await programme.item('T-1', 'plan')).toMatchObject({ due: minute('2026-03-11', '18:00') });
    const preview = await county.must(campaignRoutes.previewRecompute, {
      as: 'c-designer',
      params: { campaign: programme.campaign },
    });
    expect(preview).toEqual({ from: 'office 1', to: 'office 3', runs: 4, later: 4, earlier: 0 });
    expect(await programme.item('T-1', 'plan')).toMatchObject({ due: minute('2026-03-11', '18:00') });
  });

  it('computes them anew by command, tells each unit once, and moves the alarms', async () => {
    await programme.order('t-operator', 'T-2', { type: 'SubmitItem', item: 'plan', values: { n: 1 } });
    expect(await recompute()).toMatchObject({ calendar: 'office 3', runs: 4, refused: 0 });
    expect(await programme.item('T-1', 'plan')).toMatchObject({ due: minute('2026-03-13', '18:00') });
    // Handed in is handed in.
    expect(await programme.item('T-2', 'plan')).toMatchObject({ due: minute('2026-03-11', '18:00') });
    expect((await campaign())['calendar']).toMatchObject({ version: 'office 3', provisional: [] });
    const told = await notices('t-operator');
    expect(told).toHaveLength(2);
    expect(told.join('\n')).toContain('“office 3”: 1 deadline(s) of East One');
    expect(told.join('\n')).not.toContain('East Two');
    const rungs = await county.engine
      .get(Database)
      .query<{ status: string; due_at: number }>(
        `SELECT status, due_at FROM deadlines WHERE run_id = $1 AND item_id = 'plan' ORDER BY due_at`,
        [programme.runs['T-1']],
      );
    expect(rungs.map(({ status, due_at }) => [status, due_at])).toEqual([
      ['cancelled', minute('2026-03-09', '09:00')],
      ['pending', minute('2026-03-11', '09:00')],
    ]);
    for (const { recorded, stored } of await recordedAndStored(county)) expect(stored).toEqual(recorded);
  });

  it('refuses to do it twice', async () => {
    const again = await county.ask(campaignRoutes.recompute, {
      as: 'c-designer',
      params: { campaign: programme.campaign },
    });
    expect(again).toMatchObject({ status: 422, json: { code: 'calendar-in-force' } });
  });

  it('makes nobody late when a holiday is taken back', async () => {
    await programme.until('2026-03-11', '12:00');
    await take(office('4', []));
    await recompute();
    expect(await programme.item('T-1', 'plan')).toMatchObject({ due: minute('2026-03-12', '18:00') });
  });

  it('takes up what a killed engine left', async () => {
    await take(office('5', ['2026-03-12']));
    const database = county.engine.get(Database);
    await database.query(`UPDATE campaigns SET calendar_version = 'office 5' WHERE id = $1`, [programme.campaign]);
    await database.query(
      `UPDATE progress SET status = 'working', result = NULL, assignment = jsonb_set(assignment, '{version}', '"office 5"')
        WHERE id = (SELECT id FROM progress WHERE kind = 'recompute' ORDER BY at DESC, id DESC LIMIT 1)`,
    );
    await county.restart();
    const left = () =>
      county.engine
        .get(Database)
        .query(`SELECT id FROM runs WHERE campaign_id = $1 AND state->>'calendar' <> 'office 5'`, [programme.campaign]);
    while ((await left()).length > 0);
    expect((await campaign())['calendar']).toMatchObject({ version: 'office 5', newest: 'office 5' });
  });
});
