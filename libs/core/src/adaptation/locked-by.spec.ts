import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Template } from '../template/document.js';
import { countingGrants, isVariancePlace, lockedBy, type LockingLevel } from './locked-by.js';
import type { Grant } from './model.js';
import { refines } from './refines.js';
import { localStep, lockedTemplate } from './locked-template.given.js';
import { after, type Choice, choice, put } from './refines.given.js';

const county = lockedTemplate();
const UNITS = ['county', 'town', 'village'];
const grant = (path: string, more: Partial<Grant> = {}): Grant => ({
  id: 'g',
  path,
  allows: 'change',
  units: ['town'],
  reason: '路远',
  grantedBy: 'town',
  ...more,
});
const made = (from: Template, edits: Record<string, unknown>): Template =>
  Object.entries(edits).reduce<Template>((template, [path, value]) => put(template, path, value)!, from);
const below = (town: Template): LockingLevel[] => [
  { unit: 'county', template: county },
  { unit: 'town', template: town },
];
const counts = (town: Template, given: Grant): boolean => countingGrants([given], below(town), UNITS).length === 1;

describe('who may loosen a lock', () => {
  it('is the level that set it first, whoever raised it since', () => {
    const raised = made(county, { '/steps/strict/mandate': 'fixed', '/steps/spare/mandate': 'fixed' });
    expect(refines(county, raised)).toEqual([]);
    expect(lockedBy(below(raised), '/steps/strict')?.unit).toBe('county');
    expect(lockedBy(below(raised), '/steps/spare')?.unit).toBe('town');
    expect(lockedBy(below(raised), '/steps/spare/title')?.unit).toBe('town');
    expect(lockedBy(below(county), '/steps/spare/title')).toBeUndefined();
  });

  it('is the level that locked something within a place, or counts on it', () => {
    const raised = made(county, { '/steps/bridge/mandate': 'fixed', '/steps/optional/mandate': 'fixed' });
    // The county locked its title.
    expect(lockedBy(below(raised), '/steps/bridge')?.unit).toBe('county');
    expect(lockedBy(below(raised), '/steps/bridge/guidance')?.unit).toBe('town');
    // Skipped, it would skip what the county locked.
    expect(lockedBy(below(raised), '/steps/bridge/when')?.unit).toBe('county');
    // What the county locked reads it.
    expect(lockedBy(below(raised), '/steps/optional/evidence/n', 'remove')?.unit).toBe('county');
    expect(lockedBy(below(raised), '/steps/optional/evidence/m', 'remove')?.unit).toBe('town');
    const held = lockedTemplate(({ steps }) =>
      Object.assign(steps['spare'] ?? {}, {
        evidence: { e: { type: 'date', title: { zh: '日期' }, mandate: 'fixed' } },
      }),
    );
    const levels = [
      { unit: 'county', template: held },
      { unit: 'town', template: made(held, { '/steps/spare/mandate': 'fixed' }) },
    ];
    expect(lockedBy(levels, '/steps/spare')?.unit).toBe('county');
    expect(lockedBy(levels, '/steps/spare/evidence/e', 'remove')?.unit).toBe('county');
  });

  it('is for a step of its own the level that added it', () => {
    const own = localStep('one', 'study', { at: 'phase', phase: 'one' }, 'fixed');
    const town = made(county, { '/steps/own1': own });
    expect(lockedBy(below(town), '/steps/own1')?.unit).toBe('town');
    expect(counts(town, grant('/steps/own1'))).toBe(true);
    const grants = countingGrants([grant('/steps/own1')], below(town), UNITS);
    const village = (edits: Record<string, unknown>) =>
      refines(town, made(town, edits), { grants }).map(({ code, path }) => `${code} ${path}`);
    expect(village({ '/steps/own1/title': { zh: '另名' } })).toEqual([]);
    // Which kinds may hang there is the county's.
    expect(village({ '/steps/own1/kind': 'report' })).toEqual(['refine.kind-not-admitted /steps/own1/kind']);
  });

  it('does not give leave to itself', () => {
    const levels = below(county).slice(0, 1);
    expect(countingGrants([grant('/steps/fixed')], levels, UNITS)).toEqual([]);
    expect(countingGrants([grant('/steps/fixed', { grantedBy: 'county' })], levels, UNITS)).toHaveLength(1);
    expect(countingGrants([grant('/steps/fixed', { grantedBy: 'elsewhere' })], levels, UNITS)).toEqual([]);
  });

  it('never lets through what the level above it refuses', () => {
    const admitted = (from: Template, choices: readonly Choice[], grants: Grant[]): Template =>
      after(from, choices, (next) => refines(from, next, { grants }).length === 0);
    const few = fc.array(choice, { maxLength: 5 });
    const many = fc.array(choice, { minLength: 10, maxLength: 16 });
    const raised = fc.subarray(['strict', 'optional', 'behind', 'bridge', 'spare', 'own1']);
    const own = localStep('one', 'study', { at: 'phase', phase: 'one' }, 'fixed');
    let used = 0;
    fc.assert(
      fc.property(few, raised, few, many, fc.boolean(), (first, steps, second, third, whole) => {
        const from = after(county, first.slice(0, 2), () => true);
        const stricter = steps.reduce(
          (to, id) => put(to, `/steps/${id}/mandate`, 'fixed') ?? to,
          put(from, '/steps/own1', own)!,
        );
        const town = admitted(refines(from, stricter).length === 0 ? stricter : from, second, []);
        const levels = [
          { unit: 'county', template: from },
          { unit: 'town', template: town },
        ];
        // Leave for everything: in whole steps, or for each of their parts.
        const parts = Object.entries(town.steps).flatMap(([id, step]) =>
          [...Object.keys(step), 'when', 'guidance', 'chosen', 'extension'].map((field) => `/steps/${id}/${field}`),
        );
        const places = whole ? Object.keys(town.steps).map((id) => `/steps/${id}`) : parts;
        const wishes = [...places, '/phases/one', '/phases/three', '/roles/mine', '/policies/p'];
        const grants = countingGrants(
          wishes.map((path) => grant(path, { allows: whole ? 'remove' : 'change' })),
          levels,
          UNITS,
        );
        const village = admitted(town, third, grants);
        if (refines(town, village).length > 0) used += 1;
        expect(refines(from, village)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(used).toBeGreaterThan(60);
  });
});

describe('a place leave can be asked for', () => {
  it.each([
    '/steps/fixed',
    '/steps/fixed/title',
    '/steps/fixed/deadlines',
    '/steps/fixed/evidence/heads',
    '/title',
    '/phases/one/extension',
    '/edges/a',
  ])('is %s', (path) => expect(isVariancePlace(county, path)).toBe(true));
  it.each([
    '',
    '/steps',
    '/phases',
    '/bogus/x',
    '/phases/nope/title',
    '/steps/nope',
    '/steps/fixed/nope',
    '/steps/fixed/evidence/nope',
    '/steps/fixed/mandate',
    '/steps/fixed/notes',
    '/roles/office/post',
  ])('is not %s', (path) => expect(isVariancePlace(county, path)).toBe(false));
});
