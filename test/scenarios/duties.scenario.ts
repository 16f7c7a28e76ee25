/** Posts stand for roles of the template: who files and reviews follows from it, and from nobody else where one is missing. */
import {
  campaignRoutes,
  organisationRoutes,
  peopleRoutes,
  postRoutes,
  runRoutes,
  sessionRoutes,
  unitRoutes,
} from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchProgramme, type Programme } from '../kit/programme.js';
import { type Asked, type SmallCounty, smallCounty } from '../kit/small-county.js';

const village = { '==': [{ var: 'unit.category' }, 'village'] };
const report = (lead: string, zh: string, more: object = {}) => ({
  phase: 'work',
  kind: 'report',
  title: { zh },
  lead,
  when: village,
  evidence: { people: { type: 'number', title: { zh: '人数' } } },
  deadlines: { due: { anchor: { from: 'date', date: '2026-04-10' } } },
  ladder: {},
  ...more,
});
const template = {
  format: 'gangmu-template/1',
  id: 'duties',
  title: { zh: '分工演练' },
  noun: { zh: '学习教育' },
  window: { start: '2026-03-02', end: '2026-04-30' },
  roles: {
    secretary: { title: { zh: '支部书记', en: 'Secretary' } },
    organisation: { title: { zh: '组织委员', en: 'Organisation' }, substitute: 'secretary' },
    publicity: { title: { zh: '宣传委员', en: 'Publicity' }, substitute: 'organisation' },
    discipline: { title: { zh: '纪检委员' }, substitute: 'organisation' },
  },
  phases: { work: { title: { zh: '推进' } } },
  steps: {
    plan: report('organisation', '报送计划', {
      reviews: { own: { by: { who: 'role', role: 'secretary' }, limitDays: 3 } },
    }),
    study: report('publicity', '学习情况', { supporting: ['secretary'] }),
    check: report('discipline', '自查情况'),
  },
} as TemplateInput;

const PASSWORD = '春风又绿江南岸-2';
const base64 = (lines: string[]): string => Buffer.from(lines.join('\n')).toString('base64');

let county: SmallCounty;
let programme: Programme;

const posts = async (): Promise<Record<string, { id: string; duties: string[]; unit: { id: string } }>> => {
  const { entries } = (await county.must(postRoutes.list, { as: 'chief', query: { limit: 100 } })) as {
    entries: { id: string; code: string; duties: string[]; unit: { id: string } }[];
  } & Record<string, unknown>;
  return Object.fromEntries(entries.map((post) => [post.code, post]));
};
const divide = async (code: string, duties: string[]): Promise<void> => {
  await county.must(postRoutes.duties, { as: 'chief', params: { post: (await posts())[code]!.id }, body: { duties } });
};
const submit = (as: string, unit: string, item: string): Promise<Asked> =>
  programme.command(as, unit, { type: 'SubmitItem', item, values: { people: 3 } });
const accept = (as: string, unit: string, item: string): Promise<Asked> =>
  programme.command(as, unit, { type: 'AcceptItem', item });
const holding = async (unit: string, item: string): Promise<unknown> =>
  ((await programme.item(unit, item))!['holdings'] as object[]).at(-1);

beforeAll(async () => {
  county = await smallCounty('duties', { GANGMU_CLOCK: 'stepped' });
  // Clerks and reviewers above stand for something else: what is a branch’s own is not theirs.
  for (const code of ['C-operator', 'T-operator', 'C-reviewer', 'T-reviewer']) await divide(code, ['综合联络']);
});
afterAll(() => county?.close());

