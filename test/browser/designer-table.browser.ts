/** The designer's other views, as a township's section chief and the county's office use them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Template } from '@gangmu/core';
import type { Locator, Page } from 'playwright-core';
import { onSample } from './kit/on-sample.js';
import { barriers, DESK, DESK_EN, PHONE, PHONE_EN, picture, signIn, visit, type Visit } from './kit/open-browser.js';

const stage = onSample('designer-table');

const enter = async (who: string, look: Visit, path = '/designs'): Promise<{ page: Page; faults: string[] }> => {
  const visitor = await visit(stage.browser, look);
  await visitor.page.goto(stage.sample.address + path);
  await signIn(visitor.page, who, stage.sample.signIn.samplePassword);
  return visitor;
};
const ask = async <T>(page: Page, method: 'get' | 'post', path: string, data?: object): Promise<T> => {
  const answer = await page.request[method](stage.sample.address + path, {
    headers: { 'x-gangmu-request': '1', 'idempotency-key': `key-${Math.random()}` },
    ...(data === undefined ? {} : { data }),
  });
  return (await answer.json()) as T;
};
interface Listed {
  entries: { id: string; kind: string; unit: { code: string } }[];
}
const unitOf = async (page: Page): Promise<string> => {
  const { posts } = await ask<{ posts: { role: string; unit: { id: string } }[] }>(page, 'get', '/api/session');
  return posts.find(({ role }) => role === 'designer')?.unit.id ?? '';
};
/** The county's design, which the sample campaign runs on. */
const countyDesign = async (page: Page): Promise<string> =>
  (await ask<Listed>(page, 'get', '/api/designs?kind=template')).entries.at(-1)?.id ?? '';
/** The township's adaptation of it; begun where there is none yet. */
const adaptation = async (page: Page): Promise<string> => {
  const unit = await unitOf(page);
  const { entries } = await ask<Listed>(page, 'get', `/api/designs?kind=adaptation&unit=${unit}`);
  if (entries[0] !== undefined) return entries[0].id;
  return (await ask<{ id: string }>(page, 'post', `/api/designs/${await countyDesign(page)}/adaptations`, { unit })).id;
};

const row = (page: Page, task: string): Locator =>
  page.locator('.task-table [role=row]').filter({ hasText: task }).first();
