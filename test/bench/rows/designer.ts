/**
 * The designer in a browser with large templates: how long a frame takes while a card is dragged, how long findings
 * take after an edit (300 steps), and how long 500 steps take to open. The references are what a hand and an eye allow.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { designerSite } from '../kit/designer-site.js';
import { type Measured, median, quantile, rounded } from '../kit/row.js';

const COUNTY = fileURLToPath(new URL('../../../workflows/county-campaign/template.json', import.meta.url));
/** 30 frames a second; an answer that seems immediate; a page one does not wait for. Milliseconds. */
const LIMIT = { frame: 33, findings: 50, open: 1000 };
const DRAGS = 4;
const EDITS = 25;
const OPENINGS = 5;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

interface Template {
  title: unknown;
  steps: Record<string, Record<string, unknown>>;
  edges: Record<string, { from: string; to: string }>;
}

/** The county's template, its steps and edges repeated until there are so many. */
function enlarged(count: number): Template {
  const county = JSON.parse(readFileSync(COUNTY, 'utf8')) as Template;
  const ids = Object.keys(county.steps);
  const steps: Template['steps'] = { ...county.steps };
  const edges: Template['edges'] = { ...county.edges };
  for (let copy = 2; Object.keys(steps).length < count; copy += 1) {
    const copied = ids.slice(0, count - Object.keys(steps).length);
    for (const id of copied) steps[`${id}-${copy}`] = { ...county.steps[id]! };
    for (const [id, { from, to, ...rest }] of Object.entries(county.edges))
      if (copied.includes(from) && copied.includes(to))
        edges[`${id}-${copy}`] = { ...rest, from: `${from}-${copy}`, to: `${to}-${copy}` };
  }
  return { ...county, steps, edges };
}

const cards = (page: Page) => page.locator('.design-card');

async function opened(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.addInitScript(() => {
    const found: number[] = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'gangmu.finding') found.push(duration);
    }).observe({ type: 'measure' });
    Object.assign(globalThis, { found });
  });
  await page.goto(address);
  await cards(page).first().waitFor();
  await page.waitForFunction(() => (globalThis as unknown as { found: number[] }).found.length > 0);
  return page;
}

/** Milliseconds between frames while a card is dragged to and fro, everything in view. */
async function dragged(page: Page): Promise<number[]> {
  await page.locator('.design-canvas').focus();
  await page.keyboard.press('Shift+1');
  await page.waitForTimeout(500);
  const box = (await cards(page).nth(20).boundingBox())!;
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, from.y);
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const tick = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      if ((globalThis as unknown as { measuring: boolean }).measuring) requestAnimationFrame(tick);
    };
    Object.assign(globalThis, { frames, measuring: true });
    requestAnimationFrame(tick);
  });
  for (let drag = 0; drag < DRAGS; drag += 1)
    for (let step = 1; step <= 30; step += 1)
      await page.mouse.move(from.x + (drag % 2 === 0 ? step : 30 - step) * 6, from.y + Math.sin(step / 5) * 40);
  const frames = await page.evaluate(() => {
    Object.assign(globalThis, { measuring: false });
    return (globalThis as unknown as { frames: number[] }).frames.slice(2);
  });
  await page.mouse.up();
  return frames;
}

/** Milliseconds from an edit to its findings. */
async function edited(page: Page): Promise<number[]> {
  await page.locator('.design-canvas').focus();
  await cards(page).nth(3).click();
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    await page.evaluate(() => {
      (globalThis as unknown as { found: number[] }).found.length = 0;
    });
    await page.keyboard.press('Enter');
    await page.locator('.title-field').fill(`Step ${edit}`);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => (globalThis as unknown as { found: number[] }).found.length > 0);
    times.push(await page.evaluate(() => (globalThis as unknown as { found: number[] }).found[0] ?? Number.NaN));
  }
  return times.slice(3);
}

/** Milliseconds from the draft's arrival to the cards being drawn, the editor's own files at hand. */
async function opening(browser: Browser, address: string): Promise<number[]> {
  const page = await opened(browser, address);
  const times: number[] = [];
  for (let round = 0; round < OPENINGS; round += 1) {
    await page.reload();
    await cards(page).first().waitFor();
    times.push(
      await page.evaluate(() => {
        const draft = performance.getEntriesByType('resource').find(({ name }) => name.includes('/draft'));
        return performance.now() - ((draft as PerformanceResourceTiming | undefined)?.responseEnd ?? Number.NaN);
      }),
    );
  }
  await page.context().close();
  return times;
}

const row = (bench: string, ours: number, reference: number, further: Record<string, unknown>): Measured => ({
  bench,
  ratio: rounded(ours / reference),
  ours: rounded(ours),
  reference,
  unit: 'ms',
  target: { atMost: 1 },
  ...further,
});

export async function designer(): Promise<Measured[]> {
  const browser = await chromium.launch({
    executablePath: process.env['GANGMU_CHROMIUM'] ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  try {
    const large = await designerSite(enlarged(300));
    const page = await opened(browser, large.address);
    const frames = await dragged(page);
    const findings = await edited(page);
    await page.context().close();
    await large.close();
    const largest = await designerSite(enlarged(500));
    const open = await opening(browser, largest.address);
    await largest.close();
    return [
      row('designer: frame while dragging, 300 steps, p95', quantile(frames, 0.95), LIMIT.frame, {
        steps: 300,
        median: rounded(median(frames)),
        frames: frames.length,
      }),
      row('designer: edit to findings, 300 steps, p95', quantile(findings, 0.95), LIMIT.findings, {
        steps: 300,
        median: rounded(median(findings)),
      }),
      row('designer: open 500 steps', median(open), LIMIT.open, { steps: 500, worst: rounded(Math.max(...open)) }),
    ];
  } finally {
    await browser.close();
  }
}
