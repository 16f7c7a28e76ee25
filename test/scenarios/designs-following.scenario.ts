/** What a new version means below is found out and taken over once, whatever becomes of the process that is at it. */
import { designRoutes as routes, systemRoutes, unitRoutes } from '@gangmu/contract';
import { dateOf, minuteOf } from '@gangmu/core';
import { Alarms, Clock, Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Designing, designing, set, TAB } from '../kit/designing.js';
import { plainTemplate } from '../kit/plain-template.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

type Json = Record<string, unknown>;
let county: SmallCounty;
let design: Designing;
let superuser: pg.Client;
beforeAll(async () => {
  county = await smallCounty('following');
  design = designing(county);
  superuser = new pg.Client({ connectionString: county.database.url });
  await superuser.connect();
});
afterAll(async () => {
  await superuser?.end();
  await county?.close();
});

const guidance = (zh: string): object => ({ difference: { '/steps/step-c/guidance': set({ zh }) } });
const datesMoved = (date: string): object => {
  const draft = plainTemplate();
  draft.steps['step-b'].deadlines = { due: { anchor: { from: 'date', date } } };
  return { template: draft };
};

/** A unit's adaptation that wishes to follow by itself. */
async function follower(root: string, unit: string): Promise<string> {
  const id = await design.adapt(root, unit);
  await design.release(id, guidance(`${unit}的做法`), 't-designer');
  await county.must(routes.change, { as: 't-designer', params: { design: id }, body: { takeover: 'automatic' } });
  return id;
}

/** A county design, the township's adaptation and those of both its villages, all wishing to follow by themselves. */
async function family(): Promise<{ root: string; town: string; villages: string[] }> {
  const root = await design.begin();
  await design.release(root, { template: plainTemplate() });
  const town = await follower(root, 'T');
  return { root, town, villages: [await follower(root, 'T-1'), await follower(root, 'T-2')] };
}

const numbers = async (ids: readonly string[]): Promise<unknown[]> =>
  Promise.all(ids.map(async (id) => ((await design.get(id, 't-designer'))['published'] as Json)['number']));
const job = (id: unknown): Promise<Json> =>
  county.must(systemRoutes.progress, { as: 'c-designer', params: { job: id } });

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Waits until the engine stands before what the superuser holds. */
const held = (): Promise<void> =>
  until(async () => {
    const { rowCount } = await superuser.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return (rowCount ?? 0) > 0;
  });

/** Publishes moved dates and stops the work below at the villages: the township has taken them over, they have not. */
async function stoppedHalfway(): Promise<{ ids: string[]; job: unknown; letGo: () => Promise<void> }> {
  const { root, town, villages } = await family();
  await superuser.query('BEGIN');
  await superuser.query('SELECT FROM designs WHERE id = $1 FOR UPDATE', [villages[1]]);
  await design.save(root, datesMoved('2026-04-24'));
  const published = (await design.publish(root)).json;
  expect(published).toMatchObject({ below: 1 });
  await held();
  const ids = [town, ...villages];
  expect(await numbers(ids)).toEqual([2, 1, 1]);
  return { ids, job: published['job'], letGo: async () => void (await superuser.query('ROLLBACK')) };
}

