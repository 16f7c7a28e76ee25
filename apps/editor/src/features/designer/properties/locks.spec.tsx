/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { PropertiesPanel } from './properties-panel.js';
import { hand, open, unfold } from './sheet.given.js';
import { input, templateOf } from './template.given.js';

// A hand has many small movements; on a busy computer they add up.
jest.setTimeout(60_000);

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const step = () => <PropertiesPanel selection={['/steps/kickoff']} shown={null} />;

describe('what is locked above', () => {
  const above = templateOf({
    steps: { ...input.steps, survey: { ...input.steps['survey'], mandate: 'tighten' } as never },
  });

  it('is shown, disabled, with who set it, and the way to ask for a variance', async () => {
    const held = open(step(), { base: above, template: above });
    const lead = screen.getByLabelText('牵头');
    expect(lead.closest('.ant-select-disabled') ?? lead.closest('[aria-disabled]') ?? lead).toBeTruthy();
    expect(lead).toHaveProperty('disabled', true);
    await hand.click(screen.getByRole('button', { name: /^牵头：/ }));
    const reasons = await screen.findAllByText(/规定动作（依据：澄教组〔2026〕1号）/);
    // Once for the whole step, and at the lock that was asked.
    expect(reasons.map((reason) => reason.closest('.lock-reason') !== null)).toEqual([false, true]);
    await hand.click(screen.getByRole('button', { name: '申请变通' }));
    expect(held.asked).toEqual(['/steps/kickoff/lead']);
  });

  it('leaves the responsible post and local notes open', async () => {
    const held = open(step(), { base: above, template: above });
    await hand.type(screen.getByLabelText('责任岗位（中文）'), '组织委员');
    expect(held.template.steps['kickoff']?.post).toEqual({ zh: '组织委员' });
    await unfold(/^本级说明/);
    await hand.click(screen.getByRole('button', { name: '添加说明' }));
    expect(Object.values(held.template.steps['kickoff']?.notes ?? {})).toHaveLength(1);
  });

  it('lets a level add what tightens, and nothing else', async () => {
    const held = open(<PropertiesPanel selection={['/steps/survey']} shown={null} />, { base: above, template: above });
    await hand.click(screen.getByRole('button', { name: '添加截止时间' }));
    expect(Object.keys(held.template.steps['survey']?.deadlines ?? {})).toHaveLength(2);
    const deadlines = screen.getByRole('group', { name: '截止时间' });
    expect(within(deadlines).getAllByRole('button', { name: /^删除/ })).toHaveLength(1);
  });

  it('lets what stands as above be kept on purpose, where it may be changed, and no longer', async () => {
    const free = templateOf({
      steps: { ...input.steps, kickoff: { ...input.steps['kickoff'], mandate: 'free' } as never },
    });
    const held = open(step(), { base: free, template: free });
    const pin = screen.getByRole('button', { name: '名称：有意保留' });
    await hand.click(pin);
    expect([held.kept, pin.getAttribute('aria-pressed')]).toEqual([['/steps/kickoff/title'], 'true']);
    await hand.click(pin);
    expect(held.kept).toEqual([]);
    // What is another value is one's own anyhow.
    await hand.type(screen.getByLabelText('名称（中文）'), '二');
    expect(screen.queryByRole('button', { name: '名称：有意保留' })).toBeNull();
    cleanup();
    open(step(), { base: above, template: above });
    expect(screen.queryByRole('button', { name: '名称：有意保留' })).toBeNull();
  });

  it('puts back one change of this level at a time', async () => {
    const free = templateOf({
      steps: { ...input.steps, kickoff: { ...input.steps['kickoff'], mandate: 'free' } as never },
    });
    const held = open(step(), { base: free, template: free });
    await hand.type(screen.getByLabelText('名称（中文）'), '二');
    expect(held.template.steps['kickoff']?.title.zh).toBe('动员会二');
    await hand.click(screen.getByRole('button', { name: '名称：恢复上级的内容' }));
    expect(held.template).toEqual(free);
  });

  it('changes nothing where nothing may be edited', () => {
    open(step(), { mayEdit: false });
    const fields = screen.getAllByRole('textbox').filter((field) => field.getAttribute('aria-hidden') !== 'true');
    expect(fields.length).toBeGreaterThan(3);
    for (const field of fields) expect(field).toHaveProperty('disabled', true);
    expect(screen.queryByRole('button', { name: '添加截止时间' })).toBeNull();
  });
});
