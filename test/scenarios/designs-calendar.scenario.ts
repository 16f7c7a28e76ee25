/** A new calendar re-checks what is published: what was in order before and is not any more stands with the design. */
import { calendarRoutes, designRoutes as routes } from '@gangmu/contract';
import { Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Designing, designing } from '../kit/designing.js';
import { plainTemplate } from '../kit/plain-template.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

type Json = Record<string, unknown>;
let county: SmallCounty;
let design: Designing;
let root: string;
let town: string;

/** Goes by a calendar of the office's own; the bulletin is due on the given day. */
const plan = (bulletin = '2026-05-29') => {
  const draft = { ...plainTemplate(), calendar: 'office' };
  draft.steps['step-c'].deadlines = { due: { anchor: { from: 'date', date: bulletin } } };
  return draft;
};
const take = (version: string, holidays: string[], dryRun = false): Promise<Json> =>
  county.must(calendarRoutes.import, {
    as: 'chief',
    body: {
      file: 'office.json',
      dryRun,
      calendar: { id: 'office', version, years: { 2026: { holidays, makeUpWorkdays: [] } } },
    },
  });
/** Waits until everything that followed from calendars is done. */
async function rechecked(): Promise<void> {
  for (;;) {
    const left = await county.engine
      .get(Database)
      .query(`SELECT id FROM progress WHERE kind = 'design-recheck' AND status <> 'done'`);
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const recheckOf = async (id: string): Promise<unknown> => (await design.get(id))['recheck'];
const onBoard = async (): Promise<unknown> => {
  const { designs } = await county.must(routes.adoption, { as: 'c-designer', params: { design: root } });
  return (designs as Json[])[0]?.['recheck'];
};

beforeAll(async () => {
  county = await smallCounty('designs-calendar');
  design = designing(county);
  await take('1', []);
  root = await design.begin('c-designer', 'C', plan());
  await design.publish(root);
  town = await design.adapt(root, 'T');
  const earlier = { op: 'add', value: { anchor: { from: 'date', date: '2026-04-24' } } };
  await design.release(town, { difference: { '/steps/step-b/deadlines/east': earlier } }, 't-designer');
});
afterAll(() => county?.close());

describe('a new calendar', () => {
  it('finds nothing where nothing depends on it, and nothing on trial', async () => {
    await take('2', ['2026-10-01']);
    await take('2-trial', ['2026-04-24'], true);
    await rechecked();
    expect([await recheckOf(root), await recheckOf(town), await onBoard()]).toEqual([null, null, null]);
  });

  it('names, with the design and on the board above, what it brought to light', async () => {
    await take('3', ['2026-04-24']);
    await rechecked();
    expect(await recheckOf(root)).toBeNull();
    expect(await recheckOf(town)).toMatchObject({ calendar: 'office 3', findings: 1 });
    expect(await onBoard()).toMatchObject({
      calendar: 'office 3',
      findings: [{ path: expect.stringContaining('/steps/step-b'), text: expect.stringMatching(/rest day/i) }],
    });
  });

  it('is what designers plan by', async () => {
    const { calendars } = await county.must(calendarRoutes.newest, { as: 't-designer' });
    expect(calendars).toContainEqual({
      id: 'office',
      version: '3',
      years: { 2026: { holidays: ['2026-04-24'], makeUpWorkdays: [] } },
    });
    expect((calendars as Json[]).map(({ id }) => id)).toEqual(['cn', 'office', 'weekends']);
  });

  it('keeps what an earlier one brought to light, and forgets what holds no more', async () => {
    await take('4', ['2026-04-24', '2026-05-29']);
    await rechecked();
    expect(await recheckOf(root)).toMatchObject({ calendar: 'office 4', findings: 1 });
    expect(await recheckOf(town)).toMatchObject({ calendar: 'office 4', findings: 2 });
    await take('5', ['2026-05-29']);
    await rechecked();
    expect(await onBoard()).toMatchObject({ findings: [{ path: expect.stringContaining('/steps/step-c') }] });
  });

  it('is done with once a version without it is published', async () => {
    await design.release(root, { template: plan('2026-05-28') });
    expect(await recheckOf(root)).toBeNull();
    expect(await recheckOf(town)).toMatchObject({ findings: 1 });
  });

  it('looks again at updates that wait', async () => {
    expect(await design.get(town)).toMatchObject({ state: 'pending', update: { state: 'automatic' } });
    const seenAt = async (): Promise<unknown> =>
      (await county.engine.get(Database).query('SELECT at FROM design_updates WHERE design_id = $1', [town]))[0];
    const before = await seenAt();
    await take('6', []);
    await rechecked();
    expect(await seenAt()).not.toEqual(before);
    expect(await recheckOf(town)).toBeNull();
  });
});
