/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { TakenDecision } from '@gangmu/contract';
import { templateSchema, valueAt } from '@gangmu/core';
import { cleanup, screen } from '@testing-library/react';
import { hand, open, violations } from '../properties/sheet.given.js';
import { input, templateOf } from '../properties/template.given.js';
import { putAgain } from './decide-again.js';
import { TakenList } from './taken-decisions.js';

jest.setTimeout(60_000);

afterEach(cleanup);

const template = templateOf();
const path = '/steps/kickoff/title';
const question = {
  key: 'k',
  class: 'both-edited',
  path,
  mine: { zh: '镇动员会' },
  mayKeep: true,
  findings: [],
} as const;
const decision: TakenDecision = {
  conflict: 'k',
  choice: 'mine',
  reason: '每季一次太密',
  by: { id: 'p', name: { zh: '王丽', en: 'Wang Li' } },
  at: Date.UTC(2026, 2, 5, 2),
  question: { ...question, findings: [] },
  declined: false,
  number: 2,
};

describe('decisions that were taken over', () => {
  const list = (again: ((one: TakenDecision) => void) | null, language: 'zh' | 'en' = 'zh') =>
    open(
      <TakenList
        decisions={[decision, { ...decision, conflict: 'l', choice: 'edit', number: null }]}
        template={template}
        base={template}
        show={() => undefined}
        again={again}
      />,
      { language },
    );

  it('are listed with who, when, why, what was chosen, and where it stands; each is decided again by itself', async () => {
    const chosen: string[] = [];
    list(({ conflict }) => chosen.push(conflict));
    const [first, second] = screen.getAllByRole('listitem');
    for (const words of ['动员会', '保留本级', '随第 2 版发布', '王丽于', '理由：每季一次太密'])
      expect(first?.textContent).toContain(words);
    expect(second?.textContent).toContain('另行修改 · 在草稿中');
    await hand.click(screen.getAllByRole('button', { name: /^重新决定：/ })[1]!);
    expect(chosen).toEqual(['l']);
    expect(await violations()).toEqual([]);
  });

  it('are told in English, and not decided by who may only look', () => {
    list(null, 'en');
    expect(screen.getAllByRole('listitem')[0]?.textContent).toMatch(
      /Mine kept · published with version 2Decided by Wang/,
    );
    expect(screen.queryByRole('button', { name: /^Decide again/ })).toBeNull();
  });
});

describe('a question put again', () => {
  const free = templateSchema.parse({
    ...input,
    steps: { ...input.steps, kickoff: { ...input.steps['kickoff'], mandate: 'free' } },
  });

  it('says what the level above has today, and whether one’s own may still stand', () => {
    const again = putAgain({ ...question, findings: [] }, free, free, []);
    expect(again.question).toMatchObject({ theirs: valueAt(free, path), mine: { zh: '镇动员会' }, mayKeep: true });
    expect(valueAt(again.update.mine, path)).toEqual({ zh: '镇动员会' });
    const locked = putAgain({ ...question, findings: [] }, template, template, []);
    expect([locked.question.mayKeep, locked.question.findings.length]).toEqual([false, 1]);
  });
});
