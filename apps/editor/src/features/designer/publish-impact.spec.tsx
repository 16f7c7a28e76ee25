/** @jest-environment jsdom */
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { open } from './properties/sheet.given.js';
import { ImpactLines } from './publish-impact.js';

afterEach(cleanup);

const line = (name: string, state: 'automatic' | 'refused', texts: string[]) => ({
  design: name,
  unit: { id: name, code: name, name: { zh: name } },
  state,
  conflicts: texts.length,
  reasons: texts.map((text, index) => ({
    code: 'deadline-after-window',
    severity: 'error' as const,
    path: `/steps/s${index}`,
    params: {},
    text,
  })),
});

describe('what publishing means below', () => {
  it('is told by unit, each with all its reasons', () => {
    open(
      <ImpactLines
        impact={{
          automatic: 1,
          decisions: 0,
          refused: 1,
          designs: [line('东镇', 'refused', ['期限晚于活动结束', '超过减负上限']), line('西镇', 'automatic', [])],
        }}
      />,
    );
    const [refused, automatic] = screen.getAllByRole('group');
    expect(within(refused!).getByText('东镇')).toBeTruthy();
    expect(within(refused!).getAllByText(/期限晚于|减负上限/)).toHaveLength(2);
    expect(within(automatic!).getByText('西镇')).toBeTruthy();
  });

  it('says where nobody below has adapted it', () => {
    open(<ImpactLines impact={{ automatic: 0, decisions: 0, refused: 0, designs: [] }} />);
    expect(screen.getByText(/下级没有细化方案/)).toBeTruthy();
  });
});
