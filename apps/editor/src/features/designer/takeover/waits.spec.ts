import { describe, expect, it } from '@jest/globals';
import type { Design } from '@gangmu/contract';
import { waitsFor } from './waits.js';

const design = (state: Design['state'], published: string | null, draft: string | null): Design =>
  ({
    state,
    above: { hash: 'new' },
    published: published === null ? null : { base: published },
    draft: draft === null ? null : { base: draft },
  }) as Design;

describe('what a design waits for', () => {
  it('is nothing while nothing newer is above', () => {
    expect(waitsFor(design('current', 'new', null))).toBeNull();
    expect(waitsFor(design('new', null, 'new'))).toBeNull();
  });

  it('is to take over, also where only a draft is behind', () => {
    expect(waitsFor(design('pending', 'old', null))).toBe('takeover');
    expect(waitsFor(design('pending', null, 'old'))).toBe('takeover');
    expect(waitsFor(design('pending', 'new', 'old'))).toBe('takeover');
  });

  it('is to be published, once the draft has taken it over', () => {
    expect(waitsFor(design('pending', 'old', 'new'))).toBe('publishing');
  });
});
