/** What is stored is what was recorded: folding the events of every run gives its rows, after everything that can happen. */
import { runRoutes } from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { Database, RecordKeeper } from '@gangmu/engine';
import { verifyExport } from '@gangmu/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchProgramme, minute, type Programme, recordedAndStored, signedSheet } from '../kit/programme.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const village = { '==': [{ var: 'unit.category' }, 'village'] };
const title = (zh: string) => ({ title: { zh } });
const count = { n: { type: 'number', ...title('数量') } } as const;
const step = { phase: 'work', kind: 'task', lead: 'clerk', when: village, evidence: count } as const;
const due = (date: string) => ({ due: { anchor: { from: 'date', date } } }) as const;
const template = {
  format: 'gangmu-template/1',
  id: 'everything',
  ...title('全流程'),
  noun: { zh: '专项行动' },
  window: { start: '2026-03-02', end: '2026-05-29' },
  roles: { clerk: title('经办人') },
  registers: { leaders: title('班子成员') },
  phases: {
    work: title('推进'),
    late: { ...title('巩固'), opening: { afterSteps: ['plan'] } },
    extra: title('自选'),
  },
  steps: {
    plan: {
      ...step,
      kind: 'report',
      ...title('报送计划'),
      reviews: { superior: { by: { who: 'superior' }, limitDays: 3 } },
      deadlines: due('2026-03-20'),
      ladder: { ahead: { offset: -2, effect: 'remind', to: 'unit' } },
    },
    lecture: { ...step, ...title('讲党课'), occurrences: { mode: 'each', register: 'leaders' } },
    theme: {
      ...step,
      kind: 'meeting',
      ...title('主题党日'),
      evidence: { held: { type: 'date', ...title('日期') } },
      occurrences: {
        mode: 'every',
        period: 'month',
        start: { from: 'campaign-start' },
        end: { from: 'campaign-end' },
      },
      deadlines: { due: { anchor: { from: 'period-end' } } },
    },
    document: { ...step, kind: 'study', ...title('第一议题'), occurrences: { mode: 'on-call' } },
    figures: { ...step, ...title('报送数据'), deadlines: due('2026-04-15') },
    followUp: { ...step, phase: 'late', ...title('巩固'), when: { '>': [{ var: 'item.plan.n' }, 3] } },
    visit: { ...step, phase: 'extra', ...title('走访') },
    plans: {
      phase: 'late',
      kind: 'cascade',
      lead: 'clerk',
      ...title('所辖支部计划'),
      when: { '==': [{ var: 'unit.category' }, 'township'] },
      cascade: { milestone: 'plan', need: { percent: 50 } },
    },
  },
  edges: { first: { from: 'plan', to: 'followUp' } },
} as const satisfies TemplateInput;

let county: SmallCounty;
let programme: Programme;
/** Types of events that the runs of this scenario have recorded. */
const recordedTypes = async (): Promise<string[]> =>
  (
    await county.engine
      .get(Database)
      .query<{ type: string }>(`SELECT DISTINCT type FROM events WHERE stream_kind = 'run'`)
  ).map(({ type }) => type);

async function expectReplayed(): Promise<void> {
  const runs = await recordedAndStored(county);
  expect(runs).toHaveLength(4);
  for (const { recorded, stored } of runs) expect(recorded).toEqual(stored);
}

beforeAll(async () => {
  county = await smallCounty('replay', { GANGMU_CLOCK: 'stepped' });
  programme = await launchProgramme(county, template);
  await programme.until('2026-03-03');
});
afterAll(async () => county?.close());

