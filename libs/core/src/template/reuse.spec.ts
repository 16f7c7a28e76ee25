import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weekdayOf } from '../calendar/plain-date.js';
import { applyOperation } from '../operations/operations.js';
import { hasWords } from '../words/words.js';
import { countyTemplate } from './county-template.given.js';
import { parseTemplate } from './parse.js';
import { reuse } from './reuse.js';
import { shiftDates } from './shift-dates.js';

const last = countyTemplate();

describe("last year's template", () => {
  it('starts on the same weekday, within three days of what was asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), (days) => {
        const { template, days: moved } = reuse(last, { days });
        expect(Math.abs(moved - days)).toBeLessThanOrEqual(3.5);
        expect(weekdayOf(template.window.start)).toBe(weekdayOf(last.window.start));
        expect(template.window).toEqual(shiftDates(last, moved).window);
      }),
      { numRuns: 50 },
    );
    expect(reuse(last, { start: '2027-03-01' })).toMatchObject({
      days: 364,
      template: { window: { start: '2027-03-01' } },
    });
  });

  it('can be read, keeps ids and texts, and has no document number left', () => {
    const { template } = reuse(last, { start: '2027-03-01' });
    expect(parseTemplate(template)).toEqual({ ok: true, template });
    expect(Object.keys(template.steps)).toEqual(Object.keys(last.steps));
    expect(JSON.stringify(template)).not.toContain('"document"');
    expect(template.steps['plan']?.authority).toEqual({ clause: '二（一）' });
    expect(last.steps['plan']?.authority?.document).toBeDefined();
  });

  it('lists every decision with its place, in words', () => {
    const named = {
      ...last,
      title: { zh: '2026年主题教育' },
      roles: { ...last.roles, office: { title: { zh: '综合' }, substitute: 'superior', post: { zh: '综合科科长' } } },
    };
    const { template, open } = reuse(named, { start: '2027-03-01' });
    expect(template.roles['office']).toEqual({ title: { zh: '综合' }, substitute: 'superior' });
    const of = (code: string) => open.filter((one) => one.code === code);
    expect(of('reuse.window').map(({ params }) => params)).toEqual([{ start: '2027-03-01', end: '2027-08-30' }]);
    expect(of('reuse.document').length).toBe(JSON.stringify({ ...named, policies: {} }).split('"document"').length - 1);
    expect(template.policies).toEqual({});
    const back = applyOperation(template, {
      op: 'apply-fix',
      edits: of('reuse.policy').flatMap(({ fix }) => fix?.edits ?? []),
    });
    if (!back.ok) throw new Error(back.refusal.code);
    expect(Object.keys(back.value.template.policies)).toEqual(Object.keys(last.policies));
    expect(JSON.stringify(back.value.template.policies)).not.toContain('"document"');
    expect(of('reuse.post')).toEqual([
      expect.objectContaining({
        path: '/roles/office/post',
        params: { was: { zh: '综合科科长' }, title: { zh: '综合' } },
      }),
    ]);
    expect(of('reuse.date').length).toBe(JSON.stringify(named).split('"from":"date"').length - 1);
    expect(of('reuse.date')[0]?.params['was']).toMatch(/^2026-/);
    expect(of('reuse.year')).toContainEqual(expect.objectContaining({ path: '/title' }));
    for (const { code } of open)
      for (const lang of ['zh', 'en'] as const)
        expect(hasWords(lang, code) && hasWords(lang, `${code}.suggestion`)).toBe(true);
  });
});
