/**
 * The screens of the designer in both languages: a picture for people to look at (`npm run screenshots`: every one), axe,
 * and no word of the other language. The screens before it are looked at in `editor.browser.ts` in the same way.
 */
import { CSRF_HEADER, designRoutes } from '@gangmu/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@gangmu/engine';
import type { Browser, Page } from 'playwright-core';
import { type Designs, visits } from './kit/designer-screens.js';
import { barriers, DESK, openBrowser, picture, signIn, visit, type Visit, type Visitor } from './kit/open-browser.js';
import { type SampleEngine, startSampleEngine } from './kit/sample-engine.js';

type Json = Record<string, unknown>;

/** Set by `npm run screenshots`: the dialogs, forms and empty states as well. */
const EVERY = process.env['GANGMU_EVERY_SCREEN'] === '1';
const EMPTY = { zh: '还没有画的方案', en: 'A plan to be drawn' };

let sample: SampleEngine;
let browser: Browser;
const designs: Designs = { county: '', township: '', empty: '', held: '', unreadable: '' };

/** Asks the engine as the page that is signed in would. */
async function ask(page: Page, method: string, path: string, body?: object, headers: object = {}): Promise<Json> {
  const answer = await page.request.fetch(sample.address + path, {
    method,
    headers: { [CSRF_HEADER]: '1', 'idempotency-key': `tour-${Math.random()}`, ...headers },
    ...(body === undefined ? {} : { data: body }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as Json;
}
async function as(login: string, size: Visit): Promise<Visitor> {
  const opened = await visit(browser, size);
  await opened.page.goto(`${sample.address}/designs`);
  await signIn(opened.page, login, sample.signIn.samplePassword);
  await opened.page.locator('#content h1').first().waitFor();
  return opened;
}

/** What a county has after a while: a wish to deviate, and a new version that waits at the township. */
async function somethingHappened(): Promise<void> {
  const county = (await as('county-designer', DESK)).page;
  const { entries } = (await ask(county, 'GET', `${designRoutes.list.path}?limit=50`)) as unknown as {
    entries: { id: string; parent: unknown; unit: { id: string; code: string } }[];
  };
  const root = entries.find(({ unit }) => unit.code === 'CH');
  const town = entries.find(({ unit }) => unit.code === 'T01');
  if (root === undefined || town === undefined) throw new Error('the sample has no designs');
  Object.assign(designs, { county: root.id, township: town.id });
  const township = (await as('t01-designer', DESK)).page;
  await ask(township, 'POST', `/api/designs/${town.id}/variances`, {
    unit: town.unit.id,
    path: '/steps/kickoff-meeting/deadlines/due',
    reason: '汛期值守，请准予推迟一周召开。',
  });
  const draft = await ask(county, 'GET', `/api/designs/${root.id}/draft`);
  const template = draft['template'] as {
    steps: Record<string, { guidance?: object; evidence: Json; deadlines: Json }>;
  };
  template.steps['materials']!.guidance = { zh: '优先发放电子版，纸质材料按需领取。', en: 'Electronic copies first.' };
  // Both levels changed how many weeks are planned: that is a question.
  (template.steps['weekly-plan']!.evidence['weeks'] as Json)['minRows'] = 8;
  const saved = await ask(
    county,
    'PUT',
    `/api/designs/${root.id}/draft`,
    { lease: 'the-tour-of-screens', template },
    { 'if-match': String(draft['revision']) },
  );
  const published = await ask(county, 'POST', `/api/designs/${root.id}/versions`, {
    revision: saved['revision'],
    reason: '按上级部署调整',
    document: '澄教组〔2026〕8号',
  });
  for (let job = published['job'] as string | null; job !== null; )
    if ((await ask(county, 'GET', `/api/progress/${job}`))['status'] !== 'working') job = null;
  // And the county goes on drawing.
  template.steps['materials']!.deadlines = {};
  await ask(
    county,
    'PUT',
    `/api/designs/${root.id}/draft`,
    { lease: 'the-tour-of-screens', template },
    { 'if-match': String((await ask(county, 'GET', `/api/designs/${root.id}/draft`))['revision']) },
  );
  await ask(county, 'DELETE', `/api/designs/${root.id}/lease?lease=the-tour-of-screens`);
  for (const name of ['empty', 'held', 'unreadable'] as const) {
    const source = { from: 'empty', id: `tour-${name}`, title: EMPTY, start: '2026-03-02', end: '2026-08-31' };
    const { design } = (await ask(county, 'POST', '/api/designs', { unit: root.unit.id, source })) as {
      design: { id: string };
    };
    designs[name] = design.id;
  }
  await ask(county, 'POST', `/api/designs/${designs.held}/lease`, { lease: 'another-window' });
  await sample.engine
    .get(Database)
    .query(`UPDATE design_drafts SET format = 'gangmu-template/0', body = body || '{"2024":[]}' WHERE design_id = $1`, [
      designs.unreadable,
    ]);
  for (const page of [county, township]) await page.context().close();
}

beforeAll(async () => {
  sample = await startSampleEngine('screens', { adapted: true });
  browser = await openBrowser();
  await somethingHappened();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await sample?.close();
});

describe('every screen of the designer', () => {
  it.each(visits(EVERY))(
    'can be read by everybody: $who, $language, $width',
    async ({ who, seen, ...size }) => {
      const { page, faults, strangers } = await as(who, size);
      const found: unknown[] = [];
      for (const screen of seen) {
        const { width, height } = { ...size, ...screen };
        await page.setViewportSize({ width, height });
        await page.goto(sample.address + screen.path(designs));
        await page.locator(screen.ready).first().waitFor();
        await screen.first?.(page, size, designs);
        // Everything that is fetched has arrived: a picture of a spinner shows nothing.
        await page.waitForLoadState('networkidle').catch(() => undefined);
        await page.locator('.ant-spin-spinning').first().waitFor({ state: 'detached' });
        await page.emulateMedia({ media: screen.paper === true ? 'print' : 'screen' });
        await picture(page, `screen-${screen.name}`, size);
        await page.emulateMedia({ media: 'screen' });
        for (const fault of await strangers()) found.push([screen.name, fault]);
        for (const fault of await barriers(page)) found.push([screen.name, fault]);
      }
      // What was refused is said on the page; the browser's own line about it is no fault.
      expect([...found, ...faults.filter((fault) => !/\b(409|422)\b/.test(fault))]).toEqual([]);
      // Left as people leave a page, so that the next one may edit.
      await page.goto('about:blank');
      await page.context().close();
    },
    EVERY ? 1_500_000 : 480_000,
  );
});
