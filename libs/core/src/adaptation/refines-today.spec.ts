import { describe, expect, it } from '@jest/globals';
import { draftable } from './grants.js';
import type { Grant } from './model.js';
import { newlyBroken } from './newly-broken.js';
import { lockedTemplate } from './locked-template.given.js';
import { put } from './refines.given.js';
import { refinesToday } from './refines-today.js';

const base = lockedTemplate();
const mine = put(base, '/steps/fixed/title', { zh: '另名' })!;
const grant: Grant = {
  id: 'g',
  path: '/steps/fixed',
  allows: 'change',
  units: ['town'],
  from: '2026-04-01',
  to: '2026-06-30',
  reason: '路远',
  grantedBy: 'county',
};
const saved = (on: string): boolean =>
  newlyBroken(base, base, mine, { grants: draftable([grant], on), units: ['town'], on }).length === 0;
const published = (on: string): string[] =>
  refinesToday(base, mine, { grants: [grant], units: ['town'], on }).map(({ code, params }) =>
    params['from'] === undefined ? code : `${code} ${JSON.stringify(params['from'])}`,
  );

describe('a variance with dates', () => {
  it('is drafted on before it begins, and published from the day it begins', () => {
    expect(saved('2026-03-15')).toBe(true);
    expect(published('2026-03-15')).toEqual(['refine.not-yet-granted "2026-04-01"']);
    expect(published('2026-04-01')).toEqual([]);
  });

  it('is over for both when it has ended', () => {
    expect(saved('2026-06-30')).toBe(true);
    expect(saved('2026-07-01')).toBe(false);
    expect(published('2026-07-01')).toEqual(['refine.locked']);
  });
});
