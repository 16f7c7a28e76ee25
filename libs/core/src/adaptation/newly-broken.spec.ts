import { describe, expect, it } from '@jest/globals';
import { templateSchema } from '../template/document.js';
import { newlyBroken } from './newly-broken.js';

const base = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'locks',
  title: { zh: '方案' },
  noun: { zh: '专项工作' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  roles: { office: { title: { zh: '承办人' } } },
  phases: { first: { title: { zh: '一' } } },
  steps: {
    fixed: { phase: 'first', kind: 'task', title: { zh: '不可改' }, lead: 'office', mandate: 'fixed' },
    free: { phase: 'first', kind: 'task', title: { zh: '可改' }, lead: 'office', mandate: 'free' },
  },
});
const titled = (step: string, zh: string, of = base): typeof base =>
  templateSchema.parse({ ...of, steps: { ...of.steps, [step]: { ...of.steps[step], title: { zh } } } });
const places = (before: typeof base, after: typeof base): string[] =>
  newlyBroken(base, before, after, {}).map(({ path }) => path);

describe('what a change breaks', () => {
  it('is nothing where it may be made', () => {
    expect(places(base, titled('free', '改了'))).toEqual([]);
  });

  it('is named where the level above locked it', () => {
    expect(places(base, titled('fixed', '改了'))).toEqual(['/steps/fixed/title']);
  });

  it('does not count what was broken before and stays as it was', () => {
    const before = titled('fixed', '早就改了');
    expect(places(before, titled('free', '改了', before))).toEqual([]);
    expect(places(before, base)).toEqual([]);
  });

  it('counts going on where it was broken before', () => {
    expect(places(titled('fixed', '早就改了'), titled('fixed', '又改'))).toEqual(['/steps/fixed/title']);
  });
});