/** Ends every connection of the engine, as a server does that is restarted under it. */
const cut = (): Promise<unknown> =>
  superuser.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'gangmu'`,
  );

/** Every version that came about and what the record says of it. */
const published = async (ids: readonly string[]): Promise<unknown> =>
  county.engine.get(Database).query(
    `SELECT v.number, v.origin, (SELECT count(*)::int FROM events e WHERE e.stream_kind = 'design' AND e.stream_id = v.design_id
          AND e.type = 'DesignPublished' AND (e.body::jsonb)->'event'->>'hash' = v.hash) AS recorded
      FROM design_versions v WHERE v.design_id = ANY ($1) ORDER BY array_position($1, v.design_id), v.number`,
    [ids],
  );
const ONCE = [
  { number: 1, origin: 'published', recorded: 1 },
  { number: 2, origin: 'taken-over', recorded: 1 },
];

describe('finding out what a version means below', () => {
  it('is taken up where it was left when its connections break, by the next look of any process', async () => {
    const { ids, job: id, letGo } = await stoppedHalfway();
    await cut();
    await letGo();
    expect(await job(id)).toMatchObject({ status: 'working', problem: null });
    await until(async () => {
      await county.engine.get(Alarms).drain();
      return (await job(id))['status'] !== 'working';
    });
    expect(await job(id)).toMatchObject({
      status: 'done',
      result: { automatic: 3, decisions: 0, refused: 0, takenOver: 3 },
    });
    expect(await published(ids)).toEqual([...ONCE, ...ONCE, ...ONCE]);
  });

  it('is taken up by the next process when the engine is stopped on the way', async () => {
    const { ids, job: id, letGo } = await stoppedHalfway();
    const stopped = county.restart();
    await cut();
    await letGo();
    await stopped;
    await until(async () => (await job(id))['status'] !== 'working');
    expect(await job(id)).toMatchObject({ status: 'done', result: { automatic: 3, takenOver: 3 } });
    expect(await published(ids)).toEqual([...ONCE, ...ONCE, ...ONCE]);
  });

  it('is not begun twice, and what is done is not done again', async () => {
    const { root, town, villages } = await family();
    await design.save(root, datesMoved('2026-04-24'));
    const { job: id } = (await design.publish(root)).json;
    await Promise.all([1, 2, 3].map(() => county.engine.get(Alarms).drain()));
    await design.job(id);
    await superuser.query(`UPDATE progress SET status = 'working' WHERE id = $1`, [id]);
    await until(async () => {
      await county.engine.get(Alarms).drain();
      return (await job(id))['status'] === 'done';
    });
    expect(await job(id)).toMatchObject({ result: { automatic: 3, takenOver: 3 } });
    expect(await published([town, ...villages])).toEqual([...ONCE, ...ONCE, ...ONCE]);
  });

  it('leaves nothing behind about a version that is not what is above any more', async () => {
    const { root, town } = await design.adapted();
    await design.save(root, datesMoved('2026-04-24'));
    await superuser.query('BEGIN');
    // What is granted is read by the work, and not by publishing a template.
    await superuser.query('LOCK TABLE design_variances');
    const { job: id } = (await design.publish(root)).json;
    await held();
    await superuser.query('UPDATE designs SET number = 1 WHERE id = $1', [root]);
    await superuser.query('COMMIT');
    await design.job(id);
    const { rows } = await superuser.query('SELECT against FROM design_updates WHERE design_id = $1', [town]);
    expect(rows).toEqual([]);
  });
});

describe('an update that is applied', () => {
  it('rests on what is decided when it is: who decided otherwise meanwhile is not passed over', async () => {
    const { root, town } = await design.adapted();
    await design.release(root, datesMoved('2026-04-24'));
    const at = { as: 't-designer', params: { design: town } };
    const { against, revision } = await county.must(routes.update, at);
    await superuser.query('BEGIN');
    const decision = { conflict: 'gone', choice: 'mine', by: county.people['t-designer'], at: 0 };
    await superuser.query('UPDATE designs SET decisions = $2 WHERE id = $1', [town, JSON.stringify([decision])]);
    const applying = county.ask(routes.applyUpdate, { ...at, body: { against, revision, lease: TAB } });
    await held();
    await superuser.query('COMMIT');
    expect(await applying).toMatchObject({ status: 409, json: { code: 'design-update-decided' } });
    expect(await design.get(town, 't-designer')).toMatchObject({ draft: null });
  });
});

describe('a published design that is put away', () => {
  it('is by those who publish, with a reason, and those below learn at once what applies', async () => {
    const { root, town } = await design.adapted();
    const [first, second] = [await follower(root, 'T-1'), await follower(root, 'T-2')];
    await county.must(routes.change, { as: 't-designer', params: { design: second }, body: { takeover: 'ask' } });
    const change = (id: string, body: object) =>
      county.ask(routes.change, { as: 't-designer', params: { design: id }, body });
    expect(await change(town, { archived: true })).toMatchObject({
      status: 422,
      json: { code: 'design-reason-missing', path: '/reason' },
    });
    expect(await design.get(first, 't-designer')).toMatchObject({ state: 'current' });
    const above = async (id: string): Promise<unknown> => (await design.get(id, 't-designer'))['above'];
    expect(await change(town, { archived: true, reason: '并入县方案' })).toMatchObject({ status: 200 });
    expect(await above(second)).toMatchObject({ design: root });
    const settled = (state: string, number: number) => async (): Promise<boolean> => {
      const [one, other] = [await design.get(first, 't-designer'), await design.get(second, 't-designer')];
      return (one['published'] as Json)['number'] === number && (other['update'] as Json | null)?.['state'] === state;
    };
    await until(settled('automatic', 2));
    expect(await change(town, { archived: false })).toMatchObject({ status: 200 });
    // What the second was made on is in force again: nothing waits for it any more.
    await until(async () => ((await design.get(first, 't-designer'))['published'] as Json)['number'] === 3);
    expect(await design.get(second, 't-designer')).toMatchObject({ state: 'current', update: null });
  });
});

describe('a unit that was closed', () => {
  // The last of this file: the village does not come back.
  it('is neither waited for nor taken along, counted or reminded', async () => {
    const { root, town, villages } = await family();
    const [closed, kept] = villages;
    await county.must(routes.change, { as: 't-designer', params: { design: closed }, body: { takeover: 'ask' } });
    await county.must(unitRoutes.merge, {
      as: 'chief',
      params: { unit: county.units['T-2'] },
      body: {
        units: [county.units['T-1']],
        effective: dateOf(minuteOf(county.engine.get(Clock).now()), 'Asia/Shanghai'),
        reason: '撤并',
      },
    });
    const at = { as: 'c-designer', params: { design: root } };
    const { job: foreseen } = await county.must(routes.impact, at);
    expect((await design.job(foreseen))['designs']).toMatchObject([{ design: town }, { design: kept }]);
    await design.save(root, datesMoved('2026-04-24'));
    const { job: id } = (await design.publish(root)).json;
    expect(await design.job(id)).toMatchObject({ automatic: 2, decisions: 0, refused: 0, takenOver: 2 });
    const { designs } = await county.must(routes.adoption, at);
    expect(designs).toMatchObject([
      { design: town, state: 'current' },
      { design: kept, state: 'current' },
    ]);
    const { entries } = await county.must(routes.list, { as: 'c-designer', query: { pending: 'true', root } });
    expect(entries).toEqual([]);
    expect(await county.must(routes.remind, { ...at, body: { designs: [closed] } })).toMatchObject({ reminded: 0 });
    expect(await county.must(routes.below, at)).toMatchObject({ adaptations: [{}, {}] });
  });
});
