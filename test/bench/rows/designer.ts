/**
 * The designer in a browser with large templates: what a move of the hand costs while a card is dragged and an edit
 * until its findings are shown (300 steps), how long 500 steps take to open and whether 1,000 can be used. Held against
 * what a hand and an eye allow, and beside it against React Flow by itself with as many default nodes, in turns.
 *
 * The time of the page's own threads is what is held against the limits: it is the time a frame would take on a machine
 * that is not busy with other work. What the clock said stands beside it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { bareFlow } from '../kit/bare-flow.js';
import { designerSite } from '../kit/designer-site.js';
import { type PageCost, pageCost } from '../kit/page-cost.js';
import { type Measured, median, quantile, rounded } from '../kit/row.js';

const COUNTY = fileURLToPath(new URL('../../../workflows/county-campaign/template.json', import.meta.url));
/** 30 frames a second; an answer that seems immediate; a page one does not wait for. Milliseconds. */
const LIMIT = { frame: 33, findings: 50, open: 1000 };
const ROUNDS = 3;
const MOVES = 40;
const EDITS = 40;
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
    let heard: (() => void) | undefined;
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'gangmu.finding') {
          found.push(duration);
          heard?.();
        }
    }).observe({ type: 'measure' });
    // Waited for without looking again and again, which would cost more than what is measured.
    const until = async (count: number): Promise<void> => {
      while (found.length < count)
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
    };
    Object.assign(globalThis, { found, until });
  });
  await page.goto(address);
  await cards(page).first().waitFor();
  await page.waitForFunction(() => (globalThis as unknown as { found: number[] }).found.length > 0);
  return page;
}

interface Drag {
  /** Milliseconds of the main thread for each move of the mouse. */
  costs: number[];
  /** Milliseconds between frames by the clock. */
  frames: number[];
}

/** A card in the middle of the window, dragged about. */
async function dragged(page: Page, card: Locator, cost: PageCost): Promise<Drag> {
  const size = page.viewportSize()!;
  const boxes = await card.evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }),
  );
  const off = ({ x, y }: { x: number; y: number }): number => Math.hypot(x - size.width / 2, y - size.height / 2);
  const from = boxes.toSorted((a, b) => off(a) - off(b))[0]!;
  const move = async (index: number): Promise<void> =>
    await page.mouse.move(from.x + Math.sin(index / 6) * 90, from.y + Math.sin(index / 4) * 40);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await move(1);
  await move(2);
  await page.locator('.react-flow__node.dragging').waitFor();
  const costs: number[] = [];
  let before = await cost.mainThread();
  for (let index = 3; index < MOVES; index += 1) {
    await move(index);
    const after = await cost.mainThread();
    costs.push(after - before);
    before = after;
  }
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
  for (let index = 0; index < MOVES; index += 1) await move(index);
  const frames = await page.evaluate(() => {
    Object.assign(globalThis, { measuring: false });
    return (globalThis as unknown as { frames: number[] }).frames.slice(2);
  });
  await move(0);
  await page.mouse.up();
  return { costs, frames };
}

const together = (drags: readonly Drag[]): Drag => ({
  costs: drags.flatMap(({ costs }) => costs),
  frames: drags.flatMap(({ frames }) => frames),
});

/** All of the template in the window: the most there can be to draw. */
async function fit(page: Page): Promise<void> {
  await page.locator('.design-canvas').focus();
  await page.keyboard.press('Shift+1');
  await page.waitForTimeout(600);
  // On a busy machine a thousand cards are still on their way by then, and a hand would reach where none stands any more.
  await page.evaluate(async () => {
    const view = (): string => document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform ?? '';
    for (let last = view(), still = 0; still < 10; ) {
      await new Promise(requestAnimationFrame);
      still = view() === last ? still + 1 : 0;
      last = view();
    }
  });
}

