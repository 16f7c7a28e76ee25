/**
 * Adapting down the tree, as the section chief of a township does it twice a year, who knows Word and Excel:
 * opens the county's design, begins an adaptation, changes what may be changed, sees why the rest may not and asks
 * where that does not fit, publishes; months later takes over what the county changed, question by question.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { barriers, DESK, openBrowser, picture, signIn, visit, type Visit } from './kit/open-browser.js';
import { type SampleEngine, startSampleEngine } from './kit/sample-engine.js';

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into as they come
type Json = Record<string, any>;

let sample: SampleEngine;
let browser: Browser;
/** The county's design, a village's adaptation. */
let root: string;
let village: string;

beforeAll(async () => {
  sample = await startSampleEngine('adapting');
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await sample?.close();
});

/** Somebody at a page, signed in. */
async function enter(login: string, path: string, look: Visit = DESK): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await visit(browser, look);
  await page.goto(`${sample.address}/designs`);
  await signIn(page, login, sample.signIn.samplePassword);
  await page.locator('.page-head').waitFor();
  if (path !== '/designs') await page.goto(sample.address + path);
  return { page, faults };
}

/** What the page's person asks of the engine directly, past the screen. */
async function ask(page: Page, method: string, path: string, data?: Json, ifMatch?: string): Promise<Json> {
  const answer = await page.request.fetch(`${sample.address}/api${path}`, {
    method,
    headers: {
      'x-gangmu-request': '1',
      'accept-language': 'zh-CN',
      'idempotency-key': `key-${Math.random().toString(36).slice(2)}-${Date.now()}`,
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(data === undefined ? {} : { data }),
  });
  return { status: answer.status(), ...((await answer.json()) as Json) };
}
const LEASE = 'lease-of-the-test';
/** Saves a change of a design and publishes it. */
async function release(page: Page, design: string, change: (template: Json) => void): Promise<Json> {
  await ask(page, 'POST', `/designs/${design}/lease`, { lease: LEASE, takeOver: true });
  const { template, revision } = await ask(page, 'GET', `/designs/${design}/draft?lease=${LEASE}`);
  change(template);
  const saved = await ask(page, 'PUT', `/designs/${design}/draft`, { lease: LEASE, template }, String(revision));
  expect(saved).toMatchObject({ status: 200 });
  const published = await ask(page, 'POST', `/designs/${design}/versions`, {
    revision: saved['revision'],
    reason: '按上级新部署修订',
    document: '澄发〔2026〕8号',
  });
  expect(published).toMatchObject({ status: 201 });
  await ask(page, 'DELETE', `/designs/${design}/lease?lease=${LEASE}`);
  for (let job = published['job'] as string | null; job !== null; ) {
    const progress = await ask(page, 'GET', `/progress/${job}`);
    if (progress['status'] === 'done') job = null;
    else expect(progress['status']).not.toBe('failed');
  }
  return published;
}

async function look(page: Page, name: string, at: Visit = DESK): Promise<void> {
  await picture(page, name, at);
  expect(await barriers(page)).toEqual([]);
}
const text = (zh: string): Json => ({ zh });
const set = (value: unknown): Json => ({ op: 'set', value });
const add = (value: unknown): Json => ({ op: 'add', value });
const OF_TOWNSHIPS = { '==': [{ var: 'unit.category' }, 'township'] };
/** A step of a township's own at a phase that invites such. */
const localStep = (zh: string, phase: string, kind: string, rest: Json = {}): Json => ({
  phase,
  kind,
  title: text(zh),
  mandate: 'free',
  order: 90,
  lead: 'office',
  when: OF_TOWNSHIPS,
  hangsAt: { at: 'phase', phase },
  evidence: { held: { type: 'date', title: text('完成日期') } },
  deadlines: { due: { anchor: { from: 'campaign-end' }, offset: -30, roll: 'previous-working-day' } },
  ...rest,
});

/** A unit's published adaptation, made past the screen. */
async function adaptation(page: Page, unit: string, difference: Json): Promise<string> {
  const found = (await ask(page, 'GET', `/units?q=${unit}&limit=20`)) as { entries: Json[] };
  const { id } = found.entries.find(({ code }) => code === unit) ?? {};
  const { id: design } = await ask(page, 'POST', `/designs/${root}/adaptations`, { unit: id });
  if (design === undefined) throw new Error(`${unit} has adapted it already`);
  await ask(page, 'POST', `/designs/${design}/lease`, { lease: LEASE });
  const { revision } = await ask(page, 'GET', `/designs/${design}/draft`);
  const saving = await ask(page, 'PUT', `/designs/${design}/draft`, { lease: LEASE, difference }, String(revision));
  expect(saving).toMatchObject({ status: 200, findings: expect.anything() });
  const order = { revision: saving['revision'], reason: '结合实际细化' };
  expect(await ask(page, 'POST', `/designs/${design}/versions`, order)).toMatchObject({ status: 201 });
  await ask(page, 'DELETE', `/designs/${design}/lease?lease=${LEASE}`);
  return design;
}
/** A question of the list is put; its heading says what it is about. */
async function question(page: Page, kind: string): Promise<Locator> {
  await page.locator('.questions button').filter({ hasText: kind }).first().click();
  await page.locator('.question .class').filter({ hasText: kind }).waitFor();
  return page.locator('.question');
}
const decided = (page: Page, count: number): Promise<void> =>
  page
    .locator('.questions .progress')
    .filter({ hasText: `已决定 ${count} /` })
    .waitFor();

describe('a new version of the county', () => {
  it('with every class of conflict is resolved by the township; the branch below follows', async () => {
    const { page: county } = await enter('county-designer', '/designs');
    root = (await ask(county, 'GET', '/designs?kind=template&limit=10'))['entries'][0].id;
    const { page, faults } = await enter('t05-designer', '/designs');
    const t05 = await adaptation(page, 'T05', {
      '/steps/good-practice/title': set(text('收集一篇好做法')),
      '/steps/mobile-members/guidance': set(text('与外出务工党员电话联系，不另做台账。')),
      '/steps/young-members/guidance': set(text('与镇团委一起办。')),
      '/steps/town-visits': add(localStep('镇干部走访挂钩村', 'serve', 'task')),
      '/steps/joint-study': add(localStep('片区联学', 'study', 'study', { tags: ['gala'] })),
      '/steps/reading-week': add(localStep('镇读书周', 'study', 'study')),
    });
    village = await adaptation(page, 'T05-V01', {
      '/steps/branch-meeting/notes': set({ hall: text('在村文化礼堂开。') }),
    });
    await ask(page, 'PATCH', `/designs/${village}`, { takeover: 'automatic' });

    await release(county, root, (template) => {
      template['steps']['good-practice'].title = text('收集好做法（年底一次）');
      template['steps']['young-members'].mandate = 'fixed';
      delete template['phases'].serve.extension;
      template['policies']['no-gala'] = {
        title: text('不搞联欢'),
        reason: text('为基层减负'),
        rule: { type: 'forbid-tags', tags: ['gala'] },
      };
      template['steps']['reading-week'] = { ...template['steps']['young-members'], title: text('全县读书周') };
      delete template['steps']['mobile-members'];
      for (const [id, edge] of Object.entries(template['edges'] as Json))
        if (edge.from === 'mobile-members' || edge.to === 'mobile-members') delete template['edges'][id];
    });

    await page.goto(`${sample.address}/designs/inbox`);
    await page.getByText('有 6 处要决定').waitFor();
    await look(page, 'inbox');
    await page.getByRole('link', { name: '去承接' }).click();
    await decided(page, 0);
    await look(page, 'takeover');
    expect(await page.getByRole('button', { name: '确认承接' }).isDisabled()).toBe(true);

    // By keyboard: one's own title stays, with its reason.
    const both = await question(page, '上下都改了');
    await both.getByLabel('决定的理由').fill('每季一次太密');
    await both.getByRole('button', { name: '保留本级' }).click();
    await decided(page, 1);
    await question(page, '一方改、一方删');
    await page.keyboard.press('1');
    await decided(page, 2);
    // What may not be kept says why.
    const locked = await question(page, '上级新近锁定');
    expect(await locked.getByRole('button', { name: '保留本级' }).isDisabled()).toBe(true);
    await locked.getByText('不能保留本级的内容').waitFor();
    await look(page, 'takeover-locked');
    await page.keyboard.press('1');
    await decided(page, 3);
    await question(page, '同一标识各自增加');
    await page.keyboard.press('1');
    await decided(page, 4);
    // The step that hung where nothing may hang any more is hung elsewhere.
    const vanished = await question(page, '依附的内容已取消');
    await vanished.getByRole('button', { name: '另行修改' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.waitFor();
    await look(page, 'takeover-edit');
    await drawer.locator('[data-path$="/hangsAt"] .ant-select').click();
    await page.locator('.ant-select-item-option:visible').filter({ hasText: '理论学习' }).click();
    await drawer.getByRole('button', { name: '用这样的内容' }).click();
    await page.locator('.answered, .question .ant-alert-error').first().waitFor();
    if (await page.locator('.question .ant-alert-error').isVisible()) await page.keyboard.press('1');
    await decided(page, 5);
    await question(page, '合并后不合规则');
    await page.keyboard.press('1');
    await decided(page, 6);
    // An answer can be taken back, and is there again after the page was left.
    await page.locator('.questions button').filter({ hasText: '收集' }).first().click();
    await page.getByText('理由：每季一次太密').waitFor();
    await page.getByRole('button', { name: '重新决定' }).click();
    await decided(page, 5);
    await page.reload();
    await decided(page, 5);
    await question(page, '上下都改了');
    await page.keyboard.press('2');
    await decided(page, 6);
    // Nothing was applied so far.
    const before = await ask(page, 'GET', `/designs/${t05}/draft`);
    expect(before['template'].steps['mobile-members']).toBeDefined();
    await look(page, 'takeover-decided');
    await page.getByRole('button', { name: '确认承接' }).click();
    await page.getByText('还没有发布').waitFor();
    await look(page, 'takeover-done');
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('已发布第 2 版').waitFor();

    // The branch below: what the county and the township made new, and what it added itself.
    for (let tries = 0; ; tries += 1) {
      const { state } = await ask(page, 'GET', `/designs/${village}`);
      if (state === 'current') break;
      expect(tries).toBeLessThan(200);
    }
    const { template } = await ask(page, 'GET', `/designs/${village}/draft`);
    expect(template.steps['good-practice'].title.zh).toBe('收集一篇好做法');
    expect(template.steps['reading-week'].title.zh).toBe('全县读书周');
    expect(template.steps['mobile-members']).toBeUndefined();
    expect(template.steps['branch-meeting'].notes.hall.zh).toBe('在村文化礼堂开。');
    expect(faults).toEqual([]);
    await county.context().close();
    await page.context().close();
  }, 180_000);
});
