/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Finding } from '@gangmu/core';
import { cleanup, screen } from '@testing-library/react';
import { hand, open, violations } from '../properties/sheet.given.js';
import { templateOf } from '../properties/template.given.js';
import { ProblemsPanel } from './problems-panel.js';

// A hand has many small movements; on a busy computer they add up.
jest.setTimeout(60_000);

afterEach(cleanup);

const findings: Finding[] = [
  { code: 'missing-translation', severity: 'warning', path: '/phases/start/title', params: { text: '动员部署' } },
  {
    code: 'unused-role',
    severity: 'warning',
    path: '/roles/secretary',
    params: { role: { zh: '书记', en: 'Secretary' } },
    fix: { edits: [{ op: 'remove', path: '/roles/secretary' }] },
  },
  {
    code: 'deadline-after-window',
    severity: 'error',
    path: '/steps/kickoff/deadlines/due',
    params: { step: { zh: '动员会', en: 'Kick-off' }, due: '2027-01-01', end: '2026-08-31' },
  },
];

const panel = (went: string[], fixed: Finding[], found: Finding[] = findings) => (
  <ProblemsPanel
    template={templateOf()}
    findings={found}
    goTo={(path) => went.push(path)}
    fix={(finding) => fixed.push(finding)}
  />
);

describe('the problems panel', () => {
  it('says in words what was found, the gravest first, and goes to the place', async () => {
    const went: string[] = [];
    open(panel(went, []));
    const lines = [...document.querySelectorAll('[data-problem]')];
    expect(lines.map((line) => line.querySelector('.sentence')?.textContent)).toEqual([
      '“动员会”的期限 2027-01-01 晚于活动结束（2026-08-31）。',
      '“动员部署”没有英文。',
      '没有任务用到“书记”。',
    ]);
    await hand.click(lines[0] as Element);
    expect(went).toEqual(['/steps/kickoff/deadlines/due']);
  });

  it('offers the fix where there is one', async () => {
    const fixed: Finding[] = [];
    open(panel([], fixed));
    await hand.click(screen.getByRole('button', { name: /^修正/ }));
    expect(fixed.map(({ code }) => code)).toEqual(['unused-role']);
  });

  it('is walked through by arrow keys', async () => {
    const went: string[] = [];
    open(panel(went, []));
    document.querySelector<HTMLElement>('[data-problem]')?.focus();
    await hand.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}{Home}{Enter}');
    expect(went).toEqual(['/roles/secretary', '/steps/kickoff/deadlines/due']);
  });

  it('filters by severity and by words', async () => {
    open(panel([], []));
    await hand.click(screen.getByRole('button', { name: /^错误 1/ }));
    expect(document.querySelectorAll('[data-problem]')).toHaveLength(2);
    await hand.type(screen.getByLabelText('筛选问题'), '书记');
    expect(document.querySelectorAll('[data-problem]')).toHaveLength(1);
    await hand.type(screen.getByLabelText('筛选问题'), '没有的');
    expect(screen.getByText('没有符合筛选条件的问题')).toBeTruthy();
  });

  it('says so when nothing was found', () => {
    open(panel([], [], []));
    expect(screen.getByRole('status').textContent).toContain('没有发现问题');
  });

  it('has no barrier for assistive technology, in both languages', async () => {
    for (const language of ['zh', 'en'] as const) {
      open(panel([], []), { language });
      expect(await violations()).toEqual([]);
      if (language === 'en')
        expect(document.querySelector('.problems-tools')?.textContent).not.toMatch(/\p{Script=Han}/u);
      cleanup();
    }
  });
});
