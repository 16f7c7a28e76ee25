/**
 * Taking over what the county changed: the township answers question by question, or ticks dates and people in one
 * table; the county sees who is waited for.
 */
import { describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { adaptation, ask, change, enter, type Json, look, release } from './kit/designing.js';
import { card, find, publish, retitle } from './kit/drawing.js';
import { onSample } from './kit/on-sample.js';
import { DESK_EN, PHONE } from './kit/open-browser.js';

const stage = onSample('takeover');
/** The county's design, a village's adaptation of the township's. */
let root: string;
let village: string;

/** A step of the county's that goes. */
const SITE = '分两批现场教学';
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

/** A question of the list is put – of its kind, about a step; its heading says what it is about. */
async function question(page: Page, kind: string, about = ''): Promise<Locator> {
  await page.locator('.questions button').filter({ hasText: kind }).filter({ hasText: about }).first().click();
  await page.locator('.question .class').filter({ hasText: kind }).waitFor();
  return page.locator('.question');
}
const decided = (page: Page, count: number): Promise<void> =>
  page
    .locator('.questions .progress')
    .filter({ hasText: `已决定 ${count} /` })
    .waitFor();

/** The panel of what this level changed, in a window that may edit; one that was closed hard may still hold it. */
async function ownChanges(page: Page): Promise<Locator> {
  await page.getByRole('tab', { name: /^本级改动/ }).waitFor();
  const take = page.getByRole('button', { name: '接管编辑' });
  if (await take.isVisible()) await take.click();
  await take.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: /^本级改动/ }).click();
  const own = page.getByRole('tabpanel').locator('.own-changes').first();
  await own.waitFor();
  return own;
}

