/** Drawing a design from nothing, as a hand does it: with the mouse, by keyboard, with menus. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { barriers, DESK, DESK_EN, openBrowser, picture, signIn, visit, type Visit } from './kit/open-browser.js';
import { type SampleEngine, startSampleEngine } from './kit/sample-engine.js';

const TABLET: Visit = { language: 'zh', width: 1024, height: 768 };
const TABLET_EN: Visit = { ...TABLET, language: 'en' };

let sample: SampleEngine;
let browser: Browser;

beforeAll(async () => {
  sample = await startSampleEngine('designer');
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await sample?.close();
});

const enter = async (page: Page, path = '/designs'): Promise<void> => {
  await page.goto(sample.address + path);
  await signIn(page, 'county-designer', sample.signIn.samplePassword);
};

/** The county's shipped template as a design. */
const shipped = async (page: Page): Promise<string> => {
  const headers = { 'x-gangmu-request': '1' };
  const me = (await (await page.request.get(`${sample.address}/api/session`)).json()) as {
    posts: { role: string; unit: { id: string } }[];
  };
  const answer = await page.request.post(`${sample.address}/api/designs`, {
    headers: { ...headers, 'idempotency-key': `shipped-${Math.random()}` },
    data: {
      unit: me.posts.find(({ role }) => role === 'designer')?.unit.id,
      source: { from: 'shipped', name: 'county-campaign' },
    },
  });
  const { design } = (await answer.json()) as { design: { id: string } };
  return `/designs/${design.id}`;
};

