/** The ledger's ladder on either queue: problems and measures are reminded of like items, each rung ending once. */
import { calendarRoutes, campaignRoutes, ledgerRoutes, noticeRoutes, systemRoutes, unitRoutes } from '@gangmu/contract';
import { cnCalendarData, type TemplateInput } from '@gangmu/core';
import { Alarms, Database } from '@gangmu/engine';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type pg from 'pg';
import { onEitherQueue } from '../kit/either-queue.js';
import { launchProgramme, minute, type Programme } from '../kit/programme.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const template = {
  format: 'gangmu-template/1',
  id: 'ledger-ladder',
  title: { zh: '整改督办' },
  noun: { zh: '专项行动' },
  window: { start: '2026-03-02', end: '2026-04-30' },
  roles: { clerk: { title: { zh: '经办人' } } },
  phases: { work: { title: { zh: '推进' } } },
  steps: {
    summary: {
      phase: 'work',
      kind: 'report',
      title: { zh: '报送总结' },
      lead: 'clerk',
      evidence: { people: { type: 'number', title: { zh: '人数' } } },
      deadlines: { due: { anchor: { from: 'date', date: '2026-04-29' } } },
      ladder: {},
    },
  },
  ladder: {
    ahead: { offset: -2, effect: 'remind', to: 'unit' },
    after: { offset: 1, effect: 'escalate', to: 'superior', repeat: { every: 2, times: 1 } },
    off: { offset: 2, effect: 'tell', to: 'inspection-group', on: false },
  },
} as const satisfies TemplateInput;

interface Rung extends pg.QueryResultRow {
  title: string;
  measure: string;
  unit: string;
  revision: number;
  rung: string;
  repetition: number;
  due_at: number;
  status: string;
  ended_at: number | null;
  notices: number;
}

