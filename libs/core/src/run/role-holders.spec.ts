import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TemplateInput, templateSchema } from '../template/document.js';
import {
  holderIn,
  type Posted,
  type RoleHolders,
  rolesToAct,
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
      },
    },
  },
} satisfies TemplateInput);

/** Posts with these duties, below a unit that could stand in. */
const posted = (...duties: string[]): Posted => ({ all: false, duties, superior: true });
const alone = (...duties: string[]): Posted => ({ all: false, duties, superior: false });
const holders = (more: Partial<RoleHolders>): RoleHolders => ({ file: posted(), review: posted(), ...more });
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
    const organised = { file: alone('organisation'), review: alone() };
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
    expect(rolesToAct(template, item, 'file', led)).toEqual(['publicity', 'first']);
    const stoodIn = holders({ file: posted('organisation') });
    expect(rolesToAct(template, item, 'file', stoodIn)).toEqual(['publicity', 'organisation', 'first']);
  });
  it('is anybody with the right once the role has fallen to the unit above', () => {
    expect(rolesToAct(template, item, 'file', holders({}))).toBeUndefined();
  });
  it('reviews: the role that is asked; the superior unit asks for none', () => {
    const both = holders({ review: posted('first') });
    expect(rolesToAct(template, { step: 'plan', review: 'own' }, 'review', both)).toEqual(['first']);
    expect(rolesToAct(template, { step: 'plan', review: 'above' }, 'review', both)).toBeUndefined();
  });
  it('never leaves an item to nobody: whoever is asked for is there, or nobody in particular is', () => {
    const duties = fc.subarray(['first', 'organisation', '宣传委员', '别的']);
    const any = fc.record({ all: fc.boolean(), duties, superior: fc.boolean() });
    fc.assert(
      fc.property(any, any, fc.constantFrom('study', 'plan'), (file, review, step) => {
        const given = { file, review };
        for (const act of ['file', 'review'] as const) {
          const roles = rolesToAct(template, { step, review: 'own' }, act, given);
          if (roles === undefined) continue;
          const { all, duties: held } = given[act];
          expect(all || roles.some((role) => held.length > 0 && standsFor(template, role, held))).toBe(true);
        }
      }),
    );
  });
});
