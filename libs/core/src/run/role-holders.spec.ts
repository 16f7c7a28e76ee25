import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TemplateInput, templateSchema } from '../template/document.js';
import {
  askedToAct,
  holderIn,
  type Posted,
  type RoleHolders,
  standsFor,
  substitutesOf,
  unheldRole,
} from './role-holders.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'roles',
  title: { zh: '分工' },
  noun: { zh: '学习教育' },
  window: { start: '2026-03-02', end: '2026-06-30' },
  roles: {
    first: { title: { zh: '第一责任人', en: 'First responsible' } },
    organisation: { title: { zh: '组织 委员', en: 'Organisation' }, substitute: 'first' },
    publicity: { title: { zh: '宣传委员' }, substitute: 'organisation' },
  },
  phases: { work: { title: { zh: '推进' } } },
  steps: {
    study: { phase: 'work', kind: 'task', title: { zh: '学习' }, lead: 'publicity', supporting: ['first'] },
    plan: {
      phase: 'work',
      kind: 'report',
      title: { zh: '方案' },
      lead: 'organisation',
      when: { '==': [{ var: 'unit.category' }, 'township'] },
      reviews: {
        own: { by: { who: 'role', role: 'first' }, limitDays: 2 },
        above: { by: { who: 'superior' }, limitDays: 2 },
        group: { by: { who: 'inspection-group' }, limitDays: 2 },
      },
    },
  },
} satisfies TemplateInput);

/** Posts with these duties, below a unit that could stand in. */
const posted = (...duties: string[]): Posted => ({ all: false, duties, superior: true });
const alone = (...duties: string[]): Posted => ({ all: false, duties, superior: false });
const holders = (more: Partial<RoleHolders>): RoleHolders => ({
  file: posted(),
  review: posted(),
  inspected: true,
  ...more,
});
const village = { category: 'village', level: 2, size: 3, groups: [] };

describe('duties of posts', () => {
  it('name roles by id or title, whatever the blanks and width; none stands for all', () => {
    for (const duties of [['organisation'], ['组织委员'], ['Ｏrganisation'], []])
      expect(standsFor(template, 'organisation', duties)).toBe(true);
    expect(standsFor(template, 'publicity', ['组织委员'])).toBe(false);
    expect(standsFor(template, 'vanished', ['organisation'])).toBe(false);
  });
});

describe('a role that no post stands for', () => {
  it('falls to the nearest substitute that is held, then to the unit above, then to nobody', () => {
    expect(substitutesOf(template, 'publicity')).toEqual(['organisation', 'first']);
    const byFirst = holders({ file: posted('第一责任人') });
    expect(holderIn(template, byFirst)('first')).toBe('held');
    expect(holderIn(template, byFirst)('publicity')).toBe('substitute');
    expect(holderIn(template, byFirst)('publicity', 'review')).toBe('substitute');
    expect(holderIn(template, holders({ file: alone() }))('publicity')).toBe('nobody');
  });
  it('is named at launch where the unit needs it and nobody could stand in', () => {
    const organised = { file: alone('organisation'), review: alone(), inspected: false };
    expect(unheldRole(template, village, organised)).toBeUndefined();
    expect(unheldRole(template, { ...village, category: 'township' }, organised)).toBe('first');
    expect(unheldRole(template, village, holders({ file: alone() }))).toBe('publicity');
    expect(unheldRole(template, village, holders({}))).toBeUndefined();
  });
});

describe('who may act', () => {
  const item = { step: 'study' };
  it('files: who leads or supports, or stands in while nobody leads', () => {
    const led = holders({ file: posted('宣传委员', 'organisation') });
    expect(askedToAct(template, item, 'file', led)).toEqual({ who: 'roles', roles: ['publicity', 'first'] });
    const stoodIn = holders({ file: posted('organisation') });
    expect(askedToAct(template, item, 'file', stoodIn)).toEqual({
      who: 'roles',
      roles: ['publicity', 'organisation', 'first'],
    });
  });
  it('is anybody with the right once the role has fallen to the unit above', () => {
    expect(askedToAct(template, item, 'file', holders({}))).toBeUndefined();
  });
  it('reviews: the role that is asked, the unit above, or the inspection group while there is one', () => {
    const review = (id: string, more: Partial<RoleHolders> = {}) =>
      askedToAct(template, { step: 'plan', review: id }, 'review', holders(more));
    expect(review('own', { review: posted('first') })).toEqual({ who: 'roles', roles: ['first'] });
    expect(review('own')).toBeUndefined();
    expect(review('above')).toEqual({ who: 'superior' });
    expect(review('group')).toEqual({ who: 'inspection-group' });
    expect(review('group', { inspected: false })).toEqual({ who: 'superior' });
  });
  it('never leaves an item to nobody: whoever is asked for is there, or nobody in particular is', () => {
    const duties = fc.subarray(['first', 'organisation', '宣传委员', '别的']);
    const any = fc.record({ all: fc.boolean(), duties, superior: fc.boolean() });
    fc.assert(
      fc.property(any, any, fc.constantFrom('study', 'plan'), (file, review, step) => {
        const given = { file, review, inspected: false };
        for (const act of ['file', 'review'] as const) {
          const asked = askedToAct(template, { step, review: 'own' }, act, given);
          if (asked?.who !== 'roles') continue;
          const { roles } = asked;
          const { all, duties: held } = given[act];
          expect(all || roles.some((role) => held.length > 0 && standsFor(template, role, held))).toBe(true);
        }
      }),
    );
  });
});