onEitherQueue('the ledger rung for by', (queue) => {
  let county: SmallCounty;
  let programme: Programme;

  const rungs = (where = 'true'): Promise<Rung[]> =>
    county.engine.get(Database).query<Rung>(
      `SELECT p.body->>'title' AS title, COALESCE(p.body->'measures'->r.measure_id->>'text', '') AS measure, u.code AS unit,
            r.revision, r.rung, r.repetition, r.due_at, r.status, r.ended_at,
            (SELECT count(*) FROM notices n WHERE n.problem_id = r.problem_id AND n.measure_id IS NOT DISTINCT FROM NULLIF(r.measure_id, '')
              AND n.params->>'rung' = r.rung AND (n.params->>'repetition')::int = r.repetition AND (n.params->>'revision')::int = r.revision) AS notices
          FROM problem_rungs r JOIN problems p ON p.id = r.problem_id JOIN units u ON u.id = r.unit_id WHERE ${where}
          ORDER BY r.due_at, p.body->>'title', r.measure_id, r.rung, r.repetition`,
    );
  const ended = async (status: string, title: string): Promise<string[]> =>
    (await rungs())
      .filter((one) => one.status === status && one.title === title)
      .map(({ unit, measure, rung, repetition }) => `${unit} ${measure || '问题'} ${rung} ${repetition}`);
  const told = async (as: string, lang = 'zh-CN'): Promise<string[]> =>
    (
      (await county.must(noticeRoutes.inbox, { as, headers: { 'accept-language': lang } })) as {
        entries: { text: string }[];
      }
    ).entries.map(({ text }) => text);
  const enter = async (title: string, unit: string, due: string): Promise<string> => {
    const entry = {
      title,
      source: 'public',
      channel: 'hotline',
      aspect: 'style',
      class: 'by-deadline',
      leader: { name: '东镇负责人' },
      foundOn: '2026-03-02',
      due,
    };
    const body = { campaign: programme.campaign, unit: county.units[unit], entry };
    return String((await county.must(ledgerRoutes.record, { as: 'c-operator', body }))['id']);
  };
  const order = (problem: string, body: object, as = 't-operator') =>
    county.must(ledgerRoutes.command, { as, params: { problem }, body });
  const judge = (problem: string, body: object) =>
    county.must(ledgerRoutes.verify, { as: 'c-reviewer', params: { problem }, body });
  const undertaken = async (problem: string, text: string, unit: string, due: string): Promise<string> => {
    const entry = { text, person: { name: '李某' }, unit: county.units[unit], due };
    const { measures } = (await order(problem, { type: 'AddMeasure', entry })) as {
      measures: { id: string; text: string }[];
    } & Record<string, unknown>;
    return measures.find((one) => one.text === text)!.id;
  };
  const reminder = async (problem: string): Promise<unknown> =>
    (await county.must(ledgerRoutes.get, { as: 'c-reviewer', params: { problem } }))['nextReminder'];
  const sweep = (): Promise<void> => county.engine.get(Alarms)['sweep']();

  let lights: string;
  let hours: string;
  let lamp: string;

  beforeAll(async () => {
    county = await smallCounty('ledger-deadlines', { GANGMU_CLOCK: 'stepped', ...queue.settings() });
    programme = await launchProgramme(county, template);
    await programme.until('2026-03-02', '10:00');
    lights = await enter('路灯损坏', 'T-1', '2026-04-10');
    hours = await enter('窗口等候长', 'T', '2026-04-10');
  });
  afterAll(async () => county?.close());

  it('says when it will next remind, and does so at that minute', async () => {
    expect(await reminder(lights)).toEqual({
      at: minute('2026-04-08', '09:00'),
      effect: 'remind',
      to: 'unit',
      measure: null,
    });
    lamp = await undertaken(lights, '更换灯具', 'T-2', '2026-03-12');
    expect(await reminder(lights)).toMatchObject({ at: minute('2026-03-10', '09:00'), measure: lamp });
    await programme.until('2026-03-10', '08:59');
    expect(await told('t-operator')).toEqual([]);
    await programme.until('2026-03-10', '09:00');
    const [notice] = (await county.must(noticeRoutes.inbox, { as: 't-operator' }))['entries'] as object[];
    expect(notice).toMatchObject({
      kind: 'remind',
      run: null,
      unit: { id: county.units['T-2'] },
      problem: { id: lights, title: '路灯损坏' },
      measure: { id: lamp, text: '更换灯具' },
    });
    const [zh] = await told('t-operator');
    expect(zh).toMatch(/^提醒：.*的整改措施“更换灯具”应于2026-03-12前完成（问题：路灯损坏）。$/);
    const [en] = await told('t-operator', 'en');
    expect(en).toMatch(/^Reminder: the measure “更换灯具” of .* is due by 2026-03-12 \(problem: 路灯损坏\)\.$/);
  });

  it('escalates what is not done, until it is', async () => {
    await programme.until('2026-03-13', '09:00');
    expect((await told('t-reviewer'))[0]).toMatch(/^上报：/);
    await order(lights, { type: 'CompleteMeasure', measure: lamp });
    expect(await ended('effected', '路灯损坏')).toEqual(['T-2 更换灯具 ahead 0', 'T-2 更换灯具 after 0']);
    expect(await ended('cancelled', '路灯损坏')).toEqual(['T-2 更换灯具 after 1']);
    expect(await reminder(lights)).toMatchObject({ measure: null });
  });

  it('waits while somebody verifies, and begins anew after a return', async () => {
    await order(lights, { type: 'RequestCloseOut', evidence: [{ kind: 'note', text: '已更换' }] });
    expect(await reminder(lights)).toBeNull();
    await judge(lights, { type: 'ReturnRequest', comment: '仍有两盏不亮', measures: [lamp], due: '2026-03-25' });
    expect(await reminder(lights)).toMatchObject({ at: minute('2026-03-17', '09:00'), measure: lamp });
    await order(lights, { type: 'ReviseMeasure', measure: lamp, changes: { due: '2026-03-20' }, reason: '补换' });
    expect(await reminder(lights)).toMatchObject({ at: minute('2026-03-18', '09:00'), measure: lamp });
  });

  it('finds what is due after the engine was stopped, and tells each addressee once after an outage', async () => {
    await programme.leap('2026-03-18', '09:30');
    await county.restart();
    await sweep();
    expect(await ended('effected', '路灯损坏')).toContain('T-2 更换灯具 ahead 0');
    await programme.leap('2026-03-24', '15:00');
    await sweep();
    expect((await ended('passed', '路灯损坏')).toSorted()).toEqual(['T-1 问题 ahead 0', 'T-2 更换灯具 after 0']);
    expect((await told('t-operator'))[0]).toBe('停机期间共有 1 项整改问题或措施到了提醒或催办时间，请逐项查看。');
  });

  it('ends with a verified close-out and comes back with a relapse', async () => {
    await order(lights, { type: 'CompleteMeasure', measure: lamp });
    await order(lights, { type: 'RequestCloseOut', evidence: [{ kind: 'note', text: '已复查' }] });
    await judge(lights, { type: 'VerifyCloseOut' });
    expect(await rungs(`p.id = '${lights}' AND r.status = 'pending'`)).toEqual([]);
    await judge(lights, { type: 'ReopenProblem', because: 'relapse', comment: '又坏了', due: '2026-04-15' });
    expect(await reminder(lights)).toMatchObject({ at: minute('2026-04-13', '09:00'), measure: null });
  });

  it('rings by a new calendar once the campaign is dated by it', async () => {
    const year = cnCalendarData.years['2026']!;
    const calendar = {
      id: 'cn',
      version: 'flood',
      years: { '2026': { ...year, holidays: [...year.holidays, '2026-04-13', '2026-04-14'] } },
    };
    await county.must(calendarRoutes.import, { as: 'chief', body: { file: 'flood.json', calendar } });
    const { job } = await county.must(campaignRoutes.recompute, {
      as: 'c-designer',
      params: { campaign: programme.campaign },
      body: {},
    });
    for (let status: unknown = 'working'; status !== 'done'; )
      ({ status } = await county.must(systemRoutes.progress, { as: 'c-designer', params: { job } }));
    expect(await reminder(lights)).toMatchObject({ at: minute('2026-04-09', '09:00'), measure: null });
    // Moved, not ended: they ring once like all others.
    expect((await rungs(`p.id = '${hours}'`)).map(({ status, due_at }) => [status, due_at])).toEqual([
      ['pending', minute('2026-04-08', '09:00')],
      ['pending', minute('2026-04-15', '09:00')],
      ['pending', minute('2026-04-17', '09:00')],
    ]);
  });

  it('follows a unit that is merged away', async () => {
    await undertaken(lights, '改装线路', 'T-2', '2026-04-20');
    await county.must(unitRoutes.merge, {
      as: 'chief',
      params: { unit: county.units['T-1'] },
      body: { units: [county.units['T-2']], effective: '2026-03-24', reason: '撤并' },
    });
    const pending = await rungs(`p.id = '${lights}' AND r.status = 'pending' AND r.measure_id <> ''`);
    expect(new Set(pending.map(({ unit }) => unit))).toEqual(new Set(['T-1']));
    expect((await ended('cancelled', '路灯损坏')).filter((one) => one.startsWith('T-2 改装线路'))).toHaveLength(3);
  });

  it('is silent once the campaign is closed, having ended every rung once with one notice for each that rang', async () => {
    await programme.until('2026-04-13', '09:00');
    const close = { as: 'c-designer', params: { campaign: programme.campaign } };
    expect(await county.ask(campaignRoutes.close, close)).toMatchObject({
      status: 422,
      json: { code: 'campaign-deadlines-to-come', params: { items: 3 } },
    });
    await county.must(campaignRoutes.close, { ...close, query: { anyway: 'true' } });
    await order(hours, { type: 'ReportProgress', note: '继续整改' }, 'c-operator');
    const all = await rungs();
    expect(all.length).toBeGreaterThan(15);
    for (const one of all) {
      expect(['effected', 'cancelled', 'passed']).toContain(one.status);
      expect([one.rung, one.notices]).toEqual([one.rung, one.status === 'effected' ? 1 : 0]);
      if (one.status === 'effected') expect(one.ended_at).toBeGreaterThanOrEqual(one.due_at * 60_000);
    }
    const [{ n } = { n: 0 }] = await county.engine
      .get(Database)
      .query<{ n: number }>(`SELECT count(*) AS n FROM notices WHERE problem_id IS NOT NULL`);
    expect(n).toBe(all.filter(({ status }) => status === 'effected').length);
  });
});
