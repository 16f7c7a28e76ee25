/**
 * What comes between people and their draft: a line that is cut, a session that ends, somebody else at the same draft,
 * a draft that nobody can read any more. Nothing that was drawn is lost, and there is always a way on.
 */
import { describe, expect, it } from '@jest/globals';
import { Database } from '@gangmu/engine';
import type { Page } from 'playwright-core';
import { ask, enter, look } from './kit/designing.js';
import { begin, card, drawPhase, retitle, saved } from './kit/drawing.js';
import { onSample } from './kit/on-sample.js';
import { signIn } from './kit/open-browser.js';

const stage = onSample('mishaps');
const lane = (page: Page, title: string) => page.locator('.design-lane').filter({ hasText: title });
const idOf = (page: Page): string => new URL(page.url()).pathname.split('/')[2] ?? '';

describe('a line that is cut', () => {
  it('is said in words by a design that cannot be opened, which opens when asked again', async () => {
    const { page } = await enter(stage, 'county-designer', '/designs');
    await page.locator('.design-tile').first().waitFor();
    await page.route('**/api/**', (route) => route.abort());
    await page.locator('.design-tile').locator('a').first().click();
    await page.getByText('没有加载成功').waitFor();
    await page.getByText('与服务器的连接中断').waitFor();
    const address = page.url();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: '重新加载' }).click();
    await card(page, '召开动员会').waitFor();
    expect(page.url()).toBe(address);
    await page.context().close();
  }, 120_000);

  it('loses nothing that was drawn meanwhile, even if the window is closed before it comes back', async () => {
    const { page } = await enter(stage, 'county-designer', '/designs');
    await begin(page, '断网试画');
    await drawPhase(page, '联网时画的');
    await saved(page);
    await page.context().setOffline(true);
    await drawPhase(page, '断网时画的');
    await page.locator('.saved-sign.offline').waitFor();
    await page.context().setOffline(false);
    await saved(page);
    // It was not opened again: what was drawn is there, and one step back.
    await page.getByText('与服务器的连接中断').waitFor({ state: 'detached' });
    await lane(page, '断网时画的').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await lane(page, '断网时画的').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '重做' }).click();
    await lane(page, '断网时画的').waitFor();
    await saved(page);
    // How one looks at it stays when the page is loaded again; back leads to the view before.
    await page.locator('.ant-segmented-item', { hasText: '任务分解表' }).click();
    await page.locator('.task-table').waitFor();
    await page.reload();
    await page.locator('.task-table').waitFor();
    await page.goBack();
    await lane(page, '断网时画的').waitFor();

    await page.context().setOffline(true);
    await drawPhase(page, '关窗前画的');
    await page.locator('.saved-sign.offline').waitFor();
    const address = page.url();
    await page.close({ runBeforeUnload: false });
    await page.context().setOffline(false);
    const again = await page.context().newPage();
    await again.goto(address);
    await lane(again, '断网时画的').waitFor();
    // Whoever was cut off still holds the right to save: nobody could give it back.
    const take = again.getByRole('button', { name: '接管编辑' });
    const recover = again.getByRole('button', { name: '恢复修改' });
    await take.or(recover).first().waitFor();
    if (await take.isVisible()) await take.click();
    await recover.click();
    await lane(again, '关窗前画的').waitFor();
    await saved(again);
    await again.reload();
    await lane(again, '关窗前画的').waitFor();
    await again.context().close();
  }, 120_000);
});

describe('a session that ends', () => {
  it('asks for the password, and offers what was drawn since', async () => {
    const { page } = await enter(stage, 'county-designer', '/designs');
    await begin(page, '登录失效');
    await saved(page);
    await page.context().clearCookies();
    // Saved by itself a moment later: there may be no time to give it a name.
    await page.locator('.design-canvas').press('p');
    await page.locator('input[autocomplete="current-password"]').waitFor();
    await signIn(page, 'county-designer', stage.sample.signIn.samplePassword);
    const take = page.getByRole('button', { name: '接管编辑' });
    const recover = page.getByRole('button', { name: '恢复修改' });
    await take.or(recover).first().waitFor();
    if (await take.isVisible()) await take.click();
    await recover.waitFor();
    await look(page, 'designer-recover');
    await recover.click();
    await page.locator('.design-lane').nth(1).waitFor();
    await saved(page);
    const { template } = await ask(page, 'GET', `/designs/${idOf(page)}/draft`);
    expect(Object.keys(template.phases)).toHaveLength(2);
    await page.context().close();
  }, 120_000);
});

/** A second person who may design for the county. */
async function deputy(): Promise<string> {
  const database = stage.sample.engine.get(Database);
  const [post] = await database.query<{ id: string; to: string }>(
    `SELECT p.id, b.id AS to FROM people a JOIN post_holders h ON h.person_id = a.id AND h.to_date IS NULL
      JOIN posts p ON p.id = h.post_id AND p.role = 'designer', people b
      WHERE a.login = 'county-designer' AND b.login = 'county-clerk'`,
  );
  await database.query(
    `INSERT INTO posts SELECT (jsonb_populate_record(p, '{"id":"deputy-designer","code":"deputy-designer"}')).*
      FROM posts p WHERE p.id = $1`,
    [post?.id],
  );
  await database.query(
    `INSERT INTO post_holders (post_id, person_id, from_date, recorded_at) VALUES ('deputy-designer', $1, '2026-01-01', 0)`,
    [post?.to],
  );
  return 'county-clerk';
}

