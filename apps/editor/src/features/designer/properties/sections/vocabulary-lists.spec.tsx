/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { ConditionBuilder } from '../condition/condition-builder.js';
import { choose, hand, open } from '../sheet.given.js';
import { templateOf } from '../template.given.js';
import { CategoryList } from './vocabulary-lists.js';

const NOBODY = { all: false, duties: [] };
const organisation = {
  categories: [
    { id: 'village', title: { zh: '村' }, units: 3 },
    { id: 'brigade', title: { zh: '生产队' }, units: 2 },
  ],
  groups: [{ code: 'north', kind: 'territory' as const, name: { zh: '北片' } }],
  holders: { file: NOBODY, review: NOBODY },
};

describe('categories of units', () => {
  it('are added by the code that units carry, those that units here are of first', async () => {
    const template = { ...templateOf(), categories: { village: { title: { zh: '村' } } } };
    const held = open(<CategoryList shown={null} />, { template, organisation });
    await hand.click(screen.getByRole('button', { name: /添加类别/ }));
    const offered = within(await screen.findByRole('menu')).getAllByRole('menuitem');
    expect(offered[0]?.textContent).toBe('生产队');
    expect(offered.map(({ textContent }) => textContent)).not.toContain('村');
    await hand.click(offered[0]!);
    expect(held.template.categories).toEqual({
      village: { title: { zh: '村' } },
      brigade: { title: { zh: '生产队' } },
    });
  });
});

describe('groups of units', () => {
  it('are chosen by name in a condition', async () => {
    const template = templateOf();
    const [step] = Object.keys(template.steps);
    const path = `/steps/${step}/when`;
    template.steps[step!]!.when = { in: [{ var: 'unit.groups' }, []] };
    const held = open(<ConditionBuilder path={path} label="条件" />, { template, organisation });
    await choose('与什么比较', '北片 · 属地');
    expect(held.template.steps[step!]?.when).toEqual({ in: [{ var: 'unit.groups' }, ['north']] });
  });
});
