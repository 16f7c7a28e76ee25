/**
 * Adapting down the tree, as the section chief of a township does it twice a year, who knows Word and Excel:
 * opens the county's design, begins an adaptation, changes what may be changed, sees why the rest may not and asks
 * where that does not fit, and publishes.
 */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ask, enter, LEASE, look } from './kit/designing.js';
import { adapt, card, find, panel, publish, retitle, saved } from './kit/drawing.js';
import { onSample } from './kit/on-sample.js';

const stage = onSample('adapting');
/** The county's design and the township's adaptation of it. */
let root: string;
let town: string;

/** The design is open for editing; a window that was closed hard may still hold it. */
async function editable(page: Page): Promise<void> {
  // An adapter begins with the table.
  await page.locator('.designer-bar .ant-segmented').getByText('画布', { exact: true }).click();
  await page.locator('.design-card').first().waitFor();
  const take = page.getByRole('button', { name: '接管编辑' });
  if (await take.isVisible()) await take.click();
  await take.waitFor({ state: 'detached' });
  await page.locator('.designer-bar .ant-segmented').getByText('画布', { exact: true }).click();
  await page.locator('.design-card').first().waitFor();
}

describe('a township', () => {
  it('adapts the county’s design: changes what it may, is refused where it is locked', async () => {
    const { page, faults } = await enter(stage, 't02-designer', '/designs');
    const listed = await ask(page, 'GET', '/designs?kind=template&limit=10');
    root = listed['entries'][0].id;
    await page.goto(`${stage.sample.address}/designs/${root}`);
    await page.getByText('您没有编辑此方案的权限').waitFor();
    await adapt(page);
    town = new URL(page.url()).pathname.split('/')[2] ?? '';
    expect(town).not.toBe(root);

    await editable(page);

    // A free step gets another name on its card.
    await find(page, '收集好做法');
    await retitle(page, '每季收集一篇好做法');
    await card(page, '每季收集一篇好做法').locator('.origin.changed').waitFor();

    // A fixed one does not: in words on the screen, and by the engine for whoever goes past the screen.
    await find(page, '列出责任分工表');
    await retitle(page, '不开会了');
    await page.locator('.ant-message-warning').filter({ hasText: '规定' }).waitFor();
    expect(await card(page, '不开会了').count()).toBe(0);
    await saved(page);
    const { template, revision } = await ask(page, 'GET', `/designs/${town}/draft`);
    const locked = Object.keys(template['steps']).find((id) => template['steps'][id].mandate === 'fixed') ?? '';
    template['steps'][locked].title = { zh: '绕过页面的修改' };
    const refused = await ask(page, 'PUT', `/designs/${town}/draft`, { lease: LEASE, template }, String(revision));
    expect(refused).toMatchObject({ status: 422, code: 'design-locked' });
    expect(refused['problems'][0].detail).toContain('澄禾县');

    // Steps of one's own where the county left room; equivalents; all of it listed, and taken back one by one.
    await panel(page, '本级改动');
    await page.getByRole('button', { name: '增加本级任务：推动发展、办实事' }).click();
    await page.getByRole('menuitem', { name: '工作任务', exact: true }).click();
    await page.getByRole('tab', { name: '属性', selected: true }).waitFor();
    await page.locator('[data-path$="/title"] input').first().fill('镇干部走访挂钩村');
    await card(page, '镇干部走访挂钩村').locator('.origin.local').waitFor();
    // The county's policy leaves villages no room for it: it is not for them, or publishing would be refused.
    await panel(page, '本级改动');
    const own = page.getByRole('tabpanel').locator('.own-changes').first();
    await own.getByText('镇干部走访挂钩村').first().waitFor();
    const equivalent = page.getByRole('combobox', { name: '村党支部怎样做“支部动员和学习材料发放”' });
    await equivalent.click();
    await page.locator('.ant-select-item-option:visible').nth(1).click();
    await own.getByText('支部动员和学习材料发放').first().waitFor();
    await own.getByRole('button', { name: /撤回这项改动：.*支部动员和学习材料发放/ }).click();
    await own.getByText('支部动员和学习材料发放').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await own.getByText('支部动员和学习材料发放').first().waitFor();
    await page.getByRole('meter').first().waitFor();
    await page.getByText('仅所属单位').click();
    await page.locator('.applies .ant-segmented-item-selected').filter({ hasText: '仅所属单位' }).waitFor();
    await page.getByText('本单位和所属单位').click();
    await page.locator('.applies .ant-segmented-item-selected').filter({ hasText: '本单位和所属单位' }).waitFor();
    await saved(page);
    await look(page, 'adapting');
    await publish(page, '结合本镇实际细化');
    expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('asks for a variance, and gets it', async () => {
    const { page: chief } = await enter(stage, 't02-designer', `/designs/${town}`);
    await editable(chief);
    await find(chief, '召开动员会');
    await panel(chief, '属性');
    await chief
      .getByRole('button', { name: /为什么不能随意修改/ })
      .first()
      .click();
    await chief.getByRole('button', { name: '申请变通' }).click();
    const dialog = chief.getByRole('dialog').filter({ hasText: '申请变通' });
    await dialog.getByLabel('理由').fill('防汛期间，拟分片召开');
    await look(chief, 'variance-ask');
    await dialog.getByRole('button', { name: '提交申请' }).click();
    await chief.getByText(/已提交，由/).waitFor();

    const { page: county } = await enter(stage, 'county-designer', `/designs/${root}/variances`);
    await county.getByText('防汛期间，拟分片召开').waitFor();
    await county.getByRole('button', { name: '同意', exact: true }).click();
    const answer = county.getByRole('dialog');
    // Another township floods as well: it need not ask.
    await answer.getByRole('combobox', { name: '准予哪些单位' }).fill('T06');
    await county.locator('.ant-select-item-option:visible').first().click();
    await answer.getByLabel('答复说明').fill('情况属实，同意');
    await answer.getByLabel('文号').fill('澄组函〔2026〕5号');
    await look(county, 'variance-grant');
    await answer.getByRole('button', { name: '同意', exact: true }).click();
    await county.locator('.variance-list .state-tag.good').waitFor();
    const { units } = (await ask(county, 'GET', `/designs/${root}/variances`))['variances'][0];
    expect(units.map(({ code }: { code: string }) => code)).toEqual(['T02', 'T06']);
    await look(county, 'variances');

    await chief.reload();
    await editable(chief);
    await find(chief, '召开动员会');
    await retitle(chief, '分片召开动员会');
    await card(chief, '分片召开动员会').locator('.origin.changed').waitFor();
    await panel(chief, '本级改动');
    await chief.locator('.granted').getByText('已同意').waitFor();
    // What was granted hinders nobody from publishing.
    await publish(chief, '按县里同意的变通调整');
    await county.context().close();
    await chief.context().close();

    // Whoever was named beside who asked finds the lock open; a unit that was not finds it closed.
    const { page: named, faults } = await enter(stage, 't06-designer', `/designs/${root}`);
    await adapt(named);
    await editable(named);
    await find(named, '召开动员会');
    await retitle(named, '分村召开动员会');
    await card(named, '分村召开动员会').locator('.origin.changed').waitFor();
    await publish(named, '按县里一并同意的变通调整');
    expect(faults).toEqual([]);
    await named.context().close();
    const { page: stranger } = await enter(stage, 't07-designer', `/designs/${root}`);
    await adapt(stranger);
    await editable(stranger);
    await find(stranger, '召开动员会');
    await retitle(stranger, '不开动员会');
    await stranger.locator('.ant-message-warning').filter({ hasText: '规定' }).waitFor();
    await stranger.context().close();
  }, 180_000);
});
