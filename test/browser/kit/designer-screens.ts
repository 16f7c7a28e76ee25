/** The screens of the designer, each as somebody comes upon it: who, where, and what is done before it is looked at. */
import type { Page } from 'playwright-core';
import { DESK, DESK_EN, PHONE, PHONE_EN, TABLET, TABLET_EN, type Visit } from './open-browser.js';

/** Designs that the screens are of, by id. */
export interface Designs {
  county: string;
  /** Its adaptation, for which a new version waits. */
  township: string;
  /** Nothing was drawn in it yet. */
  empty: string;
  /** Somebody else is editing it. */
  held: string;
  /** Its draft is of a format nobody reads. */
  unreadable: string;
}

export interface Screen {
  name: string;
  who: 'county-designer' | 't01-designer' | 't08-designer';
  path: (designs: Designs) => string;
  /** Shown when the screen is ready. */
  ready: string;
  /** What is done before the picture is taken. */
  first?: (page: Page, size: Visit, designs: Designs) => Promise<void>;
  sizes?: readonly Visit[];
  /** A form that is longer than the screen is looked at as a whole. */
  height?: number;
  /** As it comes out of the printer. */
  paper?: true;
}

const BOTH = [DESK, DESK_EN];
type Doing = (page: Page, size: Visit) => Promise<void>;
const inTurn =
  (...doings: Doing[]): Doing =>
  async (page, size) => {
    for (const doing of doings) await doing(page, size);
  };
const words = ({ language }: Visit, zh: string, en: string): string => (language === 'zh' ? zh : en);
const press =
  (zh: string, en: string): Doing =>
  async (page, size) =>
    await page
      .getByRole('button', { name: words(size, zh, en), exact: true })
      .first()
      .click();
const view =
  (zh: string, en: string): Doing =>
  async (page, size) =>
    await page
      .locator('.ant-segmented-item', { hasText: words(size, zh, en) })
      .first()
      .click();
const tab =
  (zh: string, en: string): Doing =>
  async (page, size) =>
    await page.getByRole('tab', { name: words(size, zh, en) }).click();
const shown =
  (selector: string): Doing =>
  async (page) =>
    await page.locator(selector).first().waitFor();
const click =
  (selector: string, number = 0): Doing =>
  async (page) =>
    await page.locator(selector).nth(number).click();
const key =
  (pressed: string): Doing =>
  async (page) =>
    await page.keyboard.press(pressed);
/** The planned days have been worked out. */
const dated: Doing = async (page) =>
  await page.locator('.design-card .due').filter({ hasText: /\d/ }).first().waitFor();
const intoView =
  (selector: string): Doing =>
  async (page) =>
    await page
      .locator(selector)
      .first()
      .evaluate((element) => element.scrollIntoView({ block: 'start' }));
/** Unfolds every section of the form, and the elements in its lists. */
const unfolded: Doing = async (page) => {
  for (const heading of ['.sheet-section h3 button', '.element-head > button']) {
    const folded = page.locator(`${heading}[aria-expanded=false]`);
    while ((await folded.count()) > 0) await folded.first().click();
  }
};

