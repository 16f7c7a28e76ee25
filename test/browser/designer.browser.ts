/**
 * Drawing a design from nothing, as a hand does it – with the mouse, by keyboard, with menus, by finger – and adapting
 * what was drawn as a township does, in the table.
 */
import { describe, expect, it } from '@jest/globals';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { enter, look } from './kit/designing.js';
import {
  adapt,
  begin,
  card,
  choose,
  drag,
  drawPhase,
  middle,
  panel,
  type Point,
  publish,
  saved,
  section,
  typeTitle,
} from './kit/drawing.js';
import { onSample } from './kit/on-sample.js';
import { barriers, DESK, DESK_EN, picture, TABLET, TABLET_EN } from './kit/open-browser.js';

const stage = onSample('designer');
/** What is drawn here and published, for the township to adapt. */
let drawn = '';

/** The county's shipped template as a design. */
const shipped = async (page: Page): Promise<string> => {
  const { address } = stage.sample;
  const headers = { 'x-gangmu-request': '1' };
  const me = (await (await page.request.get(`${address}/api/session`)).json()) as {
    posts: { role: string; unit: { id: string } }[];
  };
  const answer = await page.request.post(`${address}/api/designs`, {
    headers: { ...headers, 'idempotency-key': `shipped-${Math.random()}` },
    data: {
      unit: me.posts.find(({ role }) => role === 'designer')?.unit.id,
      source: { from: 'shipped', name: 'county-campaign' },
    },
  });
  const { design } = (await answer.json()) as { design: { id: string } };
  return `/designs/${design.id}`;
};

/** Where arrows end on a card. */
const leftEdge = async (locator: Locator): Promise<Point> => {
  const { y } = await middle(locator);
  return { x: (await locator.boundingBox())!.x, y };
};

