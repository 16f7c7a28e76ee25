import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { listenTo } from './other-language.js';

const ARTIFACTS = fileURLToPath(new URL('../artifacts', import.meta.url));
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's own Chromium; `GANGMU_CHROMIUM` names another. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: process.env['GANGMU_CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS });
}

export interface Visit {
  language: 'zh' | 'en';
  width: number;
  height: number;
  /** A screen that is touched. */
  touch?: boolean;
}
export const DESK: Visit = { language: 'zh', width: 1440, height: 900 };
export const DESK_EN: Visit = { ...DESK, language: 'en' };
export const TABLET: Visit = { language: 'zh', width: 1024, height: 768 };
export const TABLET_EN: Visit = { ...TABLET, language: 'en' };
export const PHONE: Visit = { language: 'zh', width: 390, height: 844 };
export const PHONE_EN: Visit = { ...PHONE, language: 'en' };

export interface Visitor {
  page: Page;
  /** What went wrong in the page so far. */
  faults: string[];
  /** The words of the other language that stand on the page now. */
  strangers: () => Promise<string[]>;
}

/** A page of somebody who was never here before. */
export async function visit(browser: Browser, { language, width, height, touch = false }: Visit): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: touch, reducedMotion: 'reduce' });
  await context.addInitScript((chosen) => localStorage.setItem('gangmu.language', chosen), language);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // Chromium reports every refused request here; that nobody is signed in yet is no fault.
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text());
  });
  return { page, faults, strangers: listenTo(page, language) };
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.fill('input[autocomplete="username"]', login);
  await page.fill('input[autocomplete="current-password"]', password);
  await page.click('button[type="submit"]');
}

/** Keeps a picture of the screen for people to look at. */
export async function picture(page: Page, name: string, { language, width }: Visit): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: join(ARTIFACTS, `${name}-${language}-${width}.png`) });
}

/** Parts of which a page has dozens that are made alike: the first ones stand for the rest. */
const ALIKE = [
  '.matrix-row:nth-child(n + 4)',
  '.task-table tbody tr:nth-child(n + 16)',
  '.react-flow__node:nth-child(n + 24)',
  '.react-flow__edge:nth-child(n + 8)',
];

/** What keeps people out, as axe sees it: serious and critical violations, with the places. */
export async function barriers(page: Page): Promise<string[]> {
  // Only violations are wanted: to write down all that holds as well takes axe most of its time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  for (const alike of ALIKE) axe.exclude(alike);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
    );
}
