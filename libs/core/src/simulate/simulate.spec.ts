import { describe, expect, it } from '@jest/globals';
import { weekendsOnly } from '../calendar/calendar.js';
import { cn } from '../calendar/cn.js';
import { templateOf } from '../run/run.given.js';
import { countyTemplate } from '../template/county-template.given.js';
import type { Level } from '../adaptation/model.js';
import { effectiveTemplates } from './effective-templates.js';
import { simulate, unitPerCategory, unitsFromCounts, windowFrom } from './simulate.js';

const villages = (count: number) => unitsFromCounts({ village: count });
const due = (offset: number) => ({ due: { anchor: { from: 'campaign-start' as const }, offset } });
const categories = { village: { title: { zh: '村', en: 'Village' } }, town: { title: { zh: '乡镇', en: 'Town' } } };

describe('effective templates', () => {
  const template = templateOf({ categories, steps: { a: {}, b: {} } });
  const removing = (step: string): Level['difference'] => ({ [`/steps/${step}`]: { op: 'remove' } });
  const superiors = new Map([
    ['county', null],
    ['town', 'county'],
    ['village', 'town'],
    ['other', 'county'],
  ]);
  const of = effectiveTemplates(
    template,
    [
      { unit: 'town', applies: 'below', difference: removing('a') },
      { unit: 'village', applies: 'self-and-below', difference: removing('b') },
    ],
    superiors,
  );
  it('are made of what the levels above a unit and its own changed', () => {
    expect(['county', 'town', 'village', 'other'].map((unit) => Object.keys(of(unit)?.steps ?? { own: 1 }))).toEqual([
      ['own'],
      ['own'],
      [],
      ['own'],
    ]);
    expect(of('village')).toBe(of('village'));
  });
  it('are what units are simulated on', () => {
    const units = [...superiors.keys()].map((id) => ({ id, facts: { category: 'village' } }));
    const { steps } = simulate({ id: 'c', template, templateOf: of }, units, { calendar: weekendsOnly });
    expect(steps.map(({ step, units: count }) => [step, count])).toEqual([
      ['a', 3],
      ['b', 3],
    ]);
  });
});

describe('bars', () => {
  const template = templateOf({
    categories,
    steps: {
      a: { deadlines: due(7), minimumDays: 2 },
      b: { deadlines: due(14), when: { '==': [{ var: 'unit.category' }, 'town'] } },
      c: { deadlines: due(21) },
    },
    edges: ['a>b', 'b>c'],
  });

  it('say the earliest and the latest date of every step, over all units', () => {
    const { steps, phases, units, classes } = simulate(
      { id: 'c', template },
      unitsFromCounts({ village: 4, town: 1 }),
      { calendar: weekendsOnly },
    );
    expect(units).toBe(5);
    expect(classes).toBe(2);
    expect(steps.map(({ step, units, open, due }) => [step, units, open, due])).toEqual([
      ['a', 5, '2026-03-02', '2026-03-09'],
      ['b', 1, '2026-03-09', '2026-03-16'],
      // A village skips b and so waits for nothing.
      ['c', 5, '2026-03-02', '2026-03-23'],
    ]);
    expect(steps[0]).toMatchObject({ earliestOpen: '2026-03-02', earliestEnd: '2026-03-04', slackDays: 3 });
    expect(phases).toEqual([{ phase: 'main', title: { zh: '主体' }, open: '2026-03-02', due: '2026-03-23' }]);
  });

  it('count every occurrence once, whatever else is begun on another day', () => {
    const monthly = templateOf({
      steps: {
        m: {
          occurrences: {
            mode: 'every',
            period: 'month',
            start: { from: 'campaign-start' },
            end: { from: 'campaign-end' },
          },
        },
      },
    });
    const window = windowFrom(monthly, '2026-05-04');
    const { steps } = simulate({ id: 'c', template: monthly, window }, villages(3), { calendar: weekendsOnly });
    expect(steps[0]?.items.map(({ open, units }) => [open, units])).toEqual([
      ['2026-05-04', 3],
      ['2026-06-04', 3],
      ['2026-07-04', 3],
      ['2026-08-04', 3],
    ]);
  });

  it('mark years whose holidays nobody published', () => {
    const { provisionalYears, findings, steps } = simulate(
      { id: 'c', template, window: windowFrom(template, '2031-03-03') },
      villages(1),
      { calendar: cn },
    );
    expect(provisionalYears).toEqual(['2031']);
    expect(steps.every(({ provisional }) => provisional)).toBe(true);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'provisional-calendar', severity: 'info' }));
  });
});

describe('burden', () => {
  const template = templateOf({
    categories,
    steps: { a: { deadlines: due(4), estimatedMinutes: 100 } },
    policies: {
      p: { title: { zh: '限' }, reason: { zh: '轻' }, rule: { type: 'max-weekly-minutes', minutes: 150 } },
    },
  });

  it('adds up what runs at the same time, for the units that are in both', () => {
    const units = villages(10);
    const other = { id: 'other', template, units: new Set(['village-1', 'village-2']) };
    const { burden, findings } = simulate({ id: 'c', template }, units, {
      calendar: weekendsOnly,
      concurrent: [other],
    });
    expect(burden).toHaveLength(1);
    expect(burden[0]).toMatchObject({ category: 'village', units: 10, items: 1, limit: 150 });
    const week = burden[0]?.weeks[0];
    expect(week).toMatchObject({ week: '2026-03-02', unitsOver: 2 });
    expect(week?.minutes).toBeCloseTo(200);
    expect(week?.average).toBeCloseTo(120);
    expect(week?.byCampaign['other']).toBeCloseTo(100);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'simulate.over-budget', path: '/categories/village' }),
    );
  });
});

