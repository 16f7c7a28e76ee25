/** What people do in the editor, against a real engine with the sample county. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { fillForm } from './kit/fill-form.js';
import { barriers, DESK, DESK_EN, openBrowser, PHONE, PHONE_EN, picture, signIn, visit } from './kit/open-browser.js';
import { type SampleEngine, startSampleEngine } from './kit/sample-engine.js';

let sample: SampleEngine;
let browser: Browser;

beforeAll(async () => {
  sample = await startSampleEngine('editor');
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await sample?.close();
});

const enter = async (page: Page, path = '/'): Promise<void> => {
  await page.goto(sample.address + path);
  await signIn(page, sample.signIn.login, sample.signIn.password);
  await page.locator('input[autocomplete="username"]').waitFor({ state: 'detached' });
};

describe('signing in', () => {
  it('says in words what was wrong, and lets in who is right', async () => {
    const { page, faults } = await visit(browser, DESK);
    await page.goto(sample.address);
    await page.click('button[type="submit"]');
    await page.getByText('请填写登录名').waitFor();
    await signIn(page, sample.signIn.login, 'not the password');
    await page.getByRole('alert').getByText('登录名或密码不正确').waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'sign-in-refused', DESK);
    await signIn(page, sample.signIn.login, sample.signIn.password);
    await page.getByRole('heading', { name: '专项工作' }).waitFor();
    await page.getByText('样例数据').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('comes back to the page that was asked for when the session is lost', async () => {
    const { page } = await visit(browser, DESK);
    await enter(page, `/campaigns/${sample.campaign}`);
    await page.locator('.matrix-row').first().waitFor();
    await page.context().clearCookies();
    await page.reload();
    await signIn(page, sample.signIn.login, sample.signIn.password);
    await page.locator('.matrix-row').first().waitFor();
    expect(page.url()).toContain(sample.campaign);
    await page.context().close();
  });
});

describe('units × steps', () => {
  it('shows hundreds of units, finds one by name, and opens its run by keyboard', async () => {
    const { page, faults } = await visit(browser, DESK);
    await enter(page, `/campaigns/${sample.campaign}`);
    const grid = page.getByRole('grid');
    await grid.waitFor();
    const rows = Number(await grid.getAttribute('aria-rowcount'));
    expect(rows).toBeGreaterThan(300);
    expect(await page.locator('.matrix-row').count()).toBeLessThan(80);
    await page.locator('.matrix').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.locator(`.matrix-row[aria-rowindex="${rows}"]`).waitFor();

    const name = (await page.locator('.matrix-row').last().locator('[role="rowheader"]').textContent()) ?? '';
    await page.getByPlaceholder('单位名称或编码').fill(name.trim());
    await page.locator('.matrix-row').first().getByText(name.trim(), { exact: true }).waitFor();
    await grid.focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.cell-tip').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: name.trim() }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe('one unit’s run', () => {
  it('is drawn with its steps, and tells about the one that is chosen', async () => {
    const { page, faults } = await visit(browser, DESK);
    await enter(page, `/campaigns/${sample.campaign}`);
    await page.locator('.matrix-row [role="rowheader"]').nth(2).click();
    await page.locator('.step-card').first().waitFor();
    expect(await page.locator('.step-card').count()).toBeGreaterThan(5);
    await page.locator('.step-card.open').first().click();
    await page.locator('.item-panel').getByRole('heading', { name: '办理环节' }).waitFor();
    await page.locator('.history li').first().waitFor();
    await page.getByText('列表').click();
    expect(await page.locator('.run-table tbody tr').count()).toBeGreaterThan(5);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('looks the same when it is opened by its address, without the page above', async () => {
    const { page } = await visit(browser, DESK);
    await enter(page, `/campaigns/${sample.campaign}`);
    await page.locator('.matrix-row [role="rowheader"]').nth(2).click();
    await page.locator('.step-card.open').first().waitFor();
    await page.reload();
    const mark = page.locator('.step-card.open .mark').first();
    await mark.waitFor();
    expect(await mark.evaluate((node) => getComputedStyle(node).borderTopStyle)).toBe('solid');
    await page.context().close();
  });
});

describe('handing in', () => {
  it('says beside the field what is missing, hands in, and the county sees it at once', async () => {
    const county = await visit(browser, DESK);
    await enter(county.page, `/campaigns/${sample.campaign}`);
    await county.page.locator('.live.on').waitFor();

    const clerk = await visit(browser, DESK);
    await clerk.page.goto(`${sample.address}/campaigns/${sample.campaign}`);
    await signIn(clerk.page, 't01-clerk', sample.signIn.samplePassword);
    // One of the thirty branches the clerk files for; a school's asks for dates and a head-count.
    await clerk.page.getByPlaceholder('单位名称或编码').fill('学校');
    await clerk.page.locator('.matrix-row').first().getByText('学校').waitFor();
    const cell = clerk.page.locator('.matrix-row').first().locator('.matrix-cell:has(.mark.open)').first();
    await cell.waitFor();
    const name = (await clerk.page.locator('.matrix-row').first().locator('[role="rowheader"]').textContent()) ?? '';
    await cell.click();
    const form = clerk.page.locator('.form-box');
    await form.waitFor();

    await county.page.getByPlaceholder('单位名称或编码').fill(name);
    const row = county.page.locator('.matrix-row').first();
    await row.getByText(name, { exact: true }).waitFor();
    const before = await row.locator('.mark.open').count();

    await form.locator('button[type="submit"]').click();
    await form.locator('.ant-form-item-explain-error').first().waitFor();
    await picture(clerk.page, 'form-refused', DESK);
    await fillForm(form);
    await form.getByLabel('依据谁的口头或书面意见').fill('学校支部书记电话');
    await form.locator('button[type="submit"]').click();
    await clerk.page.getByText('已报送', { exact: true }).waitFor();
    await clerk.page.locator('.history li').nth(1).waitFor();
    await picture(clerk.page, 'handed-in', DESK);

    // Without anybody reloading the county's page.
    await row.locator('.mark.submitted, .mark.done').first().waitFor();
    expect(await row.locator('.mark.open').count()).toBe(before - 1);
    expect(county.faults).toEqual([]);
    expect(clerk.faults).toEqual([]);
    await county.page.context().close();
    await clerk.page.context().close();
  });
});

describe('accessibility and looks', () => {
  it.each([DESK, DESK_EN, PHONE, PHONE_EN])(
    'has no serious barrier and no word of the other language on any screen: $language, $width',
    async (size) => {
      const { page, strangers } = await visit(browser, size);
      const found: unknown[] = [];
      const look = async (name: string): Promise<void> => {
        await picture(page, name, size);
        for (const fault of [...(await strangers()), ...(await barriers(page))]) found.push([name, fault]);
      };
      await page.goto(sample.address);
      await page.locator('form').waitFor();
      await look('sign-in');
      await signIn(page, sample.signIn.login, sample.signIn.password);
      await page.locator('.campaign-card').waitFor();
      await look('campaigns');
      await page.locator('.campaign-card').click();
      await page.locator('.matrix-row, .unit-card').first().waitFor();
      await page.locator('.phases').waitFor();
      await look('campaign');
      await page.locator('.matrix-unit, .unit-card').nth(2).click();
      await page.locator('.step-card, .run-table').first().waitFor();
      await look('run');
      await page.locator('.step-card.open, .run-table tr:has(.mark.open) .link').first().click();
      await page.locator('.item-panel').first().waitFor();
      await page.locator('.history li').first().waitFor();
      await look('item');
      await page.goto(`${sample.address}/nothing-here`);
      await page.getByText(size.language === 'zh' ? '没有这个页面' : 'There is no such page').waitFor();
      await look('missing');
      expect(found).toEqual([]);
      await page.context().close();
    },
    240_000,
  );

  it.each([DESK, DESK_EN, PHONE, PHONE_EN])(
    'has none in the settings and the ledger either, and nothing that sticks out: $language, $width',
    async (size) => {
      const { page, strangers } = await visit(browser, size);
      const found: unknown[] = [];
      await enter(page, '/ledger');
      for (const place of ['ledger', 'settings/units', 'settings/people', 'settings/calendars']) {
        if (place !== 'ledger') await page.goto(`${sample.address}/${place}`);
        await page.locator('main h1').waitFor();
        await page.waitForLoadState('networkidle').catch(() => undefined);
        await picture(page, place.replace('/', '-'), size);
        for (const fault of [...(await strangers()), ...(await barriers(page))]) found.push([place, fault]);
        // A phone is not scrolled sideways.
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > size.width) found.push([place, `${width} wide`]);
      }
      expect(found).toEqual([]);
      await page.context().close();
    },
    240_000,
  );
});