describe('the division of work', () => {
  const files = [
    {
      name: '人员.csv',
      content: base64(['登录名,姓名,单位编码', 'zuzhi,组织甲,T-1', 'xuanchuan,宣传乙,T-1', 'shuji,书记丙,T-1']),
    },
    {
      name: '岗位.csv',
      content: base64([
        '岗位编码,单位编码,岗位名称,角色,分工,任职人',
        'T1-ZZ,T-1,组织委员,operator,组织委员,zuzhi',
        'T1-XC,T-1,宣传委员,operator,宣传委员；新闻发言人,xuanchuan',
        'T1-SJ,T-1,支部书记,reviewer,Secretary,shuji',
      ]),
    },
  ];

  it('comes in with a file of posts, after a look at what would change', async () => {
    const dry = await county.must(organisationRoutes.import, { as: 'chief', body: { dryRun: true, files } });
    expect(dry).toMatchObject({ applied: false, wrong: [], posts: { create: 3 } });
    const done = await county.must(organisationRoutes.import, { as: 'chief', body: { files } });
    expect(done).toMatchObject({ applied: true, posts: { create: 3 } });
    expect((await posts())['T1-XC']).toMatchObject({ duties: ['宣传委员', '新闻发言人'] });
    const again = await county.must(organisationRoutes.import, { as: 'chief', body: { dryRun: true, files } });
    expect(again).toMatchObject({ posts: { create: 0, change: 0, same: 3 } });
    const long = {
      ...files[1]!,
      content: base64(['岗位编码,单位编码,岗位名称,角色,分工', `T1-X,T-1,岗,operator,${'长'.repeat(61)}`]),
    };
    const wrong = await county.must(organisationRoutes.import, { as: 'chief', body: { dryRun: true, files: [long] } });
    expect(wrong).toMatchObject({ wrong: [{ row: 2, column: '分工', code: 'import.too-long' }] });
    const listed = (await county.must(peopleRoutes.list, { as: 'chief', query: { limit: 100 } }))['entries'] as {
      id: string;
      login: string;
    }[];
    for (const { id, login } of listed.filter((person) => ['zuzhi', 'xuanchuan', 'shuji'].includes(person.login))) {
      const { code } = await county.must(peopleRoutes.reset, { as: 'chief', params: { person: id }, body: {} });
      await county.must(sessionRoutes.redeem, { as: login, body: { login, code, password: PASSWORD } });
    }
  });

  it('says who holds what: a post of the unit, a substitute, or the unit above', async () => {
    programme = await launchProgramme(county, template);
    await programme.until('2026-03-02', '09:00');
    expect(await holding('T-1', 'plan')).not.toHaveProperty('who');
    expect(await holding('T-1', 'check')).toMatchObject({ holder: 'unit', who: 'organisation' });
    expect(await holding('T-2', 'check')).toMatchObject({ holder: 'unit', who: 'superior' });
  });

  it('lets those file who stand for the role, for one that supports it or in for it, and says whose it is', async () => {
    const zh = { 'accept-language': 'zh-CN' };
    const refused = await programme.command(
      'xuanchuan',
      'T-1',
      { type: 'SubmitItem', item: 'plan', values: { people: 3 } },
      zh,
    );
    expect(refused).toMatchObject({
      status: 403,
      json: { code: 'role-not-yours', detail: expect.stringContaining('“组织委员”') },
    });
    expect(await submit('t-operator', 'T-1', 'plan')).toMatchObject({
      status: 403,
      json: { detail: expect.stringContaining('“Organisation”') },
    });
    // Said before anybody tries.
    const shown = await county.must(runRoutes.get, { as: 'xuanchuan', params: { run: programme.runs['T-1'] } });
    expect(shown['forOthers']).toMatchObject({ plan: { zh: '组织委员' }, check: { zh: '纪检委员' } });
    expect(shown['forOthers']).not.toHaveProperty('study');
    const { entries } = await county.must(runRoutes.mine, { as: 'xuanchuan' });
    expect(
      (entries as { item: string; forRole: { zh: string } | null }[]).map(({ item, forRole }) => [item, forRole?.zh]),
    ).toEqual(
      expect.arrayContaining([
        ['study', undefined],
        ['plan', '组织委员'],
      ]),
    );
    expect((await submit('zuzhi', 'T-1', 'plan')).status).toBe(200);
    expect((await submit('zuzhi', 'T-1', 'check')).status).toBe(200);
    expect((await submit('zuzhi', 'T-1', 'study')).status).toBe(403);
    expect((await submit('xuanchuan', 'T-1', 'study')).status).toBe(200);
  });

  it('leaves to the unit above what nobody of the unit stands for', async () => {
    expect((await submit('t-operator', 'T-2', 'plan')).status).toBe(200);
  });

  it('lets those review who stand for the role that reviews', async () => {
    expect(await holding('T-1', 'plan')).toMatchObject({ holder: 'reviewer', who: 'secretary' });
    expect(await accept('t-reviewer', 'T-1', 'plan')).toMatchObject({ status: 403, json: { code: 'role-not-yours' } });
    expect((await accept('shuji', 'T-1', 'plan')).status).toBe(200);
    expect(await holding('T-2', 'plan')).toMatchObject({ holder: 'superior' });
    expect((await accept('t-reviewer', 'T-2', 'plan')).status).toBe(200);
  });

  it('goes along with the posts when a unit is merged away', async () => {
    await county.must(unitRoutes.merge, {
      as: 'chief',
      params: { unit: county.units['T-2'] },
      body: { units: [county.units['T-1']], effective: '2026-03-02', reason: '撤并' },
    });
    expect((await posts())['T1-XC']).toMatchObject({
      unit: { id: county.units['T-2'] },
      duties: ['宣传委员', '新闻发言人'],
    });
    expect((await submit('t-operator', 'T-2', 'study')).status).toBe(403);
    expect((await submit('xuanchuan', 'T-2', 'study')).status).toBe(200);
  });
});

