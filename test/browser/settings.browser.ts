/** What administrators do in the settings, by hand: changes of units announced, codes issued, calendars imported. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cnCalendarData } from '@gangmu/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { barriers, DESK, DESK_EN, openBrowser, picture, signIn, visit, type Visit } from './kit/open-browser.js';
import { type SampleEngine, startSampleEngine } from './kit/sample-engine.js';

let sample: SampleEngine;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  sample = await startSampleEngine('settings');
  browser = await openBrowser();
  folder = mkdtempSync(join(tmpdir(), 'gangmu-files-'));
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await sample?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function as(login: string, path: string, size: Visit = DESK): Promise<{ page: Page; faults: string[] }> {
  const opened = await visit(browser, size);
  await opened.page.goto(sample.address + path);
  const password = login === sample.signIn.login ? sample.signIn.password : sample.signIn.samplePassword;
  await signIn(opened.page, login, password);
  await opened.page.locator('#content h1').first().waitFor();
  return opened;
}
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
/** Chooses in a field that is searched, as one types and takes what is found. */
async function pick(page: Page, field: Locator, words: string): Promise<void> {
  await field.click();
  await page.keyboard.type(words);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
}
const dialog = (page: Page): Locator => page.getByRole('dialog');

describe('who sees what', () => {
  it('offers each area to those it is for only', async () => {
    const { page } = await as('t01-clerk', '/');
    const nav = page.getByRole('navigation').first();
    await nav.getByRole('link', { name: '整改台账' }).waitFor();
    expect(await nav.getByRole('link', { name: '设置' }).count()).toBe(0);
    await page.goto(`${sample.address}/settings/people`);
    await page.getByText('没有这个页面').waitFor();
    await page.context().close();

    const designer = await as('county-designer', '/settings');
    await designer.page.getByRole('heading', { level: 1, name: '工作日历' }).waitFor();
    expect(await designer.page.getByRole('button', { name: '导入日历' }).count()).toBe(0);
    await designer.page.context().close();
  });
});

describe('changes of units', () => {
  it('are refused in words, announced, listed, and taken back', async () => {
    const { page, faults } = await as(sample.signIn.login, '/settings/units');
    await page.getByText('没有待生效的单位变动').waitFor();
    await picture(page, 'settings-units-empty', DESK);
    await page.getByRole('button', { name: '登记变动' }).click();
    await dialog(page).getByText('调整隶属').click();
    await dialog(page).getByRole('button', { name: '登记', exact: true }).click();
    await dialog(page).getByText('必填').first().waitFor();
    // A township under one of its own villages: cannot be.
    await pick(page, dialog(page).getByLabel('单位', { exact: true }), 'T01');
    await pick(page, dialog(page).getByLabel('新的上级单位'), 'T01-');
    await dialog(page).getByRole('button', { name: '登记', exact: true }).click();
    await dialog(page).getByRole('alert').getByText('不能把单位移到它自己的下级').waitFor();
    await picture(page, 'settings-units-refused', DESK);
    expect(await barriers(page)).toEqual([]);

    await dialog(page).getByText('更名', { exact: true }).click();
    await dialog(page).getByLabel('新名称', { exact: true }).fill('新名镇');
    await dialog(page).getByLabel('依据或原因').fill('县政府批复');
    await dialog(page).getByRole('button', { name: '登记', exact: true }).click();
    const line = page.getByRole('list', { name: '单位变动' }).getByRole('listitem');
    await line.getByText('更名为 新名镇').waitFor();
    await line.getByText('县政府批复').waitFor();
    await picture(page, 'settings-units', DESK);
    expect(await barriers(page)).toEqual([]);
    await line.getByRole('button', { name: '取消变动' }).click();
    await page.locator('.ant-popconfirm').getByRole('button', { name: '取消变动' }).click();
    await page.getByText('没有待生效的单位变动').waitFor();
    expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
    await page.context().close();
  });
});

