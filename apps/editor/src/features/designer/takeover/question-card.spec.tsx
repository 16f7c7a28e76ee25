/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Conflict, valueAt } from '@gangmu/core';
import { cleanup, screen, within } from '@testing-library/react';
import { hand, open } from '../properties/sheet.given.js';
import { templateOf } from '../properties/template.given.js';
import { QuestionCard } from './question-card.js';
import type { Question, Update } from './questions.js';

jest.setTimeout(60_000);

afterEach(cleanup);

function card(path: string, name: Conflict['class'], decision: Question['decision'] = null): string[] {
  const template = templateOf();
  const update = { theirs: template, mine: template, baseTemplate: template, result: template } as Update;
  const value = valueAt(template, path);
  const conflict = { key: 'k', class: name, path, theirs: value, mine: value, mayKeep: true, findings: [] };
  const chosen: string[] = [];
  open(
    <QuestionCard
      question={{ conflict, decision }}
      update={update}
      number={1}
      busy={false}
      refused={null}
      heading={{ current: null }}
      answer={(choice) => chosen.push(choice)}
      edit={() => chosen.push('edit')}
      reopen={() => chosen.push('reopen')}
      askVariance={undefined}
    />,
  );
  return chosen;
}
const answers = () =>
  within(screen.getByRole('group'))
    .getAllByRole('button')
    .map((button) => button.textContent);

describe('a question', () => {
  it('lets a task of one’s own stand beside theirs, where both were added under one id', async () => {
    const chosen = card('/steps/kickoff', 'same-id');
    expect(answers()).toEqual(['采用上级1', '保留本级2', '另行修改3', '另存为新任务4']);
    await hand.click(screen.getByRole('button', { name: /^另存为新任务/ }));
    expect(chosen).toEqual(['rename']);
  });

  it('offers no other id where there is nothing to tell apart by one', () => {
    card('/steps/kickoff', 'both-edited');
    expect(answers()).toEqual(['采用上级1', '保留本级2', '另行修改3']);
    cleanup();
    card('/steps/kickoff/title', 'same-id');
    expect(answers()).toHaveLength(3);
    cleanup();
    card('/roles/office', 'same-id');
    expect(answers()).toContain('另存为新的一项4');
  });

  it('says afterwards that both stand', () => {
    const question = { key: 'k', class: 'same-id', path: '/steps/kickoff', mayKeep: true, findings: [] } as const;
    const decision = { conflict: 'k', choice: 'rename', as: 'kickoff-2', by: null, at: 0, declined: false } as const;
    card('/steps/kickoff', 'same-id', { ...decision, question: { ...question, findings: [] } });
    expect(screen.getByText('采用上级，本级另存')).toBeDefined();
  });
});