const cell = (page: Page, task: string, column: string): Locator => row(page, task).locator(`.cell.${column}`);
const paste = async (page: Page, text: string): Promise<void> => {
  await page.evaluate((words) => {
    const data = new DataTransfer();
    data.setData('text/plain', words);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
};
/** Exports the open design; answers with where the file lies. */
const download = async (page: Page, item: string): Promise<string> => {
  await page.getByRole('button', { name: '导出' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
  return await file.path();
};
const saved = async (page: Page): Promise<void> => await page.locator('.saved-sign.saved').waitFor();

describe('the table of tasks', () => {
  it('is adapted by a township: typed, pasted from Excel, refused in words where it is locked', async () => {
    const { page, faults } = await enter('t01-designer', DESK);
    await page.locator('.design-tile').first().waitFor();
    await page.goto(`${stage.sample.address}/designs/${await adaptation(page)}`);
    // Who adapts sees the table first.
    await page.locator('.task-table [role=row]').nth(3).waitFor();

    // A date typed as offices write it; what it comes to is said while typing.
    const deadline = cell(page, '制定并报备实施方案', 'deadline');
    await deadline.click();
    await page.keyboard.press('F2');
    await page.keyboard.type('3月12日前');
    await page.locator('.deadline-hint').getByText('2026年3月12日，工作日').waitFor();
    await picture(page, 'table-typing', DESK);
    await page.keyboard.press('Enter');
    await deadline.getByText('3月12日', { exact: true }).waitFor();

    // Locked: who, why, on what authority – and the way to ask.
    await cell(page, '召开动员会', 'task').click();
    await page.keyboard.press('Enter');
    await page.locator('.cell-line .said').getByText('中共澄禾县委').waitFor();
    await page.locator('.cell-line').getByRole('button', { name: '申请变通' }).waitFor();
    expect(await cell(page, '召开动员会', 'task').getAttribute('aria-readonly')).toBe('true');

    // Pasted from a spreadsheet, with headings: what may be done is done, the rest is named.
    await cell(page, '组建领导小组', 'post').click();
    await paste(
      page,
      '任务\t责任岗位\t牵头\n组建领导小组、办公室和五个工作组\t组织委员\t学习宣传\n列出责任分工表\t党政办主任\t综合联络\n',
    );
    const dialog = page.getByRole('dialog');
    await dialog.getByText('核对导入的修改').waitFor();
    await dialog.locator('.refused').getByText('不能修改').waitFor();
    await dialog.locator('.changed, .added').first().waitFor();
    await picture(page, 'table-paste', DESK);
    await dialog.getByRole('button', { name: '采用' }).click();
    await cell(page, '列出责任分工表', 'post').getByText('党政办主任').waitFor();

    // Taken back and done again with the keys everybody knows.
    await cell(page, '列出责任分工表', 'post').click();
    await page.keyboard.press('Control+z');
    await cell(page, '列出责任分工表', 'post').getByText('党政办主任').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+y');
    await cell(page, '列出责任分工表', 'post').getByText('党政办主任').waitFor();

    // Along the row with Tab, down with the arrows; a responsible post by typing over the cell.
    await cell(page, '召开动员会', 'supporting').click();
    await page.keyboard.press('Tab');
    await page.keyboard.type('书记');
    await page.keyboard.press('Enter');
    await cell(page, '召开动员会', 'post').locator('.said').getByText('书记').waitFor();
    await page.locator('.table-bar').getByText('本级已改').click();
    expect(await page.locator('.task-table [role=row]:not(.head):not(.section)').count()).toBe(4);
    await page.locator('.table-bar').getByText('全部').click();
    await saved(page);
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'table', DESK);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('goes out as a workbook and comes back with its edits shown first', async () => {
    const { page, faults } = await enter('county-designer', DESK);
    await page.locator('.design-tile').first().waitFor();
    await page.goto(`${stage.sample.address}/designs/${await countyDesign(page)}`);
    await page.getByText('任务分解表', { exact: true }).click();
    await page.locator('.task-table [role=row]').nth(3).waitFor();
    const workbook = await download(page, 'Excel');
    for (const [item, magic] of [
      ['Word', 'PK'],
      ['PNG', '\u0089PNG'],
      ['SVG', '<svg'],
      ['BPMN', '<?xml'],
      ['JSON', '{'],
    ] as const)
      expect(
        readFileSync(await download(page, item))
          .toString('latin1')
          .slice(0, magic.length),
      ).toBe(magic);

    // Edited here meanwhile, the workbook brings the old name back.
    await cell(page, '召开动员会', 'task').dblclick();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('召开动员大会');
    await page.keyboard.press('Enter');
    await row(page, '召开动员大会').waitFor();

    // What cannot be read is said again, with what was typed, when one has clicked on.
    await cell(page, '召开动员大会', 'deadline').dblclick();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('下周五前完成');
    await cell(page, '召开动员大会', 'lead').click();
    await page.locator('.ant-message').getByText('“下周五前完成”没有采用').waitFor();

    await page.locator('.table-bar input[type=file]').setInputFiles(workbook);
    const dialog = page.getByRole('dialog');
    await dialog.locator('.changed').getByText('召开动员大会').waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();

    // On paper: a sheet for each phase of so large a plan.
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByRole('menuitem', { name: '打印' }).click();
    expect(await page.locator('.print-sheet').count()).toBe(6);

    // What is different from the published version, in words and on one picture; and back to it.
    await page.getByText('版本对比', { exact: true }).click();
    await page.locator('.sentence-groups').getByText('召开动员大会').waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'history', DESK);
    await page.getByText('图示', { exact: true }).click();
    await page.locator('.drawing svg').getByText('△ 修改').first().waitFor();
    await picture(page, 'history-picture', DESK);
    await page.locator('.versions').getByRole('button', { name: '恢复' }).first().click();
    await page.getByRole('button', { name: '恢复为草稿' }).click();
    await page.getByText('两个版本的内容相同').waitFor();
    await saved(page);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('takes of a file what one ticks, and keeps what changed here since', async () => {
    const { page, faults } = await enter('county-designer', DESK);
    await page.locator('.design-tile').first().waitFor();
    await page.goto(`${stage.sample.address}/designs/${await countyDesign(page)}`);
    await page.getByText('任务分解表', { exact: true }).click();
    await page.locator('.task-table [role=row]').nth(3).waitFor();
    const exported = JSON.parse(readFileSync(await download(page, 'JSON'), 'utf8')) as Template;
    await cell(page, '召开动员会', 'task').dblclick();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('召开动员大会');
    await page.keyboard.press('Enter');
    await row(page, '召开动员大会').waitFor();

    // Edited elsewhere meanwhile: another name, a new task and the arrow that leads to it.
    const { steps } = exported;
    const [lead, plan] = [steps['kickoff-meeting'], steps['plan']];
    if (lead === undefined || plan === undefined) throw new Error('other steps');
    plan.title = { zh: '制定实施方案和任务表' };
    steps['outside'] = { ...lead, title: { zh: '走访联系点' } };
    Object.assign(exported.edges, { outside: { from: 'kickoff-meeting', to: 'outside' } });
    const bring = async (document: object): Promise<void> => {
      const buffer = Buffer.from(JSON.stringify(document));
      await page.locator('.designer-bar input[type=file]').setInputFiles({
        name: '方案.json',
        mimeType: 'application/json',
        buffer,
      });
    };
    await bring(exported);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('是从第 1 版导出的').waitFor();
    const outside = dialog.getByRole('checkbox', { name: '新增任务“走访联系点”' });
    const order = dialog.getByRole('checkbox', { name: '新增前后关系：“走访联系点”' });
    expect(await dialog.locator('li.changed').filter({ hasText: '动员' }).count()).toBe(0);
    await outside.uncheck();
    expect(await order.isChecked()).toBe(false);
    await dialog.getByText('已一并取消').waitFor();
    await order.check();
    expect(await outside.isChecked()).toBe(true);
    await outside.uncheck();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'bring-in', DESK);
    await dialog.getByRole('button', { name: '采用勾选的 1 处' }).click();
    await row(page, '制定实施方案和任务表').waitFor();
    await row(page, '召开动员大会').waitFor();
    expect(await row(page, '走访联系点').count()).toBe(0);
    await page.getByRole('button', { name: '撤销' }).click();
    await row(page, '制定实施方案和任务表').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await row(page, '召开动员会').waitFor();

    // What is no design is refused in words.
    await bring({ ...exported, steps: 'none' });
    await dialog.locator('.refused li').first().waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await saved(page);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('can be read on a phone', async () => {
    for (const look of [PHONE, PHONE_EN]) {
      const { page, faults } = await enter('t01-designer', look);
      await page.locator('.design-tile').first().waitFor();
      await picture(page, 'designs', look);
      expect(await barriers(page)).toEqual([]);
      await page.goto(`${stage.sample.address}/designs/${await adaptation(page)}`);
      await page.locator('.task-cards li').nth(2).waitFor();
      await picture(page, 'table', look);
      expect(await barriers(page)).toEqual([]);
      // Whoever looked at it last may still hold the right to save: that is said on the page, and no fault.
      expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
      await page.context().close();
    }
  }, 120_000);
});

describe('the simulation', () => {
  it('shows dates on the real calendar, burden and collisions, as a chart and as a table', async () => {
    for (const look of [DESK, DESK_EN]) {
      const zh = look.language === 'zh';
      const { page, faults } = await enter('county-designer', look);
      await page.locator('.design-tile').first().waitFor();
      await page.goto(`${stage.sample.address}/designs/${await countyDesign(page)}`);
      await page.getByText(zh ? '推演' : 'Simulation', { exact: true }).click();
      await page.locator('.gantt .step-bar').first().waitFor();
      await page.getByText(zh ? '实际单位（358 个）' : 'The real units (358)').click();
      await page.locator('.sum').getByText('358').waitFor();
      await page.locator('.collisions li').first().waitFor();
      expect(await page.locator('.burden tbody tr').count()).toBeGreaterThan(2);
      expect(await barriers(page)).toEqual([]);
      await picture(page, 'simulate', look);
      await page.getByText(zh ? '表格' : 'Table', { exact: true }).click();
      expect(await page.locator('.figures:not(.burden) tbody tr').count()).toBeGreaterThan(50);
      await picture(page, 'simulate-table', look);
      expect(faults).toEqual([]);
      await page.context().close();
    }
  }, 120_000);
});

describe('the gallery', () => {
  it('begins from last year’s, with the list of what somebody has to decide', async () => {
    const { page, faults } = await enter('county-designer', DESK);
    await page.locator('.design-tile .thumbnail').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'designs', DESK);
    await page.getByRole('button', { name: '新建方案' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('沿用去年').click();
    await dialog.getByLabel('已发布的方案').click();
    await page.locator('.ant-select-item-option').first().click();
    await dialog.getByLabel('开始日期').fill('2027-03-01');
    await dialog.getByLabel('开始日期').press('Enter');
    await dialog.getByText('确认起止日期').waitFor();
    await dialog.getByLabel('新名称').fill('2027年主题教育');
    await picture(page, 'designs-last-year', DESK);
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: '新建并开始设计' }).click();
    await page.getByRole('dialog').getByText('方案已新建').waitFor();
    await page.getByRole('button', { name: '开始设计', exact: true }).click();
    await page.getByRole('heading', { name: '2027年主题教育' }).first().waitFor();

    // A draft nobody needs is deleted, and the deleting undone.
    await page.getByRole('link', { name: '返回方案列表' }).click();
    const tile = page.locator('.design-tile').filter({ hasText: '2027年主题教育' });
    await tile.getByRole('button').click();
    await page.getByRole('menuitem', { name: '删除草稿' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除草稿' }).click();
    await tile.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).last().click();
    await tile.waitFor();
    expect(faults).toEqual([]);
    await page.context().close();

    const english = await enter('county-designer', DESK_EN);
    await english.page.locator('.design-tile .thumbnail').first().waitFor();
    await picture(english.page, 'designs', DESK_EN);
    await english.page.context().close();
  }, 120_000);
});
