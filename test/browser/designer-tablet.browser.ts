/** The designer in a meeting room: by finger on a tablet, with a connection that comes and goes. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { openBrowser, signIn, visit, type Visit } from './kit/open-browser.js';
import { type SampleEngine, startSampleEngine } from './kit/sample-engine.js';

const TABLET: Visit = { language: 'zh', width: 1024, height: 768, touch: true };

let sample: SampleEngine;
let browser: Browser;
beforeAll(async () => {
  sample = await startSampleEngine('tablet', { adapted: true });
  browser = await openBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await sample?.close();
});

/** The county's design, opened. */
async function open(): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await visit(browser, TABLET);
  await page.goto(`${sample.address}/designs`);
  await signIn(page, 'county-designer', sample.signIn.samplePassword);
  await page.locator('.design-tile', { hasText: '县委' }).locator('a').first().tap();
  await page.locator('.design-card').first().waitFor();
  return { page, faults };
}
const card = (page: Page, title: string): Locator => page.locator('.design-card').filter({ hasText: title });

/** A finger that rests on a place, moves, and is lifted. */
async function dragByFinger(page: Page, from: Locator, by: { x: number; y: number }): Promise<void> {
  const box = (await from.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session: CDPSession = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [at] });
  await touch('touchStart', { x, y });
  for (let step = 1; step <= 8; step += 1)
    await touch('touchMove', { x: x + (by.x * step) / 8, y: y + (by.y * step) / 8 });
  await touch('touchEnd');
  await session.detach();
}

describe('by finger', () => {
  it('a step is chosen, its properties opened, its card moved, and a cell of the table written', async () => {
    const { page, faults } = await open();
    const first = card(page, '制定并报备实施方案');
    await first.tap();
    await page.getByRole('button', { name: '展开右侧面板' }).tap();
    const panel = page.locator('.designer-panel');
    await panel.getByRole('heading', { name: '制定并报备实施方案' }).waitFor();
    await page.getByRole('button', { name: '收起右侧面板' }).tap();

    const before = (await first.boundingBox())!;
    await dragByFinger(page, first, { x: 0, y: 120 });
    const handle = await first.elementHandle();
    await handle?.evaluate(
      (element, y) =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (Math.abs(element.getBoundingClientRect().y - y) > 60) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
      before.y,
    );
    await page.locator('.saved-sign.saved').waitFor();

    await page.locator('.ant-segmented-item', { hasText: '任务分解表' }).tap();
    const post = page.locator('.task-table .cell.post').nth(1);
    await post.tap();
    await page.keyboard.type('县委副书记');
    await page.keyboard.press('Enter');
    await page.locator('.task-table .cell.post', { hasText: '县委副书记' }).waitFor();
    await page.locator('.saved-sign.saved').waitFor();
    expect(faults).toEqual([]);
    await page.goto('about:blank');
    await page.context().close();
  }, 240_000);
});

describe('when the line is gone', () => {
  it('a design that cannot be opened says so in words, and opens when asked again', async () => {
    const { page } = await open();
    const address = page.url();
    await page.goto(`${sample.address}/designs`);
    await page.locator('.design-tile').first().waitFor();
    await page.route('**/api/**', (route) => route.abort());
    await page.locator('.design-tile', { hasText: '县委' }).locator('a').first().tap();
    await page.getByText('没有加载成功').waitFor();
    await page.getByText('与服务器的连接中断').waitFor();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: '重新加载' }).tap();
    await page.locator('.design-card').first().waitFor();
    expect(page.url()).toBe(address);
    await page.goto('about:blank');
    await page.context().close();
  }, 240_000);
});
