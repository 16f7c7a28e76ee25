/** A unit's clerk and the reviewer above it at work: drafts, files, what comes back, what is called for. */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillForm } from './kit/fill-form.js';
import { onSample } from './kit/on-sample.js';
import { barriers, DESK, picture, signIn, visit } from './kit/open-browser.js';

const stage = onSample('desk');

/** A page of somebody of the sample county. */
async function as(
  login: string,
  path = `/campaigns/${stage.sample.campaign}`,
): Promise<{ page: Page; faults: string[] }> {
  const opened = await visit(stage.browser, DESK);
  await opened.page.goto(stage.sample.address + path);
  await signIn(opened.page, login, stage.sample.signIn.samplePassword);
  return opened;
}
/** Opens the run of the first unit one sees, at a step. */
async function openRun(page: Page, step: string): Promise<void> {
  await page.locator('.matrix-row [role="rowheader"]').first().click();
  await page.locator('.step-card', { hasText: step }).first().click();
  await page.locator('.item-panel h2', { hasText: step }).waitFor();
}
/** A paper as it comes out of an office program. */
async function printed(mark: string): Promise<Buffer> {
  const page = await stage.browser.newPage();
  await page.setContent(`<p>${mark}</p><h1>关于印发实施方案的通知</h1>`);
  const paper = await page.pdf({ format: 'A4' });
  await page.close();
  return paper;
}
const pdf = Buffer.from('%PDF-1.4\n% plan\n%%EOF\n');

describe('what is called for', () => {
  it('reads as waiting, is entered once for each occasion, and its draft outlives the page', async () => {
    const { page, faults } = await as('b01-clerk');
    await openRun(page, '第一议题学习');
    await page.locator('.item-panel .status').getByText('按需开展').waitFor();
    const call = page.getByRole('region', { name: '新增一次' });
    await call.getByRole('button', { name: '登记' }).click();
    await call.getByText('必填').waitFor();
    await call.getByLabel('内容名称').fill('学习重要讲话');
    await call.getByRole('button', { name: '登记' }).click();
    const form = page.getByRole('region', { name: '填报' });
    await fillForm(form);
    await form.getByText(/草稿已保存/).waitFor();
    await picture(page, 'draft-saved', DESK);
    expect(await barriers(page)).toEqual([]);
    await page.reload();
    await form.getByText('已载入上次未报送的草稿').waitFor();
    await form.locator('button[type="submit"]').click();
    await page.getByText('已报送', { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe('the way of a plan', () => {
  it('a file is taken or refused in words; what was returned is corrected, and passes', async () => {
    const clerk = await as('b01-clerk');
    await openRun(clerk.page, '制定并报备实施方案');
    const form = clerk.page.getByRole('region', { name: '填报' });
    const file = form.locator('input[type="file"]');
    await file.setInputFiles({ name: '绝密方案.pdf', mimeType: 'application/pdf', buffer: pdf });
    await form.getByRole('alert').getByText('文件名带有密级标志').waitFor();
    await file.setInputFiles({ name: '方案.pdf', mimeType: 'application/pdf', buffer: await printed('机密★1年') });
    await form.getByRole('alert').getByText('“方案.pdf”带有密级标志').waitFor();
    await file.setInputFiles({ name: '实施方案.pdf', mimeType: 'application/pdf', buffer: pdf });
    await form.getByText('实施方案.pdf', { exact: true }).waitFor();
    await fillForm(form);
    await form.locator('button[type="submit"]').click();
    await clerk.page.getByRole('region', { name: '审核' }).waitFor();

    const reviewer = await as('county-reviewer', new URL(clerk.page.url()).pathname + new URL(clerk.page.url()).search);
    const review = reviewer.page.getByRole('region', { name: '审核' });
    await review.getByRole('button', { name: '退回修改' }).click();
    await review.getByText('退回时必须写明意见').waitFor();
    await review.getByRole('textbox', { name: '意见' }).fill('请补充时间安排');
    await review.getByRole('button', { name: '退回修改' }).click();
    await reviewer.page.locator('.item-panel').getByText('退回意见：请补充时间安排').waitFor();
    await picture(reviewer.page, 'returned', DESK);

    // The clerk's page follows by itself; nothing has to be filled in again.
    await clerk.page.locator('.item-panel').getByText('退回意见：请补充时间安排').waitFor();
    await form.getByText('实施方案.pdf', { exact: true }).waitFor();
    await form.locator('button[type="submit"]').click();
    await review.getByRole('button', { name: '通过' }).click();
    await reviewer.page.locator('.history').getByText('审核通过').first().waitFor();
    // Chromium reports the refused paper, and nothing else went wrong.
    expect(clerk.faults).toEqual([expect.stringContaining('422')]);
    expect(reviewer.faults).toEqual([]);
    await clerk.page.context().close();
    await reviewer.page.context().close();
  });
});

describe('a lost connection', () => {
  it('is said, loses nothing that was being filled in, and goes away by itself', async () => {
    const { page } = await as('t01-clerk');
    await page.getByPlaceholder('单位名称或编码').fill('学校');
    await page.locator('.matrix-row').first().getByText('学校').waitFor();
    await page.locator('.matrix-row').first().locator('.matrix-cell:has(.mark.open)').first().click();
    const form = page.getByRole('region', { name: '填报' });
    await form.waitFor();
    await page.context().setOffline(true);
    await fillForm(form);
    await form.getByText('草稿暂存在本页面').waitFor();
    await page.locator('.strip.lost').waitFor();
    await picture(page, 'connection-lost', DESK);
    await page.context().setOffline(false);
    await form.getByText(/草稿已保存/).waitFor();
    await page.locator('.strip.lost').waitFor({ state: 'detached' });
    await page.context().close();
  });
});