/** An empty design of the county, opened. */
const begin = async (page: Page, title: string): Promise<Locator> => {
  await page.getByRole('button', { name: '新建方案' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('方案名称').fill(title);
  for (const [label, day] of [
    ['开始日期', '2026-03-02'],
    ['结束日期', '2026-08-31'],
  ] as const) {
    await dialog.getByLabel(label).fill(day);
    await dialog.getByLabel(label).press('Tab');
  }
  await dialog.getByRole('button', { name: '新建并开始设计' }).click();
  const canvas = page.locator('.design-canvas');
  await canvas.waitFor();
  return canvas;
};
const card = (page: Page, title: string): Locator => page.locator('.design-card').filter({ hasText: title });
/** Whoever types a title on the card. */
const typeTitle = async (page: Page, title: string): Promise<void> => {
  await page.locator('.title-field').fill(title);
  await page.locator('.title-field').press('Enter');
};
const saved = async (page: Page): Promise<void> => {
  await page.locator('.saved-sign.saved').waitFor();
};
/** Dragged slowly enough for the page to follow. */
const drag = async (page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1)
    await page.mouse.move(from.x + ((to.x - from.x) * step) / 8, from.y + ((to.y - from.y) * step) / 8);
  await page.mouse.up();
};
const middle = async (locator: Locator): Promise<{ x: number; y: number }> => {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('nothing there');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Where arrows end on a card. */
const leftEdge = async (locator: Locator): Promise<{ x: number; y: number }> => {
  const { y } = await middle(locator);
  return { x: (await locator.boundingBox())!.x, y };
};

describe('drawing', () => {
  it('draws five phases from nothing – by mouse, keyboard and menus – and publishes them', async () => {
    const { page, faults } = await visit(browser, DESK);
    await enter(page);
    const canvas = await begin(page, '作风建设专项行动');
    await picture(page, 'designer-empty', DESK);

    // Phases: the first is there and gets its name, the others come by keyboard.
    await page.locator('.design-lane .head').dblclick();
    await typeTitle(page, '动员部署');
    for (const title of ['理论学习', '调查研究', '检视问题', '整改落实']) {
      await canvas.press('p');
      await typeTitle(page, title);
    }
    expect(await page.locator('.design-lane').count()).toBe(5);

    // A step dragged from the palette into the first lane.
    const lanes = page.locator('.design-lane');
    const first = (await lanes.nth(0).boundingBox())!;
    await page
      .getByRole('button', { name: '添加任务：会议' })
      .dragTo(canvas, { targetPosition: await within(canvas, { x: first.x + 330, y: first.y + first.height / 2 }) });
    await typeTitle(page, '动员会');
    await card(page, '动员会').waitFor();

    // One after it by keyboard: the kind by its number, joined by an arrow.
    await canvas.press('Shift+N');
    await page.getByRole('dialog').getByRole('button', { name: '学习' }).waitFor();
    await picture(page, 'designer-kinds', DESK);
    await page.keyboard.press('3');
    await page.locator('.title-field').waitFor();
    await page.keyboard.type('集中学习');
    await page.keyboard.press('Enter');
    expect(await page.locator('.react-flow__edge').count()).toBe(1);

    // It belongs to the second phase: dragged there.
    const second = (await lanes.nth(1).boundingBox())!;
    const study = await middle(card(page, '集中学习'));
    await drag(page, study, { x: study.x, y: second.y + second.height / 2 });
    await expectPhase(page, '集中学习', '理论学习');

    // The others clicked in the palette, in the phase that is chosen.
    for (const [phase, kind, title] of [
      ['调查研究', '报告', '调研报告'],
      ['检视问题', '问题台账', '问题清单'],
      ['整改落实', '报告', '整改报告'],
    ] as const) {
      await page.locator('.design-lane .head').filter({ hasText: phase }).click();
      await page.getByRole('button', { name: `添加任务：${kind}` }).click();
      await typeTitle(page, title);
      await expectPhase(page, title, phase);
    }

    // Joined with the mouse, from handle to handle …
    await card(page, '集中学习').hover();
    await drag(
      page,
      await middle(
        page.locator('.react-flow__node').filter({ hasText: '集中学习' }).locator('.react-flow__handle.source'),
      ),
      await leftEdge(card(page, '调研报告')),
    );
    await edges(page, 2);
    // … by keyboard …
    await card(page, '调研报告').click();
    await canvas.press('c');
    await page.getByText('方向键选择后续任务').waitFor();
    await canvas.press('ArrowDown');
    await canvas.press('Enter');
    await edges(page, 3);
    // … and from the menu. A circle is refused in words.
    await card(page, '动员会').click({ button: 'right' });
    await page.getByRole('menuitem', { name: '连接到后续任务' }).click();
    await canvas.press('Escape');
    await card(page, '调研报告').hover();
    await drag(
      page,
      await middle(
        page.locator('.react-flow__node').filter({ hasText: '调研报告' }).locator('.react-flow__handle.source'),
      ),
      await leftEdge(card(page, '动员会')),
    );
    await page.locator('.ant-message-warning').waitFor();
    await edges(page, 3);

    // Copied and pasted through the clipboard, removed, and everything taken back.
    await card(page, '整改报告').click();
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    await expectCount(page, '整改报告', 2);
    await page.keyboard.press('Delete');
    await expectCount(page, '整改报告', 1);
    await page.keyboard.press('Control+z');
    await expectCount(page, '整改报告', 2);
    await page.keyboard.press('Control+z');
    await expectCount(page, '整改报告', 1);
    await page.keyboard.press('Control+y');
    await expectCount(page, '整改报告', 2);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+d');
    await expectCount(page, '整改报告', 2);
    await page.keyboard.press('Control+z');
    await expectCount(page, '整改报告', 1);

    await page.keyboard.press('Shift+L');
    await page.keyboard.press('Shift+1');
    await saved(page);
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'designer-drawn', DESK);

    // What is saved is there after the page is opened again.
    await page.reload();
    await card(page, '整改报告').waitFor();
    await edges(page, 3);

    await page.getByRole('button', { name: '发布' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('首次发布：5 个板块，5 个任务。').waitFor();
    await dialog.getByRole('button', { name: '发布' }).click();
    await dialog.getByText('请写明这一版为什么发布').waitFor();
    await dialog.getByLabel('发布说明').fill('县委常委会审定');
    await dialog.getByLabel('文号').fill('县办发〔2026〕3号');
    await picture(page, 'designer-publish', DESK);
    await dialog.getByRole('button', { name: '发布' }).click();
    await page.getByText('已发布第 1 版').first().waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  }, 240_000);

  it('finds a step by what it is called, and anything that can be done', async () => {
    const { page, faults } = await visit(browser, DESK);
    await enter(page);
    await page.locator('.page-head').waitFor();
    await page.goto(sample.address + (await shipped(page)));
    await page.locator('.design-canvas').click({ position: { x: 20, y: 20 } });
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: '查找任务和操作' });
    await field.fill('动员');
    await page.getByRole('option').first().waitFor();
    await picture(page, 'designer-find', DESK);
    await field.press('Enter');
    await page.locator('.design-card.selected').waitFor();
    expect(await page.locator('.design-card.selected').textContent()).toContain('动员');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor();
    await picture(page, 'designer-shortcuts', DESK);
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('keeps what is drawn while the connection is lost', async () => {
    const { page } = await visit(browser, DESK);
    await enter(page);
    const canvas = await begin(page, '断网试画');
    await canvas.press('p');
    await typeTitle(page, '联网时画的');
    await saved(page);
    await page.context().setOffline(true);
    await canvas.press('p');
    await typeTitle(page, '断网时画的');
    await page.locator('.saved-sign.offline').waitFor();
    await page.context().setOffline(false);
    await saved(page);
    await page.reload();
    await page.locator('.design-lane').filter({ hasText: '断网时画的' }).waitFor();
    await page.context().close();
  });

  it('lets one person edit at a time, and the other take over', async () => {
    const one = await visit(browser, DESK);
    await enter(one.page);
    await begin(one.page, '两人同改');
    const address = one.page.url();
    const two = await visit(browser, DESK);
    await enter(two.page, new URL(address).pathname);
    await two.page.getByText('正在编辑此方案，您现在只能查看').waitFor();
    expect(await two.page.getByRole('button', { name: '添加任务：会议' }).isDisabled()).toBe(true);
    await two.page.getByRole('button', { name: '接管编辑' }).click();
    await two.page.locator('.design-canvas').press('p');
    await typeTitle(two.page, '接管后画的');
    await one.page.getByText('已接管编辑').waitFor();
    await picture(one.page, 'designer-taken-over', DESK);
    await one.page.context().close();
    await two.page.context().close();
  });

  it('can be read in both languages, and on a tablet', async () => {
    let address: string | undefined;
    for (const look of [DESK, DESK_EN, TABLET, TABLET_EN]) {
      const { page, faults } = await visit(browser, look);
      await enter(page);
      await page.locator('.page-head').waitFor();
      address ??= await shipped(page);
      await page.goto(sample.address + address);
      await page.locator('.design-card').first().waitFor();
      await page.locator('.design-card').nth(1).click();
      await page.locator('.design-card.selected').waitFor();
      await picture(page, 'designer', look);
      if (look.width === DESK.width) expect(await barriers(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    }
  }, 240_000);
});

/** A point of the screen as `dragTo` wants it: from the corner of the element. */
async function within(element: Locator, point: { x: number; y: number }): Promise<{ x: number; y: number }> {
  const box = (await element.boundingBox())!;
  return { x: point.x - box.x, y: point.y - box.y };
}

/** The step stands in the band of its phase, and the form says so. */
async function expectPhase(page: Page, step: string, phase: string): Promise<void> {
  await card(page, step).click();
  await page.locator('.designer-panel .ant-select').filter({ hasText: phase }).first().waitFor();
}

async function edges(page: Page, count: number): Promise<void> {
  await page
    .locator('.react-flow__edge')
    .nth(count - 1)
    .waitFor({ state: 'attached' });
  expect(await page.locator('.react-flow__edge').count()).toBe(count);
}

async function expectCount(page: Page, title: string, count: number): Promise<void> {
  if (count > 0)
    await card(page, title)
      .nth(count - 1)
      .waitFor();
  await card(page, title).nth(count).waitFor({ state: 'detached' });
}
