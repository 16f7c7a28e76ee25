/**
 * Every screen of the designer in both languages: a picture for people to look at (`npm run screenshots`), axe, and
 * no word of the other language. The screens before it are looked at in `editor.browser.ts` in the same way.
 */
import { CSRF_HEADER, designRoutes } from '@gangmu/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import {
  barriers,
  DESK,
  DESK_EN,
  openBrowser,
  PHONE,
  PHONE_EN,
  picture,
  signIn,
  visit,
  type Visit,
  type Visitor,
} from './kit/open-browser.js';
import { type SampleEngine, startSampleEngine } from './kit/sample-engine.js';

type Json = Record<string, unknown>;
const TABLET: Visit = { language: 'zh', width: 1024, height: 768 };
const TABLET_EN: Visit = { ...TABLET, language: 'en' };

let sample: SampleEngine;
let browser: Browser;
const designs = { county: '', township: '' };

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

interface Screen {
  name: string;
  who: string;
  path: () => string;
  /** Shown when the screen is ready. */
  ready: string;
  /** What is done before the picture is taken. */
  first?: (page: Page, size: Visit) => Promise<void>;
  sizes?: readonly Visit[];
}
const BOTH = [DESK, DESK_EN];
const view = (zh: string, en: string) => async (page: Page, size: Visit) => {
  await page
    .locator('.ant-segmented-item', { hasText: size.language === 'zh' ? zh : en })
    .first()
    .click();
};
const county = (): string => `/designs/${designs.county}`;
const township = (): string => `/designs/${designs.township}`;

const screens: Screen[] = [
  {
    name: 'designs',
    who: 'county-designer',
    path: () => '/designs',
    ready: 'main h1',
    sizes: [...BOTH, PHONE, PHONE_EN],
  },
  { name: 'canvas', who: 'county-designer', path: county, ready: '.design-card', sizes: [...BOTH, TABLET, TABLET_EN] },
  {
    name: 'step-properties',
    who: 'county-designer',
    path: county,
    ready: '.design-card',
    first: async (page) => page.locator('.design-card').nth(2).click(),
  },
  {
    name: 'table',
    who: 'county-designer',
    path: county,
    // A phone has no room for a canvas and opens with the tasks as cards.
    ready: '.design-card, .task-cards',
    first: view('任务分解表', 'Table'),
    sizes: [...BOTH, PHONE, PHONE_EN],
  },
  {
    name: 'history',
    who: 'county-designer',
    path: county,
    ready: '.design-card',
    first: view('版本对比', 'Versions'),
  },
  {
    name: 'simulate',
    who: 'county-designer',
    path: county,
    ready: '.design-card',
    first: view('推演', 'Simulation'),
  },
  {
    name: 'publish',
    who: 'county-designer',
    path: county,
    ready: '.design-card',
    first: async (page, { language }) => {
      await page.getByRole('button', { name: language === 'zh' ? '发布' : 'Publish', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  // Who adapts sees the table first.
  { name: 'adapting', who: 't01-designer', path: township, ready: '.task-table' },
  {
    name: 'adapting-canvas',
    who: 't01-designer',
    path: township,
    ready: '.task-table',
    first: async (page, size) => {
      await view('画布', 'Canvas')(page, size);
      await page.locator('.design-card').first().click();
    },
  },
  { name: 'variances', who: 'county-designer', path: () => `${county()}/variances`, ready: 'main h1' },
  { name: 'inbox', who: 't01-designer', path: () => '/designs/inbox', ready: 'main h1' },
  { name: 'takeover', who: 't01-designer', path: () => `${township()}/takeover`, ready: 'main h1' },
  {
    name: 'adoption',
    who: 'county-designer',
    path: () => `${county()}/adoption`,
    ready: 'main h1',
    sizes: [...BOTH, PHONE, PHONE_EN],
  },
  { name: 'tightenings', who: 'county-designer', path: () => `${county()}/tightenings`, ready: 'main h1' },
];

const PEOPLE = ['county-designer', 't01-designer'] as const;
const SIZES = [DESK, DESK_EN, TABLET, TABLET_EN, PHONE, PHONE_EN];
const visits = SIZES.flatMap((size) =>
  PEOPLE.map((who) => ({
    who,
    ...size,
    shown: screens.filter((screen) => screen.who === who && (screen.sizes ?? BOTH).includes(size)),
  })),
).filter(({ shown }) => shown.length > 0);

describe('every screen of the designer', () => {
  it.each(visits)(
    'can be read by everybody: $who, $language, $width',
    async ({ who, shown, ...size }) => {
      const { page, faults, strangers } = await as(who, size);
      const found: unknown[] = [];
      for (const screen of shown) {
        await page.goto(sample.address + screen.path());
        await page.locator(screen.ready).first().waitFor();
        await screen.first?.(page, size);
        // Everything that is fetched has arrived: a picture of a spinner shows nothing.
        await page.waitForLoadState('networkidle').catch(() => undefined);
        await page.locator('.ant-spin-spinning').first().waitFor({ state: 'detached' });
        await picture(page, `screen-${screen.name}`, size);
        for (const fault of [...(await strangers()), ...(await barriers(page))]) found.push([screen.name, fault]);
      }
      expect([...found, ...faults]).toEqual([]);
      // Left as people leave a page, so that the next one may edit.
      await page.goto('about:blank');
      await page.context().close();
    },
    480_000,
  );
});
