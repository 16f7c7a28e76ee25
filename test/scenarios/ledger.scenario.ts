/** A problem from the day it is found to its verified close-out, a relapse, and the rule that comes of it. */
import { campaignRoutes, ledgerRoutes, recordRoutes } from '@gangmu/contract';
import { evolveProblem, openEvent, type Problem, type ProblemEvent } from '@gangmu/core';
import { Database } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

let county: SmallCounty;
let campaign: string;

beforeAll(async () => {
  county = await smallCounty('ledger');
  const launched = await county.must(campaignRoutes.quickRequest, {
    as: 'c-designer',
    body: {
      title: { zh: '临时统计' },
      scope: county.units['C'],
      due: Math.floor(Date.now() / 60_000) + 1440,
      fields: [{ title: { zh: '人数' }, type: 'number' }],
    },
  });
  campaign = String(launched['campaign']);
});
afterAll(() => county?.close());

const today = new Date().toISOString().slice(0, 10);
const entry = (more: object = {}) => ({
  title: '办事大厅午间无人值守',
  source: 'public',
  channel: 'hotline',
  aspect: 'style',
  theme: 'special-2',
  class: 'by-deadline',
  leader: { person: county.people['t-reviewer'], name: '东镇负责人' },
  foundOn: '2026-01-05',
  due: '2027-12-31',
  ...more,
});
const enter = async (more: object = {}, unit = 'T-1'): Promise<string> => {
  const body = { campaign, unit: county.units[unit], entry: entry(more) };
  return String((await county.must(ledgerRoutes.record, { as: 't-operator', body }))['id']);
};
const order = (as: string, problem: string, body: object, headers = {}) =>
  county.ask(ledgerRoutes.command, { as, params: { problem }, body, headers });
const judge = (as: string, problem: string, body: object) =>
  county.ask(ledgerRoutes.verify, { as, params: { problem }, body });
const shown = (as: string, problem: string) => county.ask(ledgerRoutes.get, { as, params: { problem } });

/** Enters a problem and brings it to the request for close-out. */
const requested = async (more: object = {}): Promise<string> => {
  const problem = await enter(more);
  const measure = { text: '安排轮班', person: { name: '李某' }, unit: county.units['T'], due: '2027-06-30' };
  const added = await order('t-operator', problem, { type: 'AddMeasure', entry: measure });
  const [{ id }] = added.json['measures'] as [{ id: string }];
  await order('t-operator', problem, { type: 'CompleteMeasure', measure: id, note: '已轮班' });
  const asked = await order('t-operator', problem, {
    type: 'RequestCloseOut',
    evidence: [{ kind: 'note', text: '值班表已公示' }],
  });
  expect(asked).toMatchObject({ status: 200, json: { status: 'requested', measuresDone: 1 } });
  return problem;
};

describe('close-out', () => {
  it('is verified by another person, neither who asked nor who answers for it', async () => {
    const problem = await requested();
    expect(await judge('t-reviewer', problem, { type: 'VerifyCloseOut' })).toMatchObject({
      status: 422,
      json: { code: 'ledger.verifier-responsible', detail: expect.stringContaining('another person') },
    });
    expect(await judge('t-operator', problem, { type: 'VerifyCloseOut' })).toMatchObject({ status: 403 });
    expect(await judge('c-reviewer', problem, { type: 'VerifyCloseOut', comment: '现场看过' })).toMatchObject({
      status: 200,
      json: { status: 'closed', closedBy: county.people['c-reviewer'] },
    });
  });
  it('by whoever asked is refused even when they may verify others', async () => {
    const body = { campaign, unit: county.units['T-1'], entry: entry({ class: 'at-once', due: null }) };
    const problem = String((await county.must(ledgerRoutes.record, { as: 'c-reviewer', body }))['id']);
    await order('c-reviewer', problem, { type: 'RequestCloseOut', evidence: [{ kind: 'note', text: '已改' }] });
    expect(await judge('c-reviewer', problem, { type: 'VerifyCloseOut' })).toMatchObject({
      json: { code: 'ledger.verifier-requested' },
    });
  });
  it('cannot be asked for before the measures are done', async () => {
    const problem = await enter();
    expect(await order('t-operator', problem, { type: 'RequestCloseOut', evidence: [] })).toMatchObject({
      status: 422,
      json: { code: 'ledger.evidence-required', path: '/evidence' },
    });
  });
});

describe('a relapse', () => {
  it('links back, reopens, suggests a rule, and stops suggesting once there is one', async () => {
    const problem = await requested();
    await judge('c-reviewer', problem, { type: 'VerifyCloseOut' });
    const again = await enter({ repeats: problem }, 'T-2');
    const reopened = await judge('c-reviewer', problem, {
      type: 'ReopenProblem',
      because: 'relapse',
      comment: '又有群众反映',
      due: '2027-12-31',
      link: again,
    });
    expect(reopened.json).toMatchObject({
      status: 'open',
      relapses: 1,
      repeatedBy: [{ id: again }],
      suggestion: { code: 'ledger.rule-suggested', times: 3 },
    });
    const rule = await county.must(ledgerRoutes.recordRule, {
      as: 't-operator',
      body: {
        type: 'EstablishRule',
        campaign,
        unit: county.units['T'],
        title: '窗口值班制度',
        on: '2026-02-01',
        problems: [problem],
      },
    });
    const after = (await shown('t-operator', problem)).json;
    expect(after['rules']).toEqual([rule['id']]);
    expect(after).not.toHaveProperty('suggestion');
    const revised = await county.must(ledgerRoutes.changeRule, {
      as: 't-operator',
      params: { rule: String(rule['id']) },
      body: { type: 'ReviseRule', on: today, title: '窗口值班与代办制度' },
    });
    expect(revised).toMatchObject({
      title: '窗口值班与代办制度',
      changes: [{ action: 'established' }, { action: 'revised' }],
    });
  });
});