describe('a new version of the county', () => {
  it('with every class of conflict is resolved by the township; the branch below follows', async () => {
    const { page: county } = await enter(stage, 'county-designer', '/designs');
    root = (await ask(county, 'GET', '/designs?kind=template&limit=10'))['entries'][0].id;
    const { page, faults } = await enter(stage, 't05-designer', '/designs');
    const t05 = await adaptation(page, root, 'T05', {
      '/steps/good-practice/title': set(text('收集一篇好做法')),
      '/steps/mobile-members/guidance': set(text('与外出务工党员电话联系，不另做台账。')),
      '/steps/young-members/guidance': set(text('与镇团委一起办。')),
      '/steps/local-extras': { op: 'remove' },
      '/steps/return-visit': add(
        localStep('办实事回访', 'serve', 'task', {
          deadlines: {
            due: { anchor: { from: 'step-ended', step: 'site-teaching' }, offset: 10, roll: 'previous-working-day' },
          },
        }),
      ),
      '/steps/town-reading': add(
        localStep('镇机关读书会', 'study', 'study', { hangsAt: { at: 'step', step: 'theme-day' } }),
      ),
      '/steps/joint-study': add(localStep('片区联学', 'study', 'study', { tags: ['gala'] })),
      '/steps/weekly-plan/evidence/owners': add({ type: 'number', title: text('责任人数'), required: true }),
    });
    village = await adaptation(page, root, 'T05-V01', {
      '/steps/branch-meeting/notes': set({ hall: text('在村文化礼堂开。') }),
    });
    await ask(page, 'PATCH', `/designs/${village}`, { takeover: 'automatic' });

    // The county's new version: some of it drawn, some of it past the screen; published in the dialog, which says
    // what it means for the township.
    await change(county, root, (template) => {
      template['steps']['young-members'].mandate = 'fixed';
      template['steps']['local-extras'].guidance = text('报备表只填一页。');
      delete template['steps']['theme-day'].extension;
      template['policies']['no-gala'] = {
        title: text('不搞联欢'),
        reason: text('为基层减负'),
        rule: { type: 'forbid-tags', tags: ['gala'] },
      };
      template['steps']['weekly-plan'].evidence.owners = { type: 'number', title: text('明确到人的事项数') };
      delete template['steps']['mobile-members'];
      for (const [id, edge] of Object.entries(template['edges'] as Json))
        if (edge.from === 'mobile-members' || edge.to === 'mobile-members') delete template['edges'][id];
    });
    await county.goto(`${stage.sample.address}/designs/${root}`);
    await county.locator('.design-card').first().waitFor();
    await find(county, '收集好做法');
    await retitle(county, '收集好做法（年底一次）');
    await find(county, SITE);
    await county.locator('.design-canvas').press('Delete');
    await card(county, SITE).waitFor({ state: 'detached' });
    await publish(county, '按上级新部署修订', async (dialog) => {
      await dialog.locator('.impact-lines summary').filter({ hasText: '与新规定冲突' }).click();
      await dialog.locator('.impact-lines li li').filter({ hasText: '不搞联欢' }).first().waitFor();
      await look(county, 'publish-impact');
    });

    await page.goto(`${stage.sample.address}/designs/inbox`);
    await page.getByText('有 8 处要决定').waitFor();
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
    // What the county took away goes; what the township took away stays away, though the county wrote to it.
    await question(page, '一方改、一方删', '流动党员');
    await page.keyboard.press('1');
    await decided(page, 2);
    await (await question(page, '一方改、一方删', '自选动作报备')).getByRole('button', { name: '保留本级' }).click();
    await decided(page, 3);
    // What may not be kept says why.
    const locked = await question(page, '上级新近锁定');
    expect(await locked.getByRole('button', { name: '保留本级' }).isDisabled()).toBe(true);
    await locked.getByText('不能保留本级的内容').waitFor();
    await look(page, 'takeover-locked');
    await page.keyboard.press('1');
    await decided(page, 4);
    await question(page, '同一标识各自增加');
    await page.keyboard.press('1');
    await decided(page, 5);
    // The step whose deadline counted from what is gone is given up; the one that hung where nothing may hang any
    // more is hung elsewhere.
    await question(page, '依附的内容已取消', '办实事回访');
    await page.keyboard.press('1');
    await decided(page, 6);
    const vanished = await question(page, '依附的内容已取消', '镇机关读书会');
    await vanished.getByRole('button', { name: '另行修改' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.waitFor();
    await look(page, 'takeover-edit');
    await drawer.locator('[data-path$="/hangsAt"] .ant-select').click();
    await page.locator('.ant-select-item-option:visible').filter({ hasText: '理论学习' }).click();
    await drawer.getByRole('button', { name: '用这样的内容' }).click();
    await decided(page, 7);
    await question(page, '合并后不合规则');
    await page.keyboard.press('1');
    await decided(page, 8);
    // An answer can be taken back, and is there again after the page was left.
    await page.locator('.questions button').filter({ hasText: '收集' }).first().click();
    await page.getByText('理由：每季一次太密').waitFor();
    await page.getByRole('button', { name: '重新决定' }).click();
    await decided(page, 7);
    await page.reload();
    await decided(page, 7);
    await question(page, '上下都改了');
    await page.keyboard.press('2');
    await decided(page, 8);
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
    expect(template.steps['weekly-plan'].evidence.owners.title.zh).toBe('明确到人的事项数');
    for (const gone of ['mobile-members', 'local-extras', 'return-visit', 'site-teaching', 'joint-study'])
      expect(template.steps[gone]).toBeUndefined();
    expect(template.steps['town-reading'].hangsAt).toEqual({ at: 'phase', phase: 'study' });
    expect(template.steps['branch-meeting'].notes.hall.zh).toBe('在村文化礼堂开。');

    // What was decided is listed, and decided again one by one, which changes that place of a new draft alone.
    await page.getByRole('link', { name: '打开方案' }).click();
    const own = await ownChanges(page);
    const decisions = page.getByRole('region', { name: /^承接时的决定/ });
    await decisions.getByText('随第 2 版发布').first().waitFor();
    await look(page, 'takeover-listed');
    await decisions.getByRole('button', { name: /^重新决定：.*收集一篇好做法/ }).click();
    const again = page.getByRole('dialog');
    await again.getByLabel('决定的理由').fill('与县里一致');
    await look(page, 'takeover-again');
    await again.getByRole('button', { name: /^采用上级/ }).click();
    await page.getByText('已按新的决定修改草稿').waitFor();
    const drafted = async (): Promise<Json> => await ask(page, 'GET', `/designs/${t05}/draft`);
    const { template: anew } = await drafted();
    expect(anew.steps['good-practice'].title.zh).toBe('收集好做法（年底一次）');
    expect(anew.steps['town-reading'].hangsAt).toEqual({ at: 'phase', phase: 'study' });

    // What stands there as above by now is kept on purpose: a change of one's own, also after a reload.
    await ownChanges(page);
    await decisions.getByText('理由：与县里一致').waitFor();
    await decisions
      .getByRole('button', { name: /收集好做法（年底一次）”的名称$/ })
      .first()
      .click();
    await page.getByRole('button', { name: '名称：有意保留' }).click();
    await page.locator('.saved-sign.saved').waitFor();
    await page.reload();
    await ownChanges(page);
    await own.getByText(/^有意保留：.*收集好做法/).waitFor();
    expect((await drafted())['difference']['/steps/good-practice/title'].value.zh).toBe('收集好做法（年底一次）');
    await own.getByRole('button', { name: /^撤回这项改动：有意保留/ }).click();
    await own.getByText(/^有意保留：/).waitFor({ state: 'detached' });
    await page.locator('.saved-sign.saved').waitFor();
    expect((await drafted())['difference']['/steps/good-practice/title']).toBeUndefined();
    expect(faults).toEqual([]);
    await county.context().close();
    await page.context().close();
  }, 240_000);

  it('that changes only dates and people is one table with tick boxes; who is waited for is seen and reminded', async () => {
    const { page: county } = await enter(stage, 'county-designer', '/designs');
    root = (await ask(county, 'GET', '/designs?kind=template&limit=10'))['entries'][0].id;
    const { page, faults } = await enter(stage, 't04-designer', '/designs');
    const t04 = await adaptation(page, root, 'T04', {
      '/steps/plan/deadlines/town': add({
        anchor: { from: 'campaign-start' },
        offset: 11,
        roll: 'previous-working-day',
      }),
      '/roles/office/post': set(text('镇党建办主任')),
    });
    await release(county, root, (template) => {
      template['steps']['good-practice'].deadlines = {
        due: { anchor: { from: 'campaign-end' }, offset: -14, roll: 'previous-working-day' },
      };
      template['roles'].office.post = text('综合联络组组长');
    });
    await county.goto(`${stage.sample.address}/designs/${root}/adoption`);
    await county.getByRole('button', { name: /^催办/ }).first().waitFor();
    await look(county, 'adoption');
    const { page: abroad } = await enter(stage, 'county-designer', `/designs/${root}/adoption`, DESK_EN);
    await abroad
      .getByRole('button', { name: /^Remind/ })
      .first()
      .waitFor();
    await look(abroad, 'adoption', DESK_EN);
    await abroad.context().close();
    const { page: phone } = await enter(stage, 'county-designer', `/designs/${root}/adoption`, PHONE);
    await phone.getByRole('button', { name: /^催办/ }).first().waitFor();
    await look(phone, 'adoption', PHONE);
    await phone.context().close();
    await county.getByRole('button', { name: /^催办全部/ }).click();
    await county.getByText(/已催办 \d+ 个单位/).waitFor();
    // Who has not begun is picked; from their inbox the way leads into the adaptation.
    await county.getByLabel('查找单位').fill('T09');
    await county.getByRole('checkbox', { name: /^选择/ }).check();
    await county.getByRole('button', { name: '催办所选 1 个' }).click();
    await county.getByText('已催办 1 个单位').waitFor();
    const { page: town } = await enter(stage, 't09-designer', '/designs/inbox');
    await town.getByText(/提醒细化。$/).waitFor();
    await look(town, 'inbox-invited');
    await town.getByRole('button', { name: '为本单位细化' }).click();
    await town.waitForURL((url) => !url.pathname.endsWith('/inbox'));
    await town.context().close();

    await page.goto(`${stage.sample.address}/designs/inbox`);
    await page.getByText('催办承接').waitFor();
    await page.getByRole('link', { name: '去承接' }).click();
    await page.getByText('这次只有日期和责任人的变化').waitFor();
    await look(page, 'takeover-dates');
    const { page: abroad2 } = await enter(stage, 't04-designer', new URL(page.url()).pathname, DESK_EN);
    await abroad2.getByText('Only dates and people changed').waitFor();
    await look(abroad2, 'takeover-dates', DESK_EN);
    await abroad2.context().close();
    await page
      .getByRole('checkbox', { name: /收集好做法/ })
      .first()
      .uncheck();
    await page.getByRole('button', { name: '确认承接' }).click();
    await page.getByText('还没有发布').waitFor();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('已发布第 2 版').waitFor();
    const { template } = await ask(page, 'GET', `/designs/${t04}/draft`);
    expect(template.roles.office.post.zh).toBe('镇党建办主任');

    await county.goto(`${stage.sample.address}/designs/${root}/tightenings`);
    await county.getByRole('button', { name: /^阅知/ }).first().waitFor();
    await look(county, 'tightenings');
    await county.getByRole('button', { name: /^阅知/ }).first().click();
    await county.getByText(/阅知$/).first().waitFor();
    expect(faults).toEqual([]);
    await county.context().close();
    await page.context().close();
  }, 240_000);
});