describe('drawing', () => {
  it('draws five phases from nothing – by mouse, keyboard and menus – and publishes them', async () => {
    const { page, faults } = await enter(stage, 'county-designer', '/designs');
    const canvas = await begin(page, '作风建设专项行动');
    await picture(page, 'designer-empty', DESK);

    // Phases: the first is there and gets its name, the others come by keyboard.
    await page.locator('.design-lane .head').dblclick();
    await typeTitle(page, '动员部署');
    for (const title of ['理论学习', '调查研究', '检视问题', '整改落实']) await drawPhase(page, title);
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

    await forms(page);
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
    drawn = new URL(page.url()).pathname;
    expect(faults).toEqual([]);
    await page.context().close();
  }, 240_000);

  it('is adapted by a township in the table, which meets the policy of the county while it edits', async () => {
    const { page, faults } = await enter(stage, 't03-designer', drawn);
    await adapt(page);
    const cell = (task: string, column: string): Locator =>
      page.locator('.task-table [role=row]').filter({ hasText: task }).first().locator(`.cell.${column}`);

    // An earlier day, and who does it here: the county left room for both.
    await cell('调研报告', 'deadline').click();
    await page.keyboard.press('F2');
    await page.keyboard.type('3月31日前');
    await page.keyboard.press('Enter');
    await cell('调研报告', 'deadline').getByText('3月31日', { exact: true }).waitFor();
    await cell('动员会', 'post').click();
    await page.keyboard.type('镇党委书记');
    await page.keyboard.press('Enter');
    await cell('动员会', 'post').getByText('镇党委书记').waitFor();
    // The rest is the county's.
    await cell('动员会', 'task').click();
    await page.keyboard.press('Enter');
    await page.locator('.cell-line .said').getByText('中共澄禾县委').waitFor();

    // One step of its own is within the policy; with the second the meter is over, and it is said before publishing.
    await panel(page, '本级改动');
    const research = page.locator('.table-section').filter({ hasText: '调查研究' });
    for (const title of ['走访老党员', '镇村联合调研']) {
      await research.getByRole('button', { name: '添加任务' }).click();
      await page.keyboard.type(title);
      await page.keyboard.press('Enter');
      await cell(title, 'task').waitFor();
    }
    await page.getByRole('tabpanel').locator('.meters .over').getByText('本级自加 2/1 项').first().waitFor();
    await panel(page, '问题');
    await page.locator('.problems-list').getByText('自选动作不超过一项').first().waitFor();
    await look(page, 'table-policy');
    await saved(page);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('改正后才能发布').waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();

    await cell('镇村联合调研', 'number').getByRole('button', { name: '镇村联合调研' }).click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await cell('镇村联合调研', 'task').waitFor({ state: 'detached' });
    await panel(page, '本级改动');
    await page.getByText('本级自加 1/1 项').first().waitFor();
    await publish(page, '结合本镇实际细化');
    expect(faults).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('finds a step by what it is called, and anything that can be done', async () => {
    const { page, faults } = await enter(stage, 'county-designer', '/designs');
    await page.goto(stage.sample.address + (await shipped(page)));
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

  it('is done by finger too: a step chosen, its properties opened, its card moved, a cell of the table written', async () => {
    const { page, faults } = await enter(stage, 'county-designer', '/designs', { ...TABLET, touch: true });
    await page.goto(stage.sample.address + (await shipped(page)));
    const first = card(page, '制定并报备实施方案');
    await first.tap();
    await page.getByRole('button', { name: '展开右侧面板' }).tap();
    await page.locator('.designer-panel').getByRole('heading', { name: '制定并报备实施方案' }).waitFor();
    await page.getByRole('button', { name: '收起右侧面板' }).tap();

    const before = (await first.boundingBox())!;
    await dragByFinger(page, first, { x: 0, y: 120 });
    const handle = await first.elementHandle();
    await handle?.evaluate(
      (element, y) =>
        new Promise<void>((resolve) => {
          const watch = (): void => {
            if (Math.abs(element.getBoundingClientRect().y - y) > 60) resolve();
            else requestAnimationFrame(watch);
          };
          watch();
        }),
      before.y,
    );
    await saved(page);

    await page.locator('.ant-segmented-item', { hasText: '任务分解表' }).tap();
    const post = page.locator('.task-table .cell.post').nth(1);
    await post.tap();
    await page.keyboard.type('县委副书记');
    await page.keyboard.press('Enter');
    await page.locator('.task-table .cell.post', { hasText: '县委副书记' }).waitFor();
    await saved(page);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 240_000);

  it('can be read in both languages, and on a tablet', async () => {
    let address: string | undefined;
    for (const size of [DESK, DESK_EN, TABLET, TABLET_EN]) {
      const { page, faults } = await enter(stage, 'county-designer', '/designs', size);
      address ??= await shipped(page);
      await page.goto(stage.sample.address + address);
      await page.locator('.design-card').first().waitFor();
      await page.locator('.design-card').nth(1).click();
      await page.locator('.design-card.selected').waitFor();
      await picture(page, 'designer', size);
      if (size.width === DESK.width) {
        // The forms scroll in their panel: a page that slides away as a whole takes its tools along.
        expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
        expect(await barriers(page)).toEqual([]);
      }
      expect(faults).toEqual([]);
      await page.context().close();
    }
  }, 240_000);
});

/**
 * What is asked beyond title and phase, filled in beside the canvas: for whom, by when, how far levels below may go,
 * where they may add steps of their own – and how many at most.
 */
async function forms(page: Page): Promise<void> {
  const canvas = page.locator('.design-canvas');
  await card(page, '整改报告').click();
  const forWhom = await section(page, '适用条件');
  await forWhom.getByRole('button', { name: '添加条件' }).click();
  await choose(page, forWhom.getByRole('combobox', { name: '怎样比较' }), '不是');
  await choose(page, forWhom.getByRole('combobox', { name: '与什么比较' }), '学校');
  await forWhom.locator('.reading').getByText('学校').waitFor();
  await card(page, '整改报告')
    .getByLabel('按条件开展')
    .or(card(page, '整改报告').getByTitle('按条件开展'))
    .first()
    .waitFor();
  await picture(page, 'designer-condition', DESK);

  // A deadline, with the day it comes to while it is typed; levels below may ask for more.
  await card(page, '调研报告').click();
  const when = await section(page, '时间');
  await when.getByRole('button', { name: '添加截止时间' }).click();
  await when.locator('.bound-preview').getByText('2026-03-16（星期一），工作日').waitFor();
  await when.getByRole('spinbutton', { name: '天数' }).fill('40');
  await when.locator('.bound-preview').getByText('2026-04-10（星期五），工作日').waitFor();
  await picture(page, 'designer-deadline', DESK);
  const how = await section(page, '动作属性与依据');
  await choose(page, how.getByRole('combobox', { name: '动作属性' }), '可从严');

  await page.locator('.design-lane .head').filter({ hasText: '调查研究' }).click();
  const room = await section(page, '自选动作位置');
  await choose(page, room.getByRole('combobox', { name: '下级加任务' }), '可以加');

  // A policy is about the plan as a whole: nothing is selected.
  await canvas.press('Escape');
  const policies = await section(page, '政策要求');
  await policies.getByRole('button', { name: '添加政策要求' }).click();
  await page.getByRole('menuitem', { name: '下级自加任务不超过' }).click();
  await policies.getByRole('textbox', { name: '名称（中文）' }).fill('自选动作不超过一项');
  await policies.getByRole('spinbutton', { name: '最多' }).fill('1');
  await saved(page);
  await picture(page, 'designer-policy', DESK);
  await canvas.focus();
}

/** A finger that rests on a place, moves, and is lifted. */
async function dragByFinger(page: Page, from: Locator, by: Point): Promise<void> {
  const { x, y } = await middle(from);
  const session: CDPSession = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [at] });
  await touch('touchStart', { x, y });
  for (let step = 1; step <= 8; step += 1)
    await touch('touchMove', { x: x + (by.x * step) / 8, y: y + (by.y * step) / 8 });
  await touch('touchEnd');
  await session.detach();
}

/** A point of the screen as `dragTo` wants it: from the corner of the element. */
async function within(element: Locator, point: Point): Promise<Point> {
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