describe('collisions', () => {
  const meeting = { kind: 'meeting', deadlines: due(4) };

  it('are gatherings of one unit in one week, over all campaigns', () => {
    const template = templateOf({ categories, steps: { a: meeting, b: meeting } });
    const alone = simulate({ id: 'c', template }, villages(2), { calendar: weekendsOnly });
    expect(alone.collisions).toEqual([]);
    const both = simulate({ id: 'c', template }, villages(2), {
      calendar: weekendsOnly,
      concurrent: [{ id: 'd', template }],
    });
    expect(both.collisions).toEqual([
      expect.objectContaining({ code: 'simulate.gatherings-in-week', who: 'village', is: 4, max: 3, units: 2 }),
    ]);
  });

  it('count what one step asks for again and again, and let a unit choose its week', () => {
    const each = { mode: 'each' as const, register: 'leaders' };
    const registers = { leaders: { title: { zh: '班子成员' } } };
    const run = (step: object) =>
      simulate(
        { id: 'c', template: templateOf({ categories, registers, steps: { a: step } }), registerSizes: { leaders: 9 } },
        villages(1),
        { calendar: weekendsOnly },
      ).collisions;
    expect(run({ ...meeting, occurrences: each })).toEqual([
      expect.objectContaining({ code: 'simulate.gatherings-in-week', is: 9, max: 3, from: '2026-03-02' }),
    ]);
    expect(run({ ...meeting, occurrences: each, deadlines: due(18) })).toEqual([]);
  });

  it('are gatherings that cannot be spread so that the superior is there', () => {
    const units = villages(11).map((unit) => ({ ...unit, superior: 'town-1' }));
    const town = { id: 'town-1', name: { zh: '甲镇' }, facts: { category: 'town' } };
    const when = { '==': [{ var: 'unit.category' }, 'village'] } as const;
    const of = (step: object) => templateOf({ categories, steps: { a: { ...meeting, when, ...step } } });
    const run = (template = of({})) =>
      simulate({ id: 'c', template }, [town, ...units], { calendar: weekendsOnly }).collisions;
    // Monday to Friday, two a day: there is room for ten.
    expect(run()).toEqual([
      expect.objectContaining({
        code: 'simulate.gatherings-at-superior',
        who: 'town-1',
        title: { zh: '甲镇' },
        from: '2026-03-02',
        to: '2026-03-06',
        is: 11,
        max: 10,
        units: 11,
      }),
    ]);
    expect(run(of({ params: { joint: true } }))).toEqual([]);
    expect(run(of({ deadlines: due(7) }))).toEqual([]);
  });

  it('are visits to one place that cannot be spread (M30)', () => {
    const template = templateOf({ categories, steps: { a: { deadlines: due(4), tags: ['visit'] } } });
    const well = { id: 'old-well', name: { zh: '老井村' } };
    const units = villages(12).map((unit, index) => ({
      ...unit,
      place: index < 6 ? well : { id: 'new-well', name: { zh: '新井村' } },
    }));
    const { collisions } = simulate({ id: 'c', template }, units.slice(0, 11), { calendar: weekendsOnly });
    expect(collisions).toEqual([
      expect.objectContaining({
        code: 'simulate.visits-at-place',
        who: 'old-well',
        title: well.name,
        is: 6,
        max: 5,
        units: 6,
      }),
    ]);
  });
});

describe('what cannot work', () => {
  it('is named with the chain that makes it so, and with the units it concerns', () => {
    const template = templateOf({
      categories,
      steps: {
        a: { minimumDays: 5, when: { '==': [{ var: 'unit.category' }, 'town'] } },
        b: { minimumDays: 5 },
        c: { deadlines: due(8) },
      },
      edges: ['a>b', 'b>c'],
    });
    const { findings, steps } = simulate({ id: 'c', template }, unitsFromCounts({ village: 3, town: 2 }), {
      calendar: cn,
    });
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'simulate.infeasible-chain',
        path: '/steps/c/deadlines/due',
        params: expect.objectContaining({ units: 2, chain: { zh: 'a → b → c', en: 'a → b → c' } }),
      }),
    ]);
    expect(steps.find(({ step }) => step === 'c')?.slackDays).toBe(-4);
  });

  it('says which units are never asked for anything', () => {
    const template = templateOf({
      categories,
      steps: { a: { deadlines: due(4), when: { '==': [{ var: 'unit.category' }, 'town'] } } },
    });
    const { findings } = simulate({ id: 'c', template }, unitsFromCounts({ village: 3, town: 2 }), {
      calendar: cn,
    });
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'simulate.nothing-to-do',
        path: '/categories/village',
        params: { category: categories.village.title, units: 3 },
      }),
    ]);
  });
});

describe('the county template', () => {
  it('is simulated for one unit of each category, and for thousands by their classes', () => {
    const template = countyTemplate();
    const one = simulate({ id: 'c', template }, unitPerCategory(template), { calendar: cn });
    expect(one.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const counts = { county: 1, 'county-organ': 60, township: 20, village: 3919, community: 1000 };
    const units = unitsFromCounts(counts).map((unit, index) => ({
      ...unit,
      facts: { ...unit.facts, level: 3, size: index % 400, groups: [`g${index % 30}`] },
      superior: `township-${(index % 20) + 1}`,
    }));
    const many = simulate({ id: 'c', template }, units, { calendar: cn });
    expect(many.units).toBe(5000);
    expect(many.classes).toBe(5);
    const shared = new Map(one.steps.map((row) => [row.step, row]));
    for (const row of many.steps) {
      expect(row.earliestOpen >= shared.get(row.step)!.earliestOpen).toBe(true);
      expect(row.due <= shared.get(row.step)!.due).toBe(true);
    }
  });
});
