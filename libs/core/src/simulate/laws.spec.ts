import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../calendar/calendar.js';
import { cn } from '../calendar/cn.js';
import { addDays } from '../calendar/plain-date.js';
import { templateOf } from '../run/run.given.js';
import { countyTemplate } from '../template/county-template.given.js';
import { planFor, weeklyLoad } from '../template/plan.js';
import type { SimulatedUnit } from './model.js';
import { simulate } from './simulate.js';

const county = countyTemplate();
const anyUnits: fc.Arbitrary<SimulatedUnit[]> = fc
  .array(
    fc.record({
      category: fc.constantFrom(...Object.keys(county.categories), 'unheard-of'),
      size: fc.nat(80),
      level: fc.integer({ min: 1, max: 4 }),
      groups: fc.subarray(['a', 'b']),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((facts) => facts.map((of, index) => ({ id: `u${index}`, facts: of })));

describe('simulating many units', () => {
  it('says what planning each of them alone says', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const { steps, burden } = simulate({ id: 'c', template: county }, units, { calendar: cn });
        const plans = units.map(({ facts }) => planFor(county, facts, { calendar: cn }));
        const met = new Set(plans.flatMap((plan) => [...plan.steps.keys()]));
        expect(new Set(steps.map(({ step }) => step))).toEqual(met);
        for (const row of steps) {
          const of = plans.flatMap((plan) => plan.steps.get(row.step) ?? []);
          expect(row.units).toBe(of.length);
          expect(row.earliestOpen).toBe(of.map(({ earliestOpen }) => earliestOpen).toSorted()[0]);
          expect(row.due).toBe(
            of
              .map(({ due }) => due)
              .toSorted()
              .at(-1),
          );
        }
        for (const { category, weeks } of burden)
          for (const { week, minutes } of weeks) {
            const loads = plans.flatMap((plan, index) =>
              units[index]?.facts.category === category
                ? [weeklyLoad(plan.items, (step) => county.steps[step]?.estimatedMinutes ?? 0).get(week) ?? 0]
                : [],
            );
            expect(minutes).toBeCloseTo(Math.max(...loads));
          }
      }),
      { numRuns: 15 },
    );
  });
});

/**
 * Whether things can be given slots of so many each: earliest deadline first finds them if anything does (J. Jackson, 1955).
 */
function fits(things: readonly { open: number; due: number }[], each: number): boolean {
  let left = things;
  for (let slot = 0; left.length > 0; slot += 1) {
    if (left.some(({ due }) => due < slot)) return false;
    const next = left
      .filter(({ open }) => open <= slot)
      .toSorted((a, b) => a.due - b.due)
      .slice(0, each);
    left = left.filter((one) => !next.includes(one));
  }
  return true;
}

describe('a collision', () => {
  const everyDay: Calendar = { version: 'every day', provisional: () => false, isWorkingDay: () => true };
  const start = '2026-03-02';
  const well = { id: 'well', name: { zh: '老井村' } };

  it('is found just where no choice of days avoids it', () => {
    const visit = fc.tuple(fc.nat(8), fc.nat(4)).map(([open, length]) => ({ open, due: open + length }));
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 9 }), (visits) => {
        const categories = Object.fromEntries(visits.map((_, index) => [`c${index}`, { title: { zh: '类' } }]));
        const template = templateOf({
          categories,
          steps: Object.fromEntries(
            visits.map(({ open, due }, index) => [
              `s${index}`,
              {
                tags: ['visit'],
                when: { '==': [{ var: 'unit.category' }, `c${index}`] },
                opening: { notBefore: { anchor: { from: 'date' as const, date: addDays(start, open) } } },
                deadlines: { due: { anchor: { from: 'date' as const, date: addDays(start, due) } } },
              },
            ]),
          ),
        });
        const units = visits.map((_, index) => ({ id: `u${index}`, facts: { category: `c${index}` }, place: well }));
        const { collisions } = simulate({ id: 'c', template }, units, { calendar: everyDay });
        expect(collisions.length === 0).toBe(fits(visits, 1));
      }),
      { numRuns: 500 },
    );
  });

  it('of gatherings is found just where no choice of weeks avoids it', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(20)).map(([open, length]) => ({ open, due: open + length }));
    const weekOf = (day: number): number => Math.floor(day / 7);
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (spans, gatheringsPerWeek) => {
        const template = templateOf({
          steps: Object.fromEntries(
            spans.map(({ open, due }, index) => [
              `s${index}`,
              {
                kind: 'meeting',
                opening: { notBefore: { anchor: { from: 'date' as const, date: addDays(start, open) } } },
                deadlines: { due: { anchor: { from: 'date' as const, date: addDays(start, due) } } },
              },
            ]),
          ),
        });
        const options = { calendar: everyDay, limits: { gatheringsPerWeek } };
        const { collisions } = simulate({ id: 'c', template }, [{ id: 'u', facts: {} }], options);
        const weeks = spans.map(({ open, due }) => ({ open: weekOf(open), due: weekOf(due) }));
        expect(collisions.length === 0).toBe(fits(weeks, gatheringsPerWeek));
        for (const { is, max, from, to } of collisions) {
          const within = weeks.filter(
            ({ open, due }) => addDays(start, open * 7) >= from && addDays(start, due * 7) <= to,
          );
          expect(is).toBeGreaterThan(max);
          expect(is).toBeLessThanOrEqual(within.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
