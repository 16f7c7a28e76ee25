/** Ladders on either queue: every rung rings at its minute and ends once, whatever happens to queue and engine. */
import { noticeRoutes, organisationRoutes, runRoutes } from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { Alarms, Database } from '@gangmu/engine';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { onEitherQueue } from '../kit/either-queue.js';
import { launchProgramme, minute, type Programme } from '../kit/programme.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const village = { '==': [{ var: 'unit.category' }, 'village'] };
/** A figure that villages report by a day. */
const report = (zh: string, date: string) =>
  ({
    phase: 'work',
    kind: 'report',
    title: { zh },
    lead: 'clerk',
    when: village,
    evidence: { people: { type: 'number', title: { zh: '人数' } } },
    deadlines: { due: { anchor: { from: 'date', date } } },
  }) as const;
const template = {
  format: 'gangmu-template/1',
  id: 'ladders',
  title: { zh: '期限演练' },
  noun: { zh: '专项行动' },
  window: { start: '2026-03-02', end: '2026-04-30' },
  roles: { clerk: { title: { zh: '经办人' } } },
  phases: { work: { title: { zh: '推进' } } },
  steps: {
    plan: {
      ...report('报送计划', '2026-03-12'),
      evidence: { topics: { type: 'number', title: { zh: '专题数' } } },
      reviews: {
        superior: {
          by: { who: 'superior' },
          limitDays: 3,
          ladder: { waiting: { offset: -1, effect: 'urge', to: 'superior' } },
        },
      },
      ladder: {
        ahead: { offset: -2, effect: 'remind', to: 'unit' },
        eve: { offset: -1, effect: 'urge', to: 'unit' },
        after: { offset: 1, effect: 'escalate', to: 'superior' },
        again: { offset: 3, effect: 'tell', to: 'superior', repeat: { every: 2, times: 3 } },
      },
    },
    figures: {
      ...report('报送数据', '2026-04-02'),
      ladder: {
        noon: { offset: 0, at: '12:00', effect: 'remind', to: 'unit' },
        afternoon: { offset: 0, at: '16:00', effect: 'urge', to: 'unit' },
        after: { offset: 1, effect: 'escalate', to: 'superior' },
      },
    },
    summary: {
      ...report('报送总结', '2026-04-10'),
      ladder: {
        ahead: { offset: -1, effect: 'remind', to: 'unit' },
        after: { offset: 1, effect: 'escalate', to: 'superior' },
      },
    },
    visits: {
      ...report('报送走访', '2026-04-28'),
      ladder: {
        ahead: { offset: -2, effect: 'remind', to: 'unit' },
        eve: { offset: -1, effect: 'urge', to: 'unit' },
        after: { offset: 1, effect: 'escalate', to: 'superior' },
      },
    },
  },
} as const satisfies TemplateInput;

interface Rung {
  unit: string;
  item: string;
  revision: number;
  rung: string;
  repetition: number;
  due_at: number;
  status: string;
  ended_at: number | null;
  notices: number;
}