describe('folding what was recorded gives what is stored', () => {
  const operator = (unit: string, command: object) => programme.order('t-operator', unit, command);
  const reviewer = (unit: string, command: object) => programme.order('t-reviewer', unit, command);
  const designer = (unit: string, command: object) => programme.order('c-designer', unit, command);
  const submit = (unit: string, item: string, values: object) => operator(unit, { type: 'SubmitItem', item, values });

  it('after a launch', expectReplayed);

  it('after handing in, returning, withdrawing, accepting and what follows', async () => {
    await submit('T-1', 'plan', { n: 2 });
    await reviewer('T-1', { type: 'ReturnItem', item: 'plan', comment: '请补充' });
    await submit('T-1', 'plan', { n: 4 });
    await operator('T-1', { type: 'WithdrawItem', item: 'plan' });
    await submit('T-1', 'plan', { n: 5 });
    await reviewer('T-1', { type: 'AcceptItem', item: 'plan', comment: '同意' });
    await submit('T-2', 'plan', { n: 1 });
    const sheet = { run: programme.runs['T-2'], item: 'plan', date: '2026-03-03' };
    await reviewer('T-2', { type: 'AcceptItem', item: 'plan', paper: await signedSheet(county, 't-reviewer', sheet) });
    await programme.until('2026-03-04');
    expect(await programme.item('T-1', 'followUp')).toMatchObject({ status: 'open' });
    expect(await programme.item('T-2', 'followUp')).toBeUndefined();
    expect(await recordedTypes()).toEqual(expect.arrayContaining(['ItemReturned', 'ItemWithdrawn', 'CascadeReported']));
    await expectReplayed();
  });

  it('after registers were filled and changed, and a document came', async () => {
    for (const [entry, zh] of [
      ['a', '张书记'],
      ['b', '李委员'],
    ])
      await operator('T-1', { type: 'AddRegisterEntry', register: 'leaders', entry, label: { zh } });
    await operator('T-1', { type: 'CompleteRegister', register: 'leaders' });
    await submit('T-1', 'lecture.a', { n: 1 });
    await operator('T-1', { type: 'WithdrawRegisterEntry', register: 'leaders', entry: 'b', reason: '调离' });
    await operator('T-1', { type: 'AddRegisterEntry', register: 'leaders', entry: 'c', label: { zh: '王委员' } });
    await designer('T-1', { type: 'TriggerStep', step: 'document', label: { zh: '重要讲话' }, trigger: 'speech' });
    await submit('T-1', 'document.speech', { n: 30 });
    // Nothing said till when: the first time it is given is its original one.
    await designer('T-1', { type: 'TriggerStep', step: 'document', label: { zh: '来信' }, trigger: 'letter' });
    expect(await programme.item('T-1', 'document.letter')).toMatchObject({ due: null });
    for (const date of ['2026-04-24', '2026-04-27'])
      await designer('T-1', {
        type: 'ExtendItem',
        item: 'document.letter',
        due: minute(date, '18:00'),
        reason: '定时限',
      });
    await expectReplayed();
  });

  it('after steering: extended, moved, held, resumed, delegated, urged, waived, cancelled, reopened, corrected', async () => {
    const till = minute('2026-04-24', '18:00');
    await designer('T-1', { type: 'ExtendItem', item: 'figures', due: till, reason: '防汛' });
    await designer('T-2', {
      type: 'MoveDeadline',
      step: 'figures',
      due: till,
      authority: { by: 'telephone', who: '县委办 王主任', reason: '防汛' },
    });
    await reviewer('T-1', { type: 'UrgeItem', item: 'figures', message: '请抓紧' });
    await operator('T-1', { type: 'DelegateItem', item: 'figures', to: county.people['t-reviewer'] });
    await designer('T-2', { type: 'HoldRun', reason: '换届' });
    await programme.until('2026-03-25');
    await designer('T-2', { type: 'ResumeRun' });
    await submit('T-1', 'figures', { n: 8 });
    await operator('T-1', {
      type: 'CorrectItem',
      item: 'figures',
      values: { n: 9 },
      reason: '笔误',
      approver: county.people['t-reviewer'],
    });
    await designer('T-1', { type: 'ReopenItem', item: 'plan', reason: '计划有变' });
    await designer('T-2', { type: 'WaiveItem', item: 'figures', reason: '无此项工作' });
    await designer('T-1', { type: 'CancelItem', item: 'visit', reason: '不再要求' });
    await designer('T-2', { type: 'CancelPhase', phase: 'extra', reason: '不再要求' });
    await expectReplayed();
  });

  it('after one activity was recorded for two units, once however often it was asked for', async () => {
    const counts = ['T-1', 'T-2'].map((unit) => ({
      run: programme.runs[unit],
      item: 'theme.1',
      values: {},
    }));
    const items = await county.must(runRoutes.get, { as: 't-operator', params: { run: programme.runs['T-1'] } });
    const [theme] = (items['items'] as { id: string; status: string }[]).filter(({ id }) => id.startsWith('theme.'));
    for (const one of counts) one.item = theme!.id;
    const onBehalfOf = { word: '支部书记电话' };
    const body = { campaign: programme.campaign, heldOn: '2026-03-24', kinds: ['study'], counts, onBehalfOf };
    const ask = (more: object = {}) =>
      county.ask(runRoutes.activity, {
        as: 't-operator',
        body: { ...body, ...more },
        headers: { 'idempotency-key': 'theme' },
      });
    expect((await ask({ kinds: [] })).json['code']).toBe('activity.kinds');
    const otherDay = counts.map((one) => ({ ...one, values: { held: '2026-03-23' } }));
    expect((await ask({ counts: otherDay })).json['code']).toBe('activity.other-day');
    expect((await ask({ campaign: 'another' })).json['code']).toBe('activity-of-another');
    expect((await ask({ counts: [{ ...counts[0], run: programme.runs['C'] }] })).status).toBe(404);
    const [first, again] = [await ask(), await ask()];
    expect((await ask({ heldOn: '2026-03-22' })).json['code']).toBe('idempotency-key-reused');
    expect([first.status, first.json]).toEqual([200, expect.objectContaining({ done: 2, refused: 0 })]);
    expect(again.json).toEqual(first.json);
    await expectReplayed();
    const { campaign } = programme;
    const listed = await county.must(runRoutes.activities, { as: 't-reviewer', query: { campaign } });
    expect(listed['entries']).toEqual([
      expect.objectContaining({
        id: first.json['activity'],
        heldOn: '2026-03-24',
        kinds: ['study'],
        items: 2,
        units: 2,
      }),
    ]);
    const shown = await county.must(runRoutes.activityOf, {
      as: 't-reviewer',
      params: { activity: first.json['activity'] },
    });
    expect(shown['counts']).toEqual([
      expect.objectContaining({ item: theme!.id, counted: true }),
      expect.objectContaining({ item: theme!.id, counted: true }),
    ]);
  });

  it('after a kill between recording an activity and sharing it', async () => {
    const database = county.engine.get(Database);
    const [{ item }] = (await database.query(`SELECT shares->1->>'item' AS item FROM activities`)) as [
      { item: string },
    ];
    await designer('T-2', { type: 'ReopenItem', item, reason: '重新开展' });
    const order = {
      run: programme.runs['T-2'],
      command: { type: 'SubmitItem', item, values: { held: '2026-03-24' }, activity: 'killed' },
      onBehalfOf: { word: '支部书记电话' },
    };
    await database.query(
      `INSERT INTO activities (id, campaign_id, unit_id, held_on, body, recorded_by, recorded_at, shares, pending)
        SELECT 'killed', campaign_id, unit_id, held_on, body, recorded_by, recorded_at, $1, $2 FROM activities LIMIT 1`,
      [JSON.stringify([{ run: order.run, item }]), { orders: [order] }],
    );
    await county.restart();
    expect(await programme.item('T-2', item)).toMatchObject({ activity: 'killed' });
    expect(await county.engine.get(Database).query('SELECT FROM activities WHERE pending IS NOT NULL')).toHaveLength(0);
    await expectReplayed();
  });

  it('after the campaign has closed over what was left open', async () => {
    await designer('T-2', { type: 'CancelRun', reason: '支部撤并' });
    await programme.until('2026-06-01');
    expect((await recordedAndStored(county)).map(({ stored }) => stored.status)).not.toContain('running');
    expect(await recordedTypes()).toEqual(expect.arrayContaining(['RunClosed', 'RunCancelled']));
    await expectReplayed();
  });

  it('and the chains of all of it hold', async () => {
    const database = county.engine.get(Database);
    const verdict = await verifyExport(lines(await county.engine.get(RecordKeeper).export('included')), {
      keys: [county.engine.get(RecordKeeper).publicKey],
      checkSignature: () => true,
    });
    const [{ n }] = (await database.query<{ n: number }>('SELECT count(*) AS n FROM events')) as [{ n: number }];
    expect(verdict).toMatchObject({ status: 'intact', events: n });
    const heads = await database.query(
      `SELECT FROM runs r WHERE r.head <> (SELECT hash FROM events e WHERE e.stream_kind = 'run' AND e.stream_id = r.id
        ORDER BY seq DESC LIMIT 1)`,
    );
    expect(heads).toHaveLength(0);
  });
});

async function* lines(text: AsyncIterable<string | Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const part of text) yield typeof part === 'string' ? Buffer.from(part) : part;
}
