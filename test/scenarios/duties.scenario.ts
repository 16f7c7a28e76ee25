/** Who files, reviews and lets off: by posts that stand for roles of the template, and by where they are held. */
import {
  campaignRoutes,
  organisationRoutes,
  peopleRoutes,
  postRoutes,
  runRoutes,
  sessionRoutes,
  systemRoutes,
  unitRoutes,
} from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchProgramme, minute, type Programme, signedSheet } from '../kit/programme.js';
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
  for (const code of ['T-operator', 'C-reviewer', 'T-reviewer']) await divide(code, ['综合联络']);
  await divide('C-operator', ['值班']);
});
afterAll(() => county?.close());

describe('what is decided from above', () => {
  const office = { lead: 'office', ladder: {} };
  const above = {
    ...template,
    id: 'from-above',
    roles: { office: { title: { zh: '综合联络' } } },
    steps: {
      scheme: report('office', '实施方案', {
        ...office,
        when: { '==': [{ var: 'unit.category' }, 'township'] },
        reviews: {
          superior: { by: { who: 'superior' }, order: 1, limitDays: 3 },
          group: { by: { who: 'inspection-group' }, order: 2, limitDays: 3 },
        },
      }),
      visit: report('office', '走访情况', { ...office, reviews: { superior: { by: { who: 'superior' } } } }),
      later: report('office', '台账', office),
    },
  } as TemplateInput;
  let started: Programme;
  const ask = (as: string, unit: string, command: object): Promise<Asked> => started.command(as, unit, command);
  const code = async (as: string, unit: string, command: object): Promise<unknown> => {
    const { status, json } = await ask(as, unit, command);
    return status < 300 ? status : json['code'];
  };
  const listed = async (as: string): Promise<unknown> => {
    const { entries } = await county.must(runRoutes.mine, {
      as,
      query: { as: 'reviewer', campaign: started.campaign },
    });
    return (entries as { item: string; unit: { code: string }; forRole: { zh: string } | null }[])
      .filter(({ unit }) => unit.code === 'T')
      .map(({ item, forRole }) => [item, forRole?.zh ?? null]);
  };
  const filed = { type: 'SubmitItem', values: { people: 3 } };
  const due = minute('2026-04-20');

  it('a review by the superior is passed above the unit, by nobody of the unit itself', async () => {
    started = await launchProgramme(county, above);
    await started.until('2026-03-02', '09:00');
    await started.order('t-operator', 'T', { ...filed, item: 'scheme' });
    const accepted = { type: 'AcceptItem', item: 'scheme' };
    expect(await listed('t-reviewer')).toEqual([['scheme', '上级单位']]);
    expect(await listed('c-reviewer')).toEqual([['scheme', null]]);
    expect(await code('t-reviewer', 'T', accepted)).toBe('review-not-yours');
    expect(await code('t-reviewer', 'T', { ...accepted, type: 'ReturnItem', comment: '改' })).toBe('review-not-yours');
    expect(await code('c-inspector', 'T', accepted)).toBe('review-not-yours');
    expect(await code('c-reviewer', 'T', accepted)).toBe(200);
  });

  it('a review by the inspection group is an inspector’s who does not belong to the unit', async () => {
    const accepted = { type: 'AcceptItem', item: 'scheme' };
    expect(await listed('c-inspector')).toEqual([['scheme', null]]);
    expect(await listed('c-reviewer')).toEqual([['scheme', '督导组']]);
    expect(await code('c-reviewer', 'T', accepted)).toBe('review-not-yours');
    expect(await code('t-inspector', 'T', accepted)).toBe('forbidden');
    expect(await code('c-inspector', 'T', accepted)).toBe(200);
    const { entries } = await county.must(runRoutes.history, { as: 'c-reviewer', params: { run: started.runs['T'] } });
    const [passed] = (entries as { type: string; by: Record<string, unknown> }[]).filter(
      ({ type }) => type === 'ReviewPassed',
    );
    expect(passed?.by).toMatchObject({ role: 'inspector', post: (await posts())['C-inspector']!.id });
  });

  it('nobody lets their own unit off', async () => {
    for (const command of [
      { type: 'ExtendItem', item: 'scheme', due, reason: '忙' },
      { type: 'WaiveItem', item: 'scheme', reason: '忙' },
      { type: 'MoveDeadline', step: 'scheme', due, authority: { by: 'telephone', who: '王主任' } },
      { type: 'HoldRun', reason: '忙' },
      { type: 'CancelPhase', phase: 'work', reason: '忙' },
      { type: 'CancelRun', reason: '忙' },
    ])
      expect([command.type, await code('t-designer', 'T', command)]).toEqual([command.type, 'not-from-above']);
    const extend = { type: 'ExtendItem', item: 'later', due, reason: '防汛' };
    expect(await code('t-reviewer', 'T', { ...extend, item: 'scheme' })).toBe('not-from-above');
    expect(await code('t-reviewer', 'T-1', extend)).toBe(200);
    expect(await code('t-designer', 'T-2', { type: 'WaiveItem', item: 'later', reason: '无此项' })).toBe(200);
    const exempt = (as: string, unit: string): Promise<Asked> =>
      county.ask(campaignRoutes.exempt, {
        as,
        params: { campaign: started.campaign, unit: county.units[unit] },
        body: { reason: '忙' },
      });
    expect((await exempt('t-designer', 'T')).json['code']).toBe('not-from-above');
    const own = await county.must(campaignRoutes.quickRequest, {
      as: 't-designer',
      body: {
        title: { zh: '本镇统计' },
        scope: county.units['T'],
        units: [county.units['T']],
        due,
        fields: [{ title: { zh: '数' }, type: 'number' }],
      },
    });
    for (let status: unknown = 'working'; status !== 'done'; )
      ({ status } = await county.must(systemRoutes.progress, { as: 't-designer', params: { job: own['job'] } }));
    const { entries } = await county.must(campaignRoutes.units, {
      as: 't-designer',
      params: { campaign: own['campaign'] },
    });
    const [{ run }] = entries as [{ run: string }];
    const command = { type: 'CancelRun', reason: '不再需要' };
    // Whoever launched it for all of its scope answers for it.
    expect((await county.ask(runRoutes.command, { as: 't-designer', params: { run }, body: { command } })).status).toBe(
      200,
    );
  });

  it('an item is passed on to a post or person that is there, and whoever holds the post may file', async () => {
    const to = (await posts())['C-operator']!.id;
    const visit = { ...filed, item: 'visit' };
    expect(await code('t-operator', 'T-1', { type: 'DelegateItem', item: 'visit', to: 'nobody-at-all' })).toBe(
      'delegate-unknown',
    );
    expect(await code('c-operator', 'T-1', visit)).toBe('role-not-yours');
    expect(await code('t-operator', 'T-1', { type: 'DelegateItem', item: 'visit', to })).toBe(200);
    expect(await code('c-operator', 'T-1', visit)).toBe(200);
  });

  it('a clerk above enters what was signed on paper, with the sheet', async () => {
    const run = started.runs['T-1'];
    const paper = { signer: '镇党委书记', date: '2026-03-02' };
    const accepted = { type: 'AcceptItem', item: 'visit' };
    expect(await code('t-operator', 'T-1', accepted)).toBe('forbidden');
    expect(await code('t-operator', 'T-1', { ...accepted, paper })).toBe('run.paper.file');
    expect(await code('t-operator', 'T-1', { ...accepted, paper: { ...paper, file: 'f'.repeat(64) } })).toBe(
      'evidence.file.missing',
    );
    const sheet = await signedSheet(county, 't-operator', { run, item: 'visit', date: '2026-03-02' });
    // Who handed it in does not sign it off, not even with a sheet.
    expect(await code('c-operator', 'T-1', { ...accepted, paper: sheet })).toBe('run.review.own-filing');
    expect(await code('t-operator', 'T-1', { ...accepted, paper: sheet })).toBe(200);
    expect(await started.item('T-1', 'visit')).toMatchObject({ status: 'done', paper: sheet });
  });

  it('a correction is approved by somebody who reviews for the unit', async () => {
    const correct = { type: 'CorrectItem', item: 'visit', values: { people: 4 }, reason: '笔误' };
    const by = (approver: string | undefined): Promise<unknown> => code('c-operator', 'T-1', { ...correct, approver });
    expect(await by('made-up-by-hand')).toBe('approver-unknown');
    expect(await by(county.people['t-auditor'])).toBe('approver-unknown');
    expect(await by(county.people['t-reviewer'])).toBe(200);
  });
});

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