/** A table as it comes from a spreadsheet: what may be taken, and what may not. */
const pasted: Doing = async (page, size) => {
  const text = words(
    size,
    '任务\t责任岗位\t牵头\n召开动员会\t县委办主任\t综合联络\n没有牵头的新任务\t党建办主任\t没有这个组\n',
    'Task\tResponsible post\tLead\nKick-off meeting\tHead of the county office\tLiaison\nA new task\tHead of the office\tNobody known\n',
  );
  await page.locator('.task-table .cell.task[role=rowheader]').first().click();
  await page.evaluate((pastedText) => {
    const data = new DataTransfer();
    data.setData('text/plain', pastedText);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
  await page.getByRole('dialog').waitFor();
};

/** The open plan as a file in which somebody changed two things. */
const broughtIn = async (page: Page, _: Visit, { county }: Designs): Promise<void> => {
  const address = new URL(`/api/designs/${county}/draft`, page.url()).href;
  const { template } = (await (await page.request.get(address)).json()) as {
    template: { steps: Record<string, { title: object; estimatedMinutes?: number }> };
  };
  const [first, second] = Object.values(template.steps);
  first!.title = { zh: '列出分工清单', en: 'List who does what' };
  second!.estimatedMinutes = 45;
  await page
    .locator('.designer-bar input[type=file]')
    .setInputFiles({ name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(template)) });
  await page.getByRole('dialog').waitFor();
};

const ofCounty = ({ county }: Designs): string => `/designs/${county}`;
const ofTownship = ({ township }: Designs): string => `/designs/${township}`;

/** Screens of the county's open design, which begins with the canvas. */
const onCanvas = (name: string, first?: Screen['first'], rest: Partial<Screen> = {}): Screen => ({
  name,
  who: 'county-designer',
  path: ofCounty,
  // A phone has no room for a canvas and opens with the tasks as cards.
  ready: '.design-card, .task-cards',
  ...(first === undefined ? {} : { first }),
  ...rest,
});
/** Screens of the township's adaptation, which begins with the table. */
const adapting = (name: string, first?: Screen['first'], rest: Partial<Screen> = {}): Screen => ({
  name,
  who: 't01-designer',
  path: ofTownship,
  ready: '.task-table',
  ...(first === undefined ? {} : { first }),
  ...rest,
});
/** A page of its own. */
const page = (name: string, who: Screen['who'], path: Screen['path'], rest: Partial<Screen> = {}): Screen => ({
  name,
  who,
  path,
  ready: 'main h1',
  ...rest,
});

const all = view('任务分解表', 'Table');
const versions = view('版本对比', 'Versions');
const simulation = inTurn(view('推演', 'Simulation'), shown('.gantt .step-bar'));

export const screens: readonly Screen[] = [
  page('designs', 'county-designer', () => '/designs', { sizes: [...BOTH, PHONE, PHONE_EN] }),
  page('designs-create', 'county-designer', () => '/designs', {
    first: inTurn(shown('.design-tile'), press('新建方案', 'New design'), shown('.source-choice')),
  }),
  onCanvas('canvas', dated, { sizes: [...BOTH, TABLET, TABLET_EN] }),
  onCanvas('canvas-menu', async (at) => await at.locator('.design-card').first().click({ button: 'right' })),
  onCanvas('find', inTurn(click('.design-canvas'), key('Control+k'), shown('[role=option]'))),
  onCanvas('shortcuts', inTurn(click('.design-canvas'), key('?'), shown('.ant-modal'))),
  onCanvas('export-menu', inTurn(press('导出', 'Export'), shown('.ant-dropdown-menu-item'))),
  onCanvas('problems', inTurn(tab('问题', 'Problems'), shown('.problems-panel'))),
  onCanvas('table', all, { sizes: [...BOTH, PHONE, PHONE_EN] }),
  onCanvas('table-import', inTurn(all, shown('.task-table [role=row]'), pasted)),
  onCanvas('bring-in', broughtIn),
  onCanvas('history', versions),
  onCanvas('history-picture', inTurn(versions, view('图示', 'Picture'), shown('.drawing svg'))),
  onCanvas('simulate', simulation),
  onCanvas('simulate-table', inTurn(simulation, view('表格', 'Table'))),
  onCanvas('simulate-units', inTurn(simulation, view('实际单位', 'The real units'), shown('.collisions li'))),
  onCanvas('simulate-burden', inTurn(simulation, intoView('.burden'))),
  onCanvas('publish', inTurn(press('发布', 'Publish'), shown('.publish'))),
  onCanvas(
    'print',
    async (at, size) => {
      await at.evaluate(() => (window.print = () => undefined));
      await press('导出', 'Export')(at, size);
      await at.getByRole('menuitem', { name: words(size, '打印', 'Print') }).click();
      await at.locator('.print-sheet').first().waitFor({ state: 'attached' });
    },
    { paper: true },
  ),
  onCanvas('step-properties', click('.design-card', 2)),
  onCanvas('step-form', inTurn(click('.design-card', 1), unfolded), { height: 3600 }),
  onCanvas('phase-form', inTurn(click('.design-lane .head'), unfolded), { height: 1600 }),
  onCanvas('several-form', inTurn(click('.design-canvas'), key('Control+a'), shown('.sheet.single'))),
  onCanvas('plan-form', unfolded, { height: 6000 }),
  page('variances', 'county-designer', (designs) => `${ofCounty(designs)}/variances`),
  page('variance-grant', 'county-designer', (designs) => `${ofCounty(designs)}/variances`, {
    first: inTurn(press('同意', 'Grant'), shown('.ant-modal')),
  }),
  page('variances-empty', 'county-designer', ({ empty }) => `/designs/${empty}/variances`),
  page('adoption', 'county-designer', (designs) => `${ofCounty(designs)}/adoption`, {
    sizes: [...BOTH, PHONE, PHONE_EN],
  }),
  page('tightenings', 'county-designer', (designs) => `${ofCounty(designs)}/tightenings`),
  page('takeover-none', 'county-designer', (designs) => `${ofCounty(designs)}/takeover`),
  page('empty', 'county-designer', ({ empty }) => `/designs/${empty}`, { ready: '.design-canvas' }),
  page('empty-table', 'county-designer', ({ empty }) => `/designs/${empty}`, { ready: '.design-canvas', first: all }),
  page('empty-history', 'county-designer', ({ empty }) => `/designs/${empty}`, {
    ready: '.design-canvas',
    first: versions,
  }),
  page('held', 'county-designer', ({ held }) => `/designs/${held}`, { ready: '.design-canvas' }),
  page('unreadable', 'county-designer', ({ unreadable }) => `/designs/${unreadable}`, { ready: '.ways-on' }),

  adapting('adapting'),
  adapting('adapting-canvas', inTurn(view('画布', 'Canvas'), click('.design-card')), {
    sizes: [...BOTH, TABLET, TABLET_EN],
  }),
  adapting('own-changes', inTurn(tab('本级改动', 'Own changes'), shown('.adapting')), { height: 1500 }),
  adapting('locked', inTurn(view('画布', 'Canvas'), click('.design-card'), click('.lock-sign'), shown('.lock-reason'))),
  adapting(
    'variance-ask',
    inTurn(click('.task-table .cell.lead.locked'), press('申请变通', 'Ask for a variance'), shown('.ant-modal')),
  ),
  page('inbox', 't01-designer', () => '/designs/inbox'),
  page('takeover', 't01-designer', (designs) => `${ofTownship(designs)}/takeover`),
  page('takeover-edit', 't01-designer', (designs) => `${ofTownship(designs)}/takeover`, {
    first: inTurn(shown('.question'), async (at, size) => {
      await at.getByRole('button', { name: words(size, '另行修改', 'Something else') }).click();
      await at.locator('.ant-drawer-body').waitFor();
    }),
  }),

  page('inbox-empty', 't08-designer', () => '/designs/inbox'),
  page('reader', 't08-designer', ofCounty, { ready: '.design-card' }),
  page('begin-adaptation', 't08-designer', ofCounty, {
    ready: '.design-card',
    first: inTurn(press('为本单位细化', 'Adapt for my unit'), shown('.ant-modal')),
  }),
];

/** Looked at with every `npm test`; the others by `npm run screenshots`. */
const EVERYDAY = new Set(
  'designs canvas step-properties table history simulate publish adapting adapting-canvas variances inbox takeover adoption tightenings'.split(
    ' ',
  ),
);
const SIZES = [DESK, DESK_EN, TABLET, TABLET_EN, PHONE, PHONE_EN];

/** The screens one after the other as one person sees them at one size; `every`: all there are. */
export const visits = (every: boolean) =>
  SIZES.flatMap((size) =>
    [...new Set(screens.map(({ who }) => who))].map((who) => ({
      who,
      ...size,
      seen: screens.filter(
        (screen) => screen.who === who && (screen.sizes ?? BOTH).includes(size) && (every || EVERYDAY.has(screen.name)),
      ),
    })),
  ).filter(({ seen }) => seen.length > 0);