/** From an edit to its findings: what page and worker spend on it, and the clock. */
async function edited(page: Page, cost: PageCost): Promise<{ page: number[]; worker: number; clock: number[] }> {
  await cards(page).nth(3).click();
  await page.keyboard.press('Enter');
  await page.locator('.title-field').fill('Step');
  await page.keyboard.press('Enter');
  // Writing on a card comes near to it; what is measured is the most there can be to draw.
  await fit(page);
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    (globalThis as unknown as { found: number[] }).found.length = 0;
  });
  const spent: number[] = [];
  // The title goes to and fro: each time an edit like any other, without the time of typing it.
  const edit = async (index: number): Promise<void> => {
    const before = await cost.mainThread();
    await page.keyboard.press(index % 2 === 0 ? 'Control+z' : 'Control+y');
    await page.evaluate(
      async (count) => await (globalThis as unknown as { until: (count: number) => Promise<void> }).until(count),
      index + 1,
    );
    await page.evaluate(async () => await new Promise(requestAnimationFrame));
    spent.push((await cost.mainThread()) - before);
  };
  const worker = await cost.workers(async () => {
    for (let index = 0; index < EDITS; index += 1) await edit(index);
  });
  const clock = await page.evaluate(() => (globalThis as unknown as { found: number[] }).found);
  return { page: spent, worker: worker / EDITS, clock };
}

/** Milliseconds from the draft's arrival to the cards being drawn, the editor's own files at hand: thread and clock. */
async function opening(browser: Browser, address: string): Promise<{ page: number[]; clock: number[] }> {
  const page = await opened(browser, address);
  const cost = await pageCost(page);
  const times = { page: [] as number[], clock: [] as number[] };
  for (let round = 0; round < OPENINGS; round += 1)
    times.page.push(
      await cost.between('arrived', 'drawn', async () => {
        await page.reload();
        await cards(page).first().waitFor();
        times.clock.push(
          await page.evaluate(() => {
            const drawn = performance.mark('drawn').startTime;
            const draft = performance.getEntriesByType('resource').find(({ name }) => name.includes('/draft'));
            const arrived = (draft as PerformanceResourceTiming | undefined)?.responseEnd ?? Number.NaN;
            performance.mark('arrived', { startTime: arrived });
            return drawn - arrived;
          }),
        );
      }),
    );
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
    const cost = await pageCost(page);
    const bare = await bareFlow();
    const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await other.goto(bare.address);
    await other.locator('.react-flow__node').first().waitFor();
    const otherCost = await pageCost(other);
    await fit(page);
    const ours: Drag[] = [];
    const reference: Drag[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.bringToFront();
      ours.push(await dragged(page, cards(page), cost));
      await other.bringToFront();
      reference.push(await dragged(other, other.locator('.react-flow__node'), otherCost));
    }
    const drag = together(ours);
    const bareDrag = together(reference);
    await other.context().close();
    await bare.close();
    const findings = await edited(page, cost);
    await page.context().close();
    await large.close();
    const largest = await designerSite(enlarged(500));
    const open = await opening(browser, largest.address);
    await largest.close();
    const huge = await designerSite(enlarged(1000));
    const hugePage = await opened(browser, huge.address);
    const hugeCost = await pageCost(hugePage);
    await fit(hugePage);
    const hugeDrag = await dragged(hugePage, cards(hugePage), hugeCost);
    await hugePage.context().close();
    await huge.close();
    return [
      row('designer: a move while dragging, 300 steps, p95', quantile(drag.costs, 0.95), LIMIT.frame, {
        steps: 300,
        median: rounded(median(drag.costs)),
        bare_p95: rounded(quantile(bareDrag.costs, 0.95)),
        ratio_to_bare: rounded(median(drag.costs) / median(bareDrag.costs)),
        frame_clock_p95: rounded(quantile(drag.frames, 0.95)),
        bare_frame_clock_p95: rounded(quantile(bareDrag.frames, 0.95)),
      }),
      row(
        'designer: edit to findings, 300 steps, p95',
        quantile(findings.page, 0.95) + findings.worker,
        LIMIT.findings,
        {
          steps: 300,
          page_median: rounded(median(findings.page)),
          worker_mean: rounded(findings.worker),
          clock_median: rounded(median(findings.clock)),
          clock_p95: rounded(quantile(findings.clock, 0.95)),
        },
      ),
      row('designer: open 500 steps', median(open.page), LIMIT.open, {
        steps: 500,
        worst: rounded(Math.max(...open.page)),
        clock_median: rounded(median(open.clock)),
      }),
      row('designer: a move while dragging, 1000 steps, median', median(hugeDrag.costs), 2 * LIMIT.frame, {
        steps: 1000,
        p95: rounded(quantile(hugeDrag.costs, 0.95)),
        frame_clock_median: rounded(median(hugeDrag.frames)),
      }),
    ];
  } finally {
    await browser.close();
  }
}
