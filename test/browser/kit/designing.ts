/** What journeys through designs share: entering, asking the engine directly, publishing past the screen. */
import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { barriers, DESK, picture, signIn, visit, type Visit } from './open-browser.js';
import type { SampleEngine } from './sample-engine.js';

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into as they come
export type Json = Record<string, any>;
/** The lease of whoever edits past the screen. */
export const LEASE = 'lease-of-the-test';

/** Somebody at a page, signed in. */
export async function enter(
  { sample, browser }: { sample: SampleEngine; browser: Browser },
  login: string,
  path: string,
  look: Visit = DESK,
): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await visit(browser, look);
  await page.goto(`${sample.address}/designs`);
  await signIn(page, login, sample.signIn.samplePassword);
  await page.locator('.page-head').waitFor();
  if (path !== '/designs') await page.goto(sample.address + path);
  return { page, faults };
}

/** What the page's person asks of the engine directly, past the screen. */
export async function ask(page: Page, method: string, path: string, data?: Json, ifMatch?: string): Promise<Json> {
  const answer = await page.request.fetch(new URL(`/api${path}`, page.url()).href, {
    method,
    headers: {
      'x-gangmu-request': '1',
      'accept-language': 'zh-CN',
      'idempotency-key': `key-${Math.random().toString(36).slice(2)}-${Date.now()}`,
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(data === undefined ? {} : { data }),
  });
  return { status: answer.status(), ...((await answer.json()) as Json) };
}
/** Saves a change of a design past the screen; its new revision. */
export async function change(page: Page, design: string, by: (template: Json) => void): Promise<number> {
  await ask(page, 'POST', `/designs/${design}/lease`, { lease: LEASE, takeOver: true });
  const { template, revision } = await ask(page, 'GET', `/designs/${design}/draft?lease=${LEASE}`);
  by(template);
  const saved = await ask(page, 'PUT', `/designs/${design}/draft`, { lease: LEASE, template }, String(revision));
  expect(saved).toMatchObject({ status: 200 });
  await ask(page, 'DELETE', `/designs/${design}/lease?lease=${LEASE}`);
  return saved['revision'] as number;
}

/** Saves a change of a design and publishes it. */
export async function release(page: Page, design: string, by: (template: Json) => void): Promise<Json> {
  const revision = await change(page, design, by);
  const published = await ask(page, 'POST', `/designs/${design}/versions`, {
    revision,
    reason: '按上级新部署修订',
    document: '澄发〔2026〕8号',
  });
  expect(published).toMatchObject({ status: 201 });
  for (let job = published['job'] as string | null; job !== null; ) {
    const progress = await ask(page, 'GET', `/progress/${job}`);
    if (progress['status'] === 'done') job = null;
    else expect(progress['status']).not.toBe('failed');
  }
  return published;
}

/** A picture for people to look at, and nothing in the way of those who cannot. */
export async function look(page: Page, name: string, at: Visit = DESK): Promise<void> {
  await picture(page, name, at);
  expect(await barriers(page)).toEqual([]);
}

/** A unit's published adaptation, made past the screen. */
export async function adaptation(page: Page, root: string, unit: string, difference: Json): Promise<string> {
  const found = (await ask(page, 'GET', `/units?q=${unit}&limit=20`)) as { entries: Json[] };
  const { id } = found.entries.find(({ code }) => code === unit) ?? {};
  const { id: design } = await ask(page, 'POST', `/designs/${root}/adaptations`, { unit: id });
  if (design === undefined) throw new Error(`${unit} has adapted it already`);
  await ask(page, 'POST', `/designs/${design}/lease`, { lease: LEASE });
  const { revision } = await ask(page, 'GET', `/designs/${design}/draft`);
  const saving = await ask(page, 'PUT', `/designs/${design}/draft`, { lease: LEASE, difference }, String(revision));
  expect(saving).toMatchObject({ status: 200, findings: expect.anything() });
  const order = { revision: saving['revision'], reason: '结合实际细化' };
  expect(await ask(page, 'POST', `/designs/${design}/versions`, order)).toMatchObject({ status: 201 });
  await ask(page, 'DELETE', `/designs/${design}/lease?lease=${LEASE}`);
  return design;
}
