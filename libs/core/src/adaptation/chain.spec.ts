import { describe, expect, it } from '@jest/globals';
import { templateOf } from '../run/run.given.js';
import { effectiveChain } from './chain.js';
import { differenceOf } from './difference.js';
import type { Level } from './model.js';

const root = templateOf({ steps: { a: { tags: ['x'] }, b: {} } });
const step = root.steps['a'];
if (!step) throw new Error('no step a');
const titled = { ...root, steps: { ...root.steps, a: { ...step, title: { zh: '镇里改' } } } };
const more = { ...titled, steps: { ...titled.steps, own: { ...step, title: { zh: '村里加' } } } };
const levels: Level[] = [
  { unit: 'town', difference: differenceOf(root, titled), applies: 'self-and-below' },
  { unit: 'village', difference: differenceOf(titled, more), applies: 'below' },
];

describe('effectiveChain', () => {
  it('applies level after level and says who set what', () => {
    const { template, setBy, changedBy, localSteps, findings } = effectiveChain(root, levels);
    expect([template, findings]).toEqual([more, []]);
    expect(setBy('/steps/a/title')).toBe('town');
    expect(setBy('/steps/a/title/zh')).toBe('town');
    expect(setBy('/steps/a/kind')).toBeNull();
    expect(setBy('/steps/a')).toBeNull();
    expect(setBy('/steps/own/title')).toBe('village');
    expect(changedBy('/steps/a')).toEqual(['town']);
    expect(changedBy('/steps')).toEqual(['town', 'village']);
    expect([...localSteps]).toEqual([['own', 'village']]);
  });

  it('leaves out a level’s own unit where it applies below it only', () => {
    expect(effectiveChain(root, levels, 'village').template).toEqual(titled);
    expect(effectiveChain(root, levels, 'group').template).toEqual(more);
  });

  it('names the unit whose change has no place any more', () => {
    const { template, findings } = effectiveChain(root, levels.slice(1).concat(levels));
    expect(findings).toMatchObject([
      { code: 'adaptation.already-there', path: '/steps/own', params: { unit: 'village' } },
    ]);
    expect(template).toEqual(more);
  });

  it('says of what is replaced whole that the last one set it', () => {
    const removed = differenceOf(more, titled);
    const { localSteps, setBy } = effectiveChain(root, [
      ...levels,
      { unit: 'group', difference: removed, applies: 'self-and-below' },
    ]);
    expect([localSteps.size, setBy('/steps/own')]).toEqual([0, 'group']);
  });
});
