/** What a hand does in the designer: begin a plan, type on its cards, drag, choose, fill in the forms beside it. */
import type { Locator, Page } from 'playwright-core';

export interface Point {
  x: number;
  y: number;
}

/** An empty design of one's own unit, opened on the canvas. */
export async function begin(page: Page, title: string): Promise<Locator> {
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
}

/** Begins one's own unit's adaptation of the published design that is open; it opens with the table. */
export async function adapt(page: Page): Promise<void> {
  await page.getByRole('button', { name: '为本单位细化' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '开始细化' }).click();
  await page.getByRole('tab', { name: '本级改动' }).waitFor();
}

export const card = (page: Page, title: string): Locator => page.locator('.design-card').filter({ hasText: title });

/** Whoever types a title on the card. */
export async function typeTitle(page: Page, title: string): Promise<void> {
  await page.locator('.title-field').fill(title);
  await page.locator('.title-field').press('Enter');
}

/** Draws one phase more. */
export async function drawPhase(page: Page, title: string): Promise<void> {
  await page.locator('.design-canvas').press('p');
  await typeTitle(page, title);
}

export const saved = (page: Page): Promise<void> => page.locator('.saved-sign.saved').waitFor();

/** Dragged slowly enough for the page to follow. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1)
    await page.mouse.move(from.x + ((to.x - from.x) * step) / 8, from.y + ((to.y - from.y) * step) / 8);
  await page.mouse.up();
}

export async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('nothing there');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A tab of the panel at the right. */
export const panel = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click();

/** Unfolds a section of the form, wherever habit left it. */
export async function section(page: Page, name: string): Promise<Locator> {
  const found = page.locator('.sheet-section').filter({ has: page.locator('.name', { hasText: name }) });
  const heading = found.locator('h3 button');
  if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
  return found;
}

/** Chooses from a list that opens. */
export async function choose(page: Page, list: Locator, option: string): Promise<void> {
  await list.click();
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: new RegExp(`^${option}`) })
    .first()
    .click();
}

/** Goes to a card by what it is called. */
export async function find(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: '查找任务和操作' });
  await field.fill(title);
  await page.getByRole('option').filter({ hasText: title }).first().waitFor();
  await field.press('Enter');
  await page.locator('.design-card.selected').filter({ hasText: title }).waitFor();
}

/** Gives another title to the card that is chosen. */
export async function retitle(page: Page, title: string): Promise<void> {
  await page.locator('.design-canvas').press('Enter');
  await typeTitle(page, title);
}

/** Publishes what is open, in the dialog; `read`: what is looked at there before. */
export async function publish(page: Page, why: string, read?: (dialog: Locator) => Promise<void>): Promise<void> {
  await saved(page);
  await page.getByRole('button', { name: '发布', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await read?.(dialog);
  await dialog.getByLabel('发布说明').fill(why);
  await dialog.getByRole('button', { name: '发布', exact: true }).click();
  await page
    .getByText(/已发布第 \d+ 版/)
    .first()
    .waitFor();
}
