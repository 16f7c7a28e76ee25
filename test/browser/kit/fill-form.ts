import type { Locator } from 'playwright-core';

/** Fills in whatever a form asks for with something plausible. */
export async function fillForm(form: Locator): Promise<void> {
  await form.waitFor();
  for (const add of await form.getByRole('button', { name: '添加一行' }).all()) await add.click();
  for (const field of await form.locator('.date-field input').all()) {
    await field.fill('2026-03-02');
    await field.press('Enter');
  }
  for (const field of await form.locator('input[role="spinbutton"]').all()) await field.fill('5');
  for (const label of ['请假', '补学']) for (const field of await form.getByLabel(label).all()) await field.fill('0');
  for (const field of await form.locator('.ant-select').all()) {
    await field.click();
    await form.page().locator('.ant-select-item-option:visible').first().click();
  }
  for (const field of await form.locator('textarea:visible').all()) await field.fill('已按要求开展。');
  for (const group of await form.locator('.ant-radio-group, .ant-checkbox-group').all())
    await group.locator('input').first().check();
}
