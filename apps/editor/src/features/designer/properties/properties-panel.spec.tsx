/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { PropertiesPanel } from './properties-panel.js';
import { choose, hand, open, unfold, violations } from './sheet.given.js';
import { templateOf } from './template.given.js';

// A hand has many small movements; on a busy computer they add up.
jest.setTimeout(60_000);

afterEach(() => {
  cleanup();
  localStorage.clear();
});

describe('other forms', () => {
  it('edits a phase and what it waits for', async () => {
    const held = open(<PropertiesPanel selection={['/phases/study']} shown={null} />);
    await choose('在这些任务之后', '动员会');
    expect(held.template.phases['study']?.opening).toMatchObject({ afterSteps: ['kickoff'], share: 100 });
    expect(screen.getByLabelText('结束多少后开始')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('edits a dependency', async () => {
    const held = open(<PropertiesPanel selection={['/edges/e1']} shown={null} />);
    await choose('前置任务不做时', '后续也不做');
    expect(held.template.edges['e1']?.kind).toBe('needs');
    expect(await violations()).toEqual([]);
    await hand.click(screen.getByRole('button', { name: '删除前后关系' }));
    expect(held.template.edges).toEqual({});
  });

  it('sets one field of several steps at once', async () => {
    const held = open(<PropertiesPanel selection={['/steps/kickoff', '/steps/survey']} shown={null} />);
    await choose('牵头', '综合联络');
    expect([held.template.steps['kickoff']?.lead, held.template.steps['survey']?.lead]).toEqual(['office', 'office']);
    expect(held.changes).toBe(1);
    expect(await violations()).toEqual([]);
  });

  it('adds to the lists of several steps and takes from them only what all have', async () => {
    const { steps, roles } = templateOf();
    const template = templateOf({
      roles: { ...roles, propaganda: { title: { zh: '宣传办' } } },
      steps: { ...steps, kickoff: { ...steps['kickoff']!, supporting: ['secretary'] } },
    });
    const held = open(<PropertiesPanel selection={['/steps/kickoff', '/steps/survey']} shown={null} />, { template });
    const supporting = (): (string[] | undefined)[] =>
      ['kickoff', 'survey'].map((id) => held.template.steps[id]?.supporting);
    await choose('配合', '宣传办');
    expect(supporting()).toEqual([['secretary', 'propaganda'], ['propaganda']]);
    await hand.type(screen.getByLabelText('配合'), '{Backspace}');
    expect(supporting()).toEqual([['secretary'], []]);
  });

  it('edits the template itself: roles that are in use stay', async () => {
    const held = open(<PropertiesPanel selection={[]} shown={null} />);
    await unfold(/^角色/);
    await hand.click(screen.getByRole('button', { name: '删除 书记' }));
    expect(held.template.roles['secretary']).toBeDefined();
    expect(screen.getByText(/还被引用/)).toBeTruthy();
    await hand.click(screen.getByRole('button', { name: '添加角色' }));
    expect(Object.keys(held.template.roles)).toHaveLength(3);
  });

  it('adds a policy with reason and authority', async () => {
    const held = open(<PropertiesPanel selection={[]} shown={null} />);
    await unfold(/^政策要求/);
    await hand.click(screen.getByRole('button', { name: '添加政策要求' }));
    await hand.click(await screen.findByRole('menuitem', { name: '全程任务不超过' }));
    expect(Object.values(held.template.policies)).toMatchObject([{ rule: { type: 'max-items', max: 12 } }]);
    for (const heading of document.querySelectorAll<HTMLElement>('.sheet-section > h3 > button[aria-expanded="false"]'))
      await hand.click(heading);
    expect(await violations()).toEqual([]);
  });
});
