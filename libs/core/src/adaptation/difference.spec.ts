import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { templateOf } from '../run/run.given.js';
import { chances, countyTemplate, edited, somePlaces, variedTemplate } from './adaptation.given.js';
import { applyDifference } from './apply.js';
import { differenceOf, keptOf, marksWithout, sameMarks } from './difference.js';
import type { Difference } from './model.js';
import { same, templateShape } from './shape.js';

const county = countyTemplate();
const sample = variedTemplate();
const small = templateOf({
  steps: { a: { supporting: ['x', 'y'], deadlines: { due: { anchor: { from: 'campaign-end' } } } }, b: {} },
  edges: ['a>b'],
});

const cases = fc.record({
  county: fc.nat(39).map((n) => n === 7),
  base: chances(6),
  mine: chances(8),
  kept: chances(4),
});
const templatesOf = (one: { county: boolean; base: number[]; mine: number[] }) => {
  const base = edited(one.county ? county : sample, one.base);
  return { base, mine: edited(base, one.mine) };
};

describe('difference and application', () => {
  it('are inverse: what differs, applied, gives the other template', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { base, mine } = templatesOf(one);
        const { template, findings } = applyDifference(base, differenceOf(base, mine));
        expect(findings).toEqual([]);
        expect(same(templateShape, template, mine)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('are inverse over normal forms, kept values among them', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { base, mine } = templatesOf(one);
        const normal = differenceOf(base, mine, somePlaces(mine, one.kept));
        const { template, findings } = applyDifference(base, normal);
        expect(findings).toEqual([]);
        expect(differenceOf(base, template, keptOf(base, normal))).toEqual(normal);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves every other change when one is taken back, be it a mark alone', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (one, chance) => {
        const { base, mine } = templatesOf(one);
        const before = differenceOf(base, mine, somePlaces(mine, one.kept));
        const places = Object.keys(before);
        const path = places[chance % Math.max(1, places.length)];
        if (path === undefined) return;
        const { [path]: _gone, ...rest } = before;
        const kept = marksWithout(base, before, [path]);
        expect(differenceOf(base, applyDifference(base, rest).template, kept)).toEqual(rest);
      }),
      { numRuns: 500 },
    );
  });

  it('knows marks by what they keep', () => {
    const title = '/steps/a/title';
    expect(sameMarks(small, small, ['/steps/a'], ['/steps/a', title])).toBe(true);
    expect(sameMarks(small, small, [title], [title, '/steps/gone'])).toBe(true);
    expect(sameMarks(small, small, [title], [])).toBe(false);
  });

  it('never has a place within another, and is empty between equals', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { base, mine } = templatesOf(one);
        const places = Object.keys(differenceOf(base, mine, somePlaces(mine, one.kept))).toSorted();
        for (const [index, place] of places.entries())
          expect(places.slice(index + 1).filter((other) => other.startsWith(`${place}/`))).toEqual([]);
        expect(differenceOf(mine, structuredClone(mine))).toEqual({});
      }),
      { numRuns: 300 },
    );
  });

  it('takes a text, a bound and a condition as one value, and a set by its members', () => {
    const mine = structuredClone(small);
    const step = mine.steps['a'];
    if (!step) throw new Error('no step a');
    step.title = { zh: '甲', en: 'A' };
    step.supporting = ['z', 'x'];
    const due = { anchor: { from: 'campaign-end' as const }, offset: -3, at: '18:00' };
    step.deadlines = { due: { ...due, unit: 'calendar-days', roll: 'none' } };
    step.when = true;
    step.occurrences = { mode: 'on-call' };
    delete mine.edges['e0'];
    expect(differenceOf(small, mine)).toEqual({
      '/steps/a/title': { op: 'set', value: { zh: '甲', en: 'A' } },
      '/steps/a/supporting': { op: 'members', add: ['z'], remove: ['y'] },
      '/steps/a/deadlines/due': { op: 'set', value: step.deadlines['due'] },
      '/steps/a/when': { op: 'set', value: true },
      '/steps/a/occurrences': { op: 'set', value: { mode: 'on-call' } },
      '/edges/e0': { op: 'remove' },
    });
  });

  it('keeps parts of an element that was kept whole when one of them differs', () => {
    const mine = structuredClone(small);
    mine.roles['lead'] = { title: { zh: '责任人' }, substitute: 'superior' };
    expect(differenceOf(small, mine, ['/roles/lead'])).toEqual({
      '/roles/lead/title': { op: 'set', value: { zh: '责任人' } },
      '/roles/lead/substitute': { op: 'set', value: 'superior' },
    });
  });

  it('names every change that has no place, and leaves the rest of the base its own', () => {
    const broken: Difference = {
      '/steps/gone/title': { op: 'set', value: { zh: '无' } },
      '/steps/a': { op: 'add', value: {} },
      '/steps/none': { op: 'remove' },
      '/steps/b/colour': { op: 'set', value: 'red' },
      '/steps/b/kind': { op: 'unset' },
      '/steps/b/order': { op: 'set', value: 7 },
      '/steps/b/title/zh': { op: 'set', value: '乙' },
      '/steps/__proto__': { op: 'add', value: {} },
      '/title': { op: 'members', add: ['x'], remove: [] },
    };
    const { template, findings } = applyDifference(small, broken);
    expect(Object.fromEntries(findings.map(({ path, code }) => [path, code]))).toEqual({
      '/steps/gone/title': 'adaptation.not-there',
      '/steps/a': 'adaptation.already-there',
      '/steps/none': 'adaptation.not-there',
      '/steps/b/colour': 'adaptation.unknown-place',
      '/steps/b/kind': 'adaptation.not-optional',
      '/steps/b/title/zh': 'adaptation.not-there',
      '/steps/__proto__': 'adaptation.unknown-place',
      '/title': 'adaptation.no-set',
    });
    expect(template.steps['b']).toEqual({ ...small.steps['b'], order: 7 });
    expect(template.steps['a']).toBe(small.steps['a']);
    expect(template.roles).toBe(small.roles);
  });

  it('refuses a change within another', () => {
    const { findings } = applyDifference(small, {
      '/steps/a': { op: 'remove' },
      '/steps/a/order': { op: 'set', value: 3 },
    });
    expect(findings).toMatchObject([{ code: 'adaptation.overlapping-change', path: '/steps/a/order' }]);
  });
});
