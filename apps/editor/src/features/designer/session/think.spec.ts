import { describe, expect, it } from '@jest/globals';
import { applyOperation, templateSchema } from '@gangmu/core';
import { learnCalendars } from '../../../platform/calendars.js';
import { newsIn, startOver } from './think.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'think',
  title: { zh: '样例' },
  noun: { zh: '专项工作' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  roles: { lead: { title: { zh: '牵头' } } },
  phases: { first: { title: { zh: '一' } } },
  steps: { a: { phase: 'first', kind: 'task', title: { zh: '甲' }, lead: 'lead' } },
});
const subject = { template, base: null, grants: [] };
const edit = applyOperation(template, { op: 'set-field', path: '/steps/a/lead', value: 'nobody' });
if (!edit.ok) throw new Error(edit.refusal.code);

describe('what is worked out beside the page', () => {
  it('follows edits, and finds what they broke', () => {
    const thinking = startOver();
    thinking.open(subject);
    expect(thinking.think()?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    thinking.edited(edit.value.edits);
    expect(thinking.think()?.findings.map(({ code, path }) => [code, path])).toContainEqual([
      'unknown-reference.role',
      '/steps/a/lead',
    ]);
  });

  it('names categories that no unit is of and roles that nobody holds', () => {
    const thinking = startOver();
    const everybody = { all: true, duties: [] };
    const villages = {
      categories: [{ id: 'village', title: { zh: '村' }, units: 3 }],
      groups: [],
      holders: { file: { all: false, duties: ['别的'] }, review: everybody },
    };
    const categories = { village: { title: { zh: '村' } }, bureau: { title: { zh: '局' } } };
    thinking.open({ ...subject, template: { ...template, categories }, organisation: villages });
    const places = thinking.think()?.findings.map(({ code, path }) => `${code} ${path}`) ?? [];
    expect(places).toContain('category-without-units /categories/bureau');
    expect(places).toContain('role-without-holder /roles/lead');
    expect(places).not.toContain('category-without-units /categories/village');
  });

  it('knows the planned dates', () => {
    const thinking = startOver();
    thinking.open(subject);
    expect(thinking.think()?.dates['a']).toEqual({ open: '2026-03-02', due: '2026-08-31' });
  });

  it('goes by the working days that the engine knows', () => {
    const due = { anchor: { from: 'date', date: '2026-04-24' } } as const;
    const named = templateSchema.parse({
      ...template,
      calendar: 'office',
      steps: { a: { ...template.steps['a'], deadlines: { due } } },
    });
    const found = (): string[] => {
      const thinking = startOver();
      thinking.open({ ...subject, template: named });
      return (thinking.think()?.findings ?? []).map(({ code }) => code);
    };
    expect(found()).not.toContain('rest-day-deadline');
    learnCalendars([
      { id: 'office', version: '1', years: { '2026': { holidays: ['2026-04-24'], makeUpWorkdays: [] } } },
    ]);
    expect(found()).toContain('rest-day-deadline');
  });

  it('tells only what says something else than before', () => {
    const thinking = startOver();
    thinking.open(subject);
    const first = thinking.think()!;
    expect(newsIn(first, null)).toEqual(first);
    thinking.edited([{ op: 'set', path: '/steps/a/estimatedMinutes', value: 15 }]);
    const second = thinking.think()!;
    expect(newsIn(second, first)).toEqual({});
    thinking.edited([{ op: 'set', path: '/window/end', value: '2026-09-30' }]);
    expect(newsIn(thinking.think()!, second)).toHaveProperty('dates.a.due', '2026-09-30');
    thinking.edited(edit.value.edits);
    expect(Object.keys(newsIn(thinking.think()!, second))).toContain('findings');
  });

  it('says what goes against the level above, unless it is granted', () => {
    const thinking = startOver();
    thinking.open({ ...subject, base: template });
    thinking.edited([{ op: 'set', path: '/steps/a/title/zh', value: '改' }]);
    expect(thinking.think()?.findings[0]?.severity).toBe('error');
  });

  it('counts what is added here against policies from above, as publishing will; not what is above already', () => {
    const above = templateSchema.parse({
      ...template,
      categories: { village: { title: { zh: '村' } } },
      policies: {
        none: {
          title: { zh: '不加码' },
          reason: { zh: '减负' },
          categories: ['village'],
          rule: { type: 'max-local-steps', max: 0 },
        },
      },
    });
    const thinking = startOver();
    const found = (): string[] => (thinking.think()?.findings ?? []).map(({ code }) => code);
    thinking.open({ ...subject, template: above, base: above });
    expect(found()).not.toContain('policy.max-local-steps');
    const { a } = above.steps;
    thinking.edited([{ op: 'set', path: '/steps/own', value: a }]);
    expect(found()).toContain('policy.max-local-steps');
    // A policy of a level between counts from there down.
    const between = templateSchema.parse({ ...above, steps: { ...above.steps, own: a } });
    thinking.open({ ...subject, template: between, base: between, setBetween: ['/steps/own'] });
    expect(found()).toContain('policy.max-local-steps');
    thinking.open({ ...subject, template: between, base: between, setBetween: ['/steps/own', '/policies/none'] });
    expect(found()).not.toContain('policy.max-local-steps');
  });

  it('asks for the whole when an edit cannot be followed', () => {
    const thinking = startOver();
    thinking.open(subject);
    thinking.edited([{ op: 'remove', path: '/steps/gone' }]);
    expect(thinking.think()).toBeNull();
  });

  it('places every card anew, also those that were placed by hand', () => {
    const thinking = startOver();
    thinking.open(subject);
    const before = thinking.places();
    thinking.edited([{ op: 'set', path: '/layout', value: { a: { x: 700, y: 30 } } }]);
    expect(thinking.places()).toEqual(before);
    expect(Object.keys(before ?? {})).toEqual(['a']);
  });
});