describe('lists and figures', () => {
  it('show what lies in reach, filtered, page by page', async () => {
    const county1 = await county.must(ledgerRoutes.figures, { as: 'c-reviewer', query: { campaign } });
    const all: string[] = [];
    let cursor: unknown;
    do {
      const page = await county.must(ledgerRoutes.list, { as: 't-operator', query: { limit: 2, cursor, campaign } });
      all.push(...(page['entries'] as { id: string }[]).map(({ id }) => id));
      cursor = page['next'];
    } while (cursor !== undefined);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(Number(county1['found']));
    expect(county1['closeOutRate']).toBeCloseTo(Number(county1['closed']) / Number(county1['found']));
    const village = await county.must(ledgerRoutes.list, { as: 'c-reviewer', query: { unit: county.units['T-2'] } });
    expect(village['entries']).toHaveLength(1);
    const open = await county.must(ledgerRoutes.list, {
      as: 'c-reviewer',
      query: { status: 'closed', aspect: 'theory' },
    });
    expect(open['entries']).toEqual([]);
  });
  it('name what is wrong with a filter or a cursor', async () => {
    expect(await county.ask(ledgerRoutes.list, { as: 'c-reviewer', query: { aspect: 'nonsense' } })).toMatchObject({
      status: 400,
    });
    expect(await county.ask(ledgerRoutes.list, { as: 'c-reviewer', query: { cursor: '%%%' } })).toMatchObject({
      status: 400,
    });
  });
});

describe('the door', () => {
  it('takes the same entry once, however often it is sent', async () => {
    const body = { campaign, unit: county.units['T-1'], entry: entry({ title: '只报一次' }) };
    const headers = { 'idempotency-key': 'once-1' };
    const first = await county.must(ledgerRoutes.record, { as: 't-operator', body, headers });
    const second = await county.must(ledgerRoutes.record, { as: 't-operator', body, headers });
    expect(second['id']).toBe(first['id']);
    const other = { ...body, entry: entry({ title: '另一个' }) };
    expect(await county.ask(ledgerRoutes.record, { as: 't-operator', body: other, headers })).toMatchObject({
      status: 422,
    });
  });
  it('refuses who decides on something old', async () => {
    const problem = await enter();
    const note = { type: 'ReportProgress', note: '推进中' };
    expect(await order('t-operator', problem, note, { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
    });
    expect(await order('t-operator', problem, note, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
  });
  it('names the place of what does not exist, and stores nothing', async () => {
    const nobody = { ...entry(), leader: { person: 'nobody', name: '某' } };
    const body = { campaign, unit: county.units['T-1'], entry: nobody };
    expect(await county.ask(ledgerRoutes.record, { as: 't-operator', body })).toMatchObject({
      status: 422,
      json: { code: 'ledger.person-unknown', path: '/entry/leader/person' },
    });
    const elsewhere = { ...body, unit: county.units['C'], entry: entry() };
    expect(await county.ask(ledgerRoutes.record, { as: 't-operator', body: elsewhere })).toMatchObject({
      json: { code: 'ledger.unit-unknown', path: '/unit' },
    });
  });
});

describe('the record of a problem', () => {
  it('folds to what is stored, and a name erased from it is gone from the ledger too', async () => {
    const problem = await requested({ leader: { name: '已离任某某' } });
    const database = county.engine.get(Database);
    const folded = async (): Promise<Problem | undefined> => {
      const events = await database.query<{ body: string }>(
        `SELECT body FROM events WHERE stream_kind = 'problem' AND stream_id = $1 ORDER BY seq`,
        [problem],
      );
      const values = await database.query<{ hash: string; value: unknown }>('SELECT hash, value FROM personal_values');
      const kept = new Map(values.map(({ hash, value }) => [hash, value]));
      return events.reduce<Problem | undefined>(
        (state, { body }) => evolveProblem(state, openEvent(body, (hash) => kept.get(hash)).event as ProblemEvent),
        undefined,
      );
    };
    const stored = async (): Promise<unknown> =>
      (await database.query<{ body: unknown }>('SELECT body FROM problems WHERE id = $1', [problem]))[0]?.body;
    expect(await folded()).toEqual(await stored());
    const stream = await county.must(recordRoutes.stream, {
      as: 'c-auditor',
      params: { kind: 'problem', id: problem },
    });
    const places = (stream['entries'] as { personal: { path: string; hash: string }[] }[]).flatMap(
      (each) => each.personal,
    );
    const hash = places.find(({ path }) => path.endsWith('/leader/name'))?.hash;
    await county.must(recordRoutes.erase, { as: 'chief', body: { hashes: [hash], reason: '本人依法申请' } });
    expect((await shown('c-reviewer', problem)).json['leader']).toEqual({ name: null });
    expect(await folded()).toEqual(await stored());
  });
});