describe('one-time codes', () => {
  it('are shown once, and let the person below choose a new password', async () => {
    const { page, faults } = await as(sample.signIn.login, '/settings/people');
    await page.getByRole('search').getByLabel('姓名或登录名').fill('t01-clerk');
    const line = page.getByRole('list', { name: '人员口令' }).getByRole('listitem');
    await line.getByText('登录名 t01-clerk').waitFor();
    await picture(page, 'settings-people', DESK);
    await line.getByRole('button', { name: /发放一次性口令/ }).click();
    await dialog(page).getByRole('button', { name: '生成口令' }).click();
    const code = ((await dialog(page).locator('output').textContent()) ?? '').trim();
    expect(code.length).toBeGreaterThan(7);
    await picture(page, 'settings-code', DESK);
    expect(await barriers(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: '复制' }).click();
    await page.locator('.ant-message').getByText('已复制').waitFor();
    await dialog(page).getByRole('button', { name: '已记下，关闭' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await page.getByText(code).count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();

    const clerk = (await visit(browser, DESK)).page;
    await clerk.goto(sample.address);
    await clerk.getByText('使用一次性口令').click();
    await clerk.getByLabel('登录名').fill('t01-clerk');
    await clerk.getByLabel('一次性口令').fill(code);
    for (const field of await clerk.locator('input[autocomplete="new-password"]').all())
      await field.fill('清溪镇经办人的新密码');
    await clerk.locator('button[type="submit"]').click();
    await clerk.getByRole('heading', { name: '专项工作' }).waitFor();
    await clerk.context().close();
  });
});

describe('calendars', () => {
  it('shows what a file changes before it is taken up, and moves deadlines after a second look', async () => {
    const { page, faults } = await as(sample.signIn.login, '/settings/calendars');
    await page.getByText('全国节假日安排').waitFor();
    await page.getByRole('button', { name: '导入日历' }).click();
    const upload = dialog(page).locator('input[type="file"]');
    await upload.setInputFiles(file('notes.txt', '春节放假'));
    await dialog(page).getByText('不是 JSON 格式').waitFor();
    await upload.setInputFiles(file('wrong.json', JSON.stringify({ id: 'cn', version: 'x', years: { 2026: {} } })));
    await dialog(page).locator('.ant-alert-error').waitFor();
    await picture(page, 'settings-calendar-wrong', DESK);

    // Days off in the weeks in which the sample campaign has its deadlines.
    const year = cnCalendarData.years['2026'] ?? { holidays: [], makeUpWorkdays: [] };
    const holidays = [...year.holidays, ...['09', '10', '11', '12', '13'].map((day) => `2026-03-${day}`)];
    const next = { id: 'cn', version: '2026.9', years: { '2026': { ...year, holidays } } };
    await upload.setInputFiles(file('cn-2026-9.json', JSON.stringify(next)));
    await dialog(page).getByText('增加休息日 5 天').waitFor();
    await picture(page, 'settings-calendar-preview', DESK);
    expect(await barriers(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: '确认导入' }).click();
    await page.getByText('时限还未按新日历计算的工作').waitFor();
    await page.getByText('由方案组重算').waitFor();
    await picture(page, 'settings-calendars', DESK);
    expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
    await page.context().close();

    const office = await as('county-designer', '/settings/calendars', DESK_EN);
    await office.page.getByRole('button', { name: 'Compute deadlines anew' }).click();
    await dialog(office.page)
      .getByText(/the deadline of \d+ items comes later/)
      .waitFor({ timeout: 60_000 });
    await picture(office.page, 'settings-recompute', DESK_EN);
    expect(await barriers(office.page)).toEqual([]);
    await dialog(office.page).getByRole('button', { name: 'Compute anew' }).click();
    await dialog(office.page).getByText('All deadlines go by the new calendar now.').waitFor({ timeout: 120_000 });
    await dialog(office.page).getByText('Close', { exact: true }).click();
    await office.page.getByText('Campaigns that do not go by the newest calendar yet').waitFor({ state: 'detached' });
    expect(office.faults).toEqual([]);
    await office.page.context().close();
  }, 300_000);
});

describe('the ledger', () => {
  it('is worked on, exported, and taken back in with every wrong row named', async () => {
    const { page, faults } = await as('county-reviewer', '/ledger');
    await page.getByText('台账上还没有问题').waitFor();
    await picture(page, 'ledger-empty', DESK);
    await page.getByRole('button', { name: '登记问题' }).click();
    const form = dialog(page);
    await pick(page, form.getByLabel('单位', { exact: true }), 'T01');
    await form.getByLabel('问题', { exact: true }).fill('村级卫生室药品目录没有公示');
    await form.getByLabel('责任领导').fill('周明');
    for (const field of ['问题来源', '发现渠道', '问题方面']) {
      await form.getByLabel(field).click();
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
    }
    await form.getByLabel('整改时限').fill('2026-06-30');
    await form.getByLabel('整改时限').press('Enter');
    await picture(page, 'ledger-record', DESK);
    await form.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '村级卫生室药品目录没有公示' }).waitFor();

    await page.getByRole('button', { name: '增加措施' }).click();
    await dialog(page).getByLabel('措施', { exact: true }).fill('各村卫生室月底前张贴目录');
    await dialog(page).getByLabel('责任人').fill('王丽');
    await dialog(page).getByRole('button', { name: '增加措施' }).click();
    await page.getByRole('listitem').getByText('各村卫生室月底前张贴目录').waitFor();
    expect(await page.getByRole('button', { name: '申请销号' }).count()).toBe(0);
    await picture(page, 'ledger-problem', DESK);
    expect(await barriers(page)).toEqual([]);

    await page.goto(`${sample.address}/ledger`);
    await page.getByRole('link', { name: '村级卫生室药品目录没有公示' }).waitFor();
    const [exported] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 Excel' }).click(),
    ]);
    expect(exported.suggestedFilename()).toBe('问题整改台账.xlsx');
    const workbook = join(folder, 'ledger.xlsx');
    await exported.saveAs(workbook);
    expect(readFileSync(workbook).subarray(0, 2).toString()).toBe('PK');

    await page.getByRole('button', { name: '导入台账' }).click();
    const upload = dialog(page).locator('input[type="file"]');
    await upload.setInputFiles(workbook);
    await dialog(page).getByText('新增问题 0 个，修改 0 个').waitFor();
    expect(await dialog(page).getByRole('button', { name: '确认导入' }).isDisabled()).toBe(true);
    await upload.setInputFiles(
      file('new.csv', '问题,问题单位,责任领导,整改时限,整改类型\n路灯不亮,没有这个镇,周明,2026-06-30,限期整改\n'),
    );
    await dialog(page)
      .getByText(/第 2 行“.*单位”/)
      .waitFor();
    await picture(page, 'ledger-import-wrong', DESK);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('is closed by another than who asked', async () => {
    const clerk = await as('county-reviewer', '/ledger');
    await clerk.page.getByRole('link', { name: '村级卫生室药品目录没有公示' }).click();
    await clerk.page.getByRole('button', { name: '完成', exact: true }).click();
    await clerk.page.locator('.ant-popconfirm').getByRole('button', { name: '完成' }).click();
    await clerk.page.getByRole('button', { name: '申请销号' }).click();
    await dialog(clerk.page).getByLabel('整改佐证').fill('现场查看，十二个村均已张贴。');
    await dialog(clerk.page).getByRole('button', { name: '申请销号' }).click();
    await clerk.page.getByRole('button', { name: '核验销号' }).click();
    await dialog(clerk.page).getByRole('button', { name: '核验销号' }).click();
    await dialog(clerk.page).getByRole('alert').getByText('申请销号的人不能核验本问题').waitFor();
    await clerk.page.context().close();
  });
});