onEitherQueue('ladders rung for by', (queue) => {
  let county: SmallCounty;
  let programme: Programme;

  /** Every rung there is, with how often its notice was written. */
  const rungs = async (where = 'true'): Promise<Rung[]> =>
    county.engine.get(Database).query<Rung & pg.QueryResultRow>(
      `SELECT u.code AS unit, d.item_id AS item, d.revision, d.rung, d.repetition, d.due_at, d.status, d.ended_at,
            (SELECT count(*) FROM notices n WHERE n.run_id = d.run_id AND n.item_id = d.item_id
              AND n.params->>'rung' = d.rung AND (n.params->>'repetition')::int = d.repetition AND n.at = d.ended_at) AS notices
          FROM deadlines d JOIN units u ON u.id = d.unit_id WHERE d.kind = 'rung' AND ${where}
          ORDER BY d.due_at, u.code, d.item_id, d.rung, d.repetition`,
    );
  const ended = async (status: string, item: string): Promise<string[]> =>
    (await rungs())
      .filter((one) => one.status === status && one.item === item)
      .map(({ unit, rung }) => `${unit} ${rung}`);
  const inbox = async (as: string): Promise<string[]> =>
    ((await county.must(noticeRoutes.inbox, { as })) as { entries: { kind: string }[] }).entries.map(
      ({ kind }) => kind,
    );
  /** What happens every minute on a clock that runs. */
  const sweep = (): Promise<void> => county.engine.get(Alarms)['sweep']();

  beforeAll(async () => {
    county = await smallCounty('deadlines', { GANGMU_CLOCK: 'stepped', ...queue.settings() });
    programme = await launchProgramme(county, template);
  });
  afterAll(async () => county?.close());

  it('rings at the minute, not before', async () => {
    await programme.until('2026-03-10', '08:59');
    expect(await ended('effected', 'plan')).toEqual([]);
    await programme.until('2026-03-10', '09:00');
    expect(await ended('effected', 'plan')).toEqual(['T-1 ahead', 'T-2 ahead']);
  });

  it('tells the nearest post only, in one line for all its units, and each post reads for itself', async () => {
    const line = async (as: string) =>
      ((await county.must(noticeRoutes.inbox, { as })) as { entries: Record<string, unknown>[] }).entries.map(
        ({ kind, count, read, text, items }) => ({ kind, count, read, text, items: (items as object[]).length }),
      );
    const text = 'Reminder: “报送计划” is due for 2 item(s), the first by 2026-03-12 18:00; please look through them.';
    const told = { kind: 'remind', count: 2, items: 2, text };
    expect(await line('t-operator')).toEqual([{ ...told, read: false }]);
    // The county's clerk reaches the villages as well, but the township has one of its own.
    expect(await line('c-operator')).toEqual([]);
    const posts = 'code,unit_code,title,role,scope,holder_login\nT-second,T,协办,operator,subtree,c-operator\n';
    await county.must(organisationRoutes.import, {
      as: 'chief',
      body: { files: [{ name: 'posts.csv', content: Buffer.from(posts).toString('base64') }] },
    });
    expect(await line('c-operator')).toEqual([{ ...told, read: false }]);
    const [{ id } = { id: 0 }] = (await county.must(noticeRoutes.inbox, { as: 't-operator' }))['entries'] as {
      id: number;
    }[];
    const read = (as: string) => county.must(noticeRoutes.read, { as, body: { notices: [id] } });
    expect(await read('t-operator')).toEqual({ read: 1 });
    expect(await read('t-operator')).toEqual({ read: 0 });
    expect(await line('t-operator')).toEqual([{ ...told, read: true }]);
    expect(await line('c-operator')).toEqual([{ ...told, read: false }]);
    const unread = await county.must(noticeRoutes.inbox, { as: 't-operator', query: { unread: 'true' } });
    expect(unread['entries']).toEqual([]);
    expect(await county.must(noticeRoutes.read, { as: 'c-reviewer', body: { notices: [id] } })).toEqual({ read: 0 });
  });

  it('takes back the rungs of what was handed in, and sets those of the reviewer', async () => {
    await programme.order('t-operator', 'T-1', { type: 'SubmitItem', item: 'plan', values: { topics: 3 } });
    expect(await ended('cancelled', 'plan')).toEqual([
      'T-1 eve',
      'T-1 after',
      'T-1 again',
      'T-1 again',
      'T-1 again',
      'T-1 again',
    ]);
    await programme.until('2026-03-11', '09:00');
    expect(await ended('effected', 'plan')).toEqual(['T-1 ahead', 'T-2 ahead', 'T-2 eve']);
    await programme.until('2026-03-12', '18:00');
    expect(await ended('effected', 'plan')).toContain('T-1 superior/waiting');
    await programme.order('t-reviewer', 'T-1', { type: 'AcceptItem', item: 'plan' });
  });

  it('finds what is due when every job of the queue was lost', async () => {
    await programme.leap('2026-03-13', '09:00');
    await queue.loseJobs(county);
    expect(await ended('effected', 'plan')).not.toContain('T-2 after');
    await sweep();
    expect(await ended('effected', 'plan')).toContain('T-2 after');
    expect(await inbox('t-reviewer')).toContain('escalate');
    expect(await inbox('c-reviewer')).toEqual([]);
    // And the queue works on.
    await programme.until('2026-03-17', '09:00');
    expect((await rungs(`d.rung = 'again' AND d.status = 'effected'`)).map(({ repetition }) => repetition)).toEqual([
      0,
    ]);
  });

  it('goes on where it stood after the engine was stopped and started', async () => {
    const over = async (): Promise<string[]> =>
      (await rungs(`d.status <> 'pending'`)).map((one) => JSON.stringify(one)).toSorted();
    const before = await over();
    await county.restart();
    await programme.until('2026-03-19', '09:00');
    const after = await over();
    expect(after.filter((one) => before.includes(one))).toEqual(before);
    const more = after.filter((one) => !before.includes(one)).map((one) => JSON.parse(one) as Rung);
    expect(more.map(({ unit, rung, repetition }) => [unit, rung, repetition])).toEqual([['T-2', 'again', 1]]);
  });

  it('passes what an outage overtook, and tells each addressee once', async () => {
    const told = await inbox('t-reviewer');
    await programme.leap('2026-03-30', '15:00');
    await sweep();
    expect(await ended('passed', 'plan')).toEqual(['T-2 again', 'T-2 again']);
    const now = await inbox('t-reviewer');
    expect(now.slice(0, now.length - told.length)).toEqual(['digest']);
  });

  it('rings only for the latest of several rungs that are due at once', async () => {
    await programme.leap('2026-04-02', '16:30');
    await sweep();
    expect(await ended('passed', 'figures')).toEqual(['T-1 noon', 'T-2 noon']);
    expect(await ended('effected', 'figures')).toEqual(['T-1 afternoon', 'T-2 afternoon']);
    expect((await inbox('t-operator')).filter((kind) => kind === 'digest')).toEqual([]);
  });

  it('sets the ladder anew after an extension', async () => {
    await programme.order('c-designer', 'T-2', {
      type: 'ExtendItem',
      item: 'summary',
      due: minute('2026-04-20', '18:00'),
      reason: '防汛值守',
    });
    const all = (await rungs(`u.code = 'T-2' AND d.item_id = 'summary'`)).map((one) => [
      one.revision,
      one.rung,
      one.status,
    ]);
    const [first, second] = [...new Set(all.map(([revision]) => Number(revision)))].toSorted((a, b) => a - b);
    expect(all).toEqual([
      [first, 'ahead', 'cancelled'],
      [first, 'after', 'cancelled'],
      [second, 'ahead', 'pending'],
      [second, 'after', 'pending'],
    ]);
    await programme.until('2026-04-13', '18:00');
    expect(await ended('effected', 'summary')).toEqual(['T-1 ahead', 'T-1 after']);
    await programme.until('2026-04-21', '18:00');
    expect(await ended('effected', 'summary')).toEqual(['T-1 ahead', 'T-1 after', 'T-2 ahead', 'T-2 after']);
  });

  it('rings for nothing while a run is held, and for what is still to come when it goes on', async () => {
    const hold = (unit: string) => programme.order('c-designer', unit, { type: 'HoldRun', reason: '防汛值守' });
    await programme.until('2026-04-24', '08:00');
    await hold('T-2');
    expect(await rungs(`u.code = 'T-2' AND d.status = 'pending'`)).toEqual([]);
    await programme.until('2026-04-25', '09:00');
    expect(await ended('effected', 'visits')).toEqual(['T-1 ahead']);
    // A pause of a weekend: the deadline stays, and so do the rungs after it.
    await hold('T-1');
    await programme.until('2026-04-26', '12:00');
    for (const unit of ['T-1', 'T-2']) await programme.order('c-designer', unit, { type: 'ResumeRun' });
    expect(await programme.item('T-1', 'visits')).toMatchObject({ due: minute('2026-04-28', '18:00') });
    expect(await programme.item('T-2', 'visits')).toMatchObject({ due: minute('2026-04-29', '18:00') });
    await programme.until('2026-04-30', '18:00');
    expect(await ended('effected', 'visits')).toEqual([
      'T-1 ahead',
      'T-1 eve',
      'T-2 ahead',
      'T-2 eve',
      'T-1 after',
      'T-2 after',
    ]);
  });

  it('lets a run that cannot be advanced and a message nobody takes hold nothing else up', async () => {
    const database = county.engine.get(Database);
    const at = minute('2026-04-30', '18:30');
    for (const [unit, kind, rung, item] of [
      ['T-1', 'opening', 'stuck', ''],
      ['T-2', 'opening', 'stuck', ''],
      ['T-2', 'rung', 'beside', 'visits'],
    ])
      await database.query(
        `INSERT INTO deadlines (run_id, item_id, revision, rung, repetition, campaign_id, unit_id, kind, due_at, effect, target)
          SELECT id, $3, 99, $2, 0, campaign_id, unit_id, $4, $5, 'remind', 'unit' FROM runs WHERE id = $1`,
        [programme.runs[unit!], rung, item, kind, at],
      );
    await database.query(
      `INSERT INTO outbox (sender, kind, payload, made_at) VALUES ('nobody', 'of-no-kind', '{}', 0)`,
    );
    const planted = async (): Promise<string[]> =>
      (
        await database.query<{ unit: string; rung: string; status: string }>(
          `SELECT u.code AS unit, d.rung, d.status FROM deadlines d JOIN units u ON u.id = d.unit_id
            WHERE d.revision = 99 ORDER BY d.rung, u.code`,
        )
      ).map(({ unit, rung, status }) => `${unit} ${rung} ${status}`);
    const door = county.engine.get(Alarms)['door'];
    const advance = door.command.bind(door);
    const broken = jest
      .spyOn(door, 'command')
      .mockImplementation((order) =>
        order.run === programme.runs['T-1'] ? Promise.reject(new Error('its template is gone')) : advance(order),
      );
    await programme.leap('2026-04-30', '18:31');
    await sweep();
    expect(await planted()).toEqual(['T-2 beside effected', 'T-1 stuck pending', 'T-2 stuck effected']);
    const waiting = await database.query(`SELECT tries, not_before AS until FROM outbox WHERE kind = 'of-no-kind'`);
    expect(waiting).toEqual([{ tries: 1, until: minute('2026-04-30', '18:32') * 60_000 }]);
    // Nor does time stand still for them.
    await programme.until('2026-04-30', '18:31');
    broken.mockRestore();
    await programme.leap('2026-04-30', '18:32');
    await sweep();
    expect(await planted()).toContain('T-1 stuck effected');
    await database.query(`DELETE FROM outbox WHERE kind = 'of-no-kind'`);
  });

  it('closes a run when no deadline is to come any more, and the work of nobody before it', async () => {
    const status = async (unit: string): Promise<unknown> =>
      (await county.must(runRoutes.get, { as: 'c-designer', params: { run: programme.runs[unit] } }))['status'];
    const due = minute('2026-05-08', '18:00');
    const authority = { by: 'telephone', who: '县委办 王主任' };
    for (const unit of ['T-1', 'T-2'])
      await programme.order('c-designer', unit, { type: 'MoveDeadline', step: 'visits', due, authority });
    await programme.until('2026-05-07', '09:00');
    expect([await status('C'), await status('T-1'), await status('T-2')]).toEqual(['ended', 'running', 'running']);
    await programme.order('t-operator', 'T-1', { type: 'SubmitItem', item: 'visits', values: { people: 5 } });
    await programme.until('2026-05-07', '09:01');
    expect([await status('T-1'), await status('T-2')]).toEqual(['closed', 'running']);
    await programme.until('2026-05-08', '18:00');
    expect(await status('T-2')).toBe('closed');
    expect(await programme.item('T-1', 'visits')).toMatchObject({ status: 'done' });
    expect(await programme.item('T-2', 'visits')).toMatchObject({ status: 'incomplete' });
  });

  it('has ended every rung once, at its minute or when it was found, with one notice for each that rang', async () => {
    await programme.until('2026-05-09', '08:00');
    const all = await rungs();
    expect(all.length).toBeGreaterThan(25);
    for (const one of all) {
      expect(['effected', 'cancelled', 'passed']).toContain(one.status);
      expect([one.rung, one.notices]).toEqual([one.rung, one.status === 'effected' ? 1 : 0]);
      if (one.status === 'effected') expect(one.ended_at).toBeGreaterThanOrEqual(one.due_at * 60_000);
    }
    const { rows } = await county.engine
      .get(Database)
      .pool.query(`SELECT count(*) AS n FROM notices WHERE kind <> 'digest'`);
    expect(rows[0].n).toBe(all.filter(({ status }) => status === 'effected').length);
  });
});