describe('a launch', () => {
  it('flags a unit that needs a role nobody stands for, by its name, until somebody does', async () => {
    const known = await posts();
    const vacate = (code: string) =>
      county.must(postRoutes.handover, {
        as: 'chief',
        params: { post: known[code]!.id },
        body: { to: null, from: '2026-03-03' },
      });
    for (const code of ['C-operator', 'T-operator', 'T1-XC']) await vacate(code);
    await programme.until('2026-03-04', '09:00');
    const second = await launchProgramme(county, {
      ...template,
      id: 'duties-2',
      window: { start: '2026-03-05', end: '2026-04-30' },
    });
    const scope = async ({ campaign }: Programme): Promise<unknown> => {
      const { entries } = await county.must(campaignRoutes.units, { as: 'c-designer', params: { campaign } });
      return (entries as { code: string }[]).find(({ code }) => code === 'T-2');
    };
    // Organisation is held and stands in for publicity and discipline; take it away and nobody is left.
    expect(await scope(second)).toMatchObject({ state: 'running', unheldRole: null });
    await vacate('T1-ZZ');
    await programme.until('2026-03-06', '09:00');
    const third = await launchProgramme(county, {
      ...template,
      id: 'duties-3',
      window: { start: '2026-03-07', end: '2026-04-30' },
    });
    expect(await scope(third)).toMatchObject({
      state: 'flagged',
      reason: 'nobody-files',
      run: null,
      unheldRole: { zh: '组织委员' },
    });
    const join = { as: 'c-designer', params: { campaign: third.campaign, unit: county.units['T-2'] }, body: {} };
    expect(await county.ask(campaignRoutes.join, join)).toMatchObject({
      status: 422,
      json: { code: 'nobody-files', detail: expect.stringContaining('“Organisation”') },
    });
    await county.must(postRoutes.handover, {
      as: 'chief',
      params: { post: known['T1-ZZ']!.id },
      body: { to: county.people['t-operator'], from: '2026-03-06' },
    });
    expect((await county.ask(campaignRoutes.join, join)).status).toBeLessThan(300);
    expect(await scope(third)).toMatchObject({ state: 'running', unheldRole: null });
  });
});