describe('two people at one draft', () => {
  it('edit one at a time; coming back takes nothing over, and what was not saved is merged with what was', async () => {
    const { page: one } = await enter(stage, 'county-designer', '/designs');
    await begin(one, '两人同改');
    await saved(one);
    const address = new URL(one.url()).pathname;
    const { page: two } = await enter(stage, await deputy(), address);
    await two.getByText('正在编辑此方案，您现在只能查看').waitFor();
    expect(await two.getByRole('button', { name: '添加任务：会议' }).isDisabled()).toBe(true);
    await look(two, 'designer-held');
    // Whoever once took it over is not led to do so again by a line that comes back.
    await two.getByRole('button', { name: '接管编辑' }).click();
    await one.getByText('已接管编辑').waitFor();
    await one.getByRole('button', { name: '接管并重新打开' }).click();
    await two.getByText('已接管编辑').waitFor();

    // The first has no line for a while and goes on drawing.
    await one.context().setOffline(true);
    await drawPhase(one, '没来得及保存的');
    await one.locator('.saved-sign.offline').waitFor();
    await two.getByRole('button', { name: '接管并重新打开' }).click();
    await two.getByText('已接管编辑').waitFor({ state: 'detached' });
    await drawPhase(two, '接管后画的');
    await saved(two);
    await one.context().setOffline(false);
    await one.getByText('已接管编辑').waitFor();
    await one.getByText('您尚未保存的修改已保留').waitFor();
    await lane(one, '没来得及保存的').waitFor();
    await look(one, 'designer-taken-over');

    // Taken back: the other's work stands, and one's own is put beside it.
    await one.getByRole('button', { name: '接管并重新打开' }).click();
    await lane(one, '接管后画的').waitFor();
    expect(await lane(one, '没来得及保存的').count()).toBe(0);
    await one.getByText('草稿此后又有改动').waitFor();
    await one.getByRole('button', { name: '恢复修改' }).click();
    await lane(one, '没来得及保存的').waitFor();
    expect(await lane(one, '接管后画的').count()).toBe(1);
    await saved(one);
    // It is one step back.
    await one.locator('.design-canvas').press('Control+z');
    await lane(one, '没来得及保存的').waitFor({ state: 'detached' });
    expect(await lane(one, '接管后画的').count()).toBe(1);

    // Both give the same phase another name: that is asked.
    await saved(one);
    const rename = async (page: Page, from: string, to: string): Promise<void> => {
      await lane(page, from).locator('.head').click();
      await retitle(page, to);
    };
    await one.context().setOffline(true);
    await rename(one, '接管后画的', '甲起的名');
    await one.locator('.saved-sign.offline').waitFor();
    await two.getByRole('button', { name: '接管并重新打开' }).click();
    await two.getByText('已接管编辑').waitFor({ state: 'detached' });
    await rename(two, '接管后画的', '乙起的名');
    await saved(two);
    await one.context().setOffline(false);
    await one.getByText('已接管编辑').waitFor();
    await one.getByRole('button', { name: '接管并重新打开' }).click();
    await one.getByRole('button', { name: '恢复修改' }).click();
    const asked = one.getByRole('dialog', { name: '核对要恢复的修改' });
    await asked.getByText('这里后来也改过').waitFor();
    await look(one, 'designer-recover-asks');
    await asked.getByRole('checkbox', { name: /改名为“甲起的名”/ }).check();
    await asked.getByRole('button', { name: /采用勾选的 1 处/ }).click();
    await lane(one, '甲起的名').waitFor();
    await saved(one);
    await one.context().close();
    await two.context().close();
  }, 180_000);
});

describe('a draft of a format that nobody reads any more', () => {
  it('is kept: downloaded as it is, an earlier state brought back, or put away for what is published', async () => {
    const { page } = await enter(stage, 'county-designer', '/designs');
    await begin(page, '旧格式');
    await drawPhase(page, '画好的板块');
    await saved(page);
    const id = idOf(page);
    await page.goto(`${stage.sample.address}/designs`);
    await stage.sample.engine
      .get(Database)
      .query(
        `UPDATE design_drafts SET format = 'gangmu-template/0', body = body || '{"format":"gangmu-template/0","nodes":[]}' WHERE design_id = $1`,
        [id],
      );
    await page.goto(`${stage.sample.address}/designs/${id}`);
    await page.getByText('草稿的格式无法读取，内容仍然保留').waitFor();
    await look(page, 'designer-unreadable');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载草稿原文' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.json$/);
    await page
      .getByRole('button', { name: /^恢复 .* 的草稿$/ })
      .first()
      .click();
    await page.locator('.design-canvas').waitFor();
    await drawPhase(page, '接着画的');
    await saved(page);
    await page.context().close();
  }, 120_000);
});
