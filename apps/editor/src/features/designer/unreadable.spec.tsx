/** @jest-environment jsdom */
import { afterEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import type { UnreadableDesign } from './session/open-design.js';
import { DraftContext } from './session/draft-control.js';
import { open } from './properties/sheet.given.js';
import { Unreadable } from './unreadable.js';

afterEach(cleanup);

const unit = { id: 'T', code: 'T', name: { zh: '东镇' } };
const version: NonNullable<UnreadableDesign['design']['published']> = {
  number: 2,
  hash: 'h',
  base: 'gone',
  applies: 'self-and-below',
  at: 0,
  by: null,
  reason: '按部署',
  document: null,
  origin: 'published',
};
const designed = (draft: UnreadableDesign['design']['draft']): UnreadableDesign => ({
  design: {
    id: 'd',
    kind: 'adaptation',
    title: { zh: '活动' },
    unit,
    root: 'r',
    above: { design: 'r', unit, number: 3, hash: 'newest' },
    applies: 'self-and-below',
    takeover: 'ask',
    state: 'pending',
    published: version,
    draft,
    update: null,
    reminded: null,
    recheck: null,
    archived: false,
    may: { design: true, publish: true },
  },
  findings: [{ code: 'design-base-vanished', severity: 'error', path: '', params: {}, text: '依据的版本已不存在' }],
});

function show(opened: UnreadableDesign): string[] {
  open(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <DraftContext value={{ design: 'd', lease: 'lease-of-this-tab', autosave: null, reopen: () => undefined }}>
          <Unreadable opened={opened} again={() => undefined} />
        </DraftContext>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return screen.getAllByRole('button').map(({ textContent }) => textContent);
}

describe('what cannot be opened', () => {
  it('where a draft stands: is taken over anew, put away, or downloaded', () => {
    const ways = show(designed({ revision: 1, base: 'gone', savedAt: 0, savedBy: null, lease: null }));
    expect(screen.getByText(/^草稿的格式无法读取/)).toBeTruthy();
    expect(ways).toEqual(['以上级现行版本重新承接', '放弃草稿，回到第 2 版', '下载草稿原文', '重新加载']);
  });

  it('where only a version is published: the same, but for a draft that is not there', () => {
    const ways = show(designed(null));
    expect(screen.getByText('已发布的版本无法打开修改，内容仍然保留：依据的版本已不存在')).toBeTruthy();
    expect(ways).toEqual(['以上级现行版本重新承接', '下载已发布的原文', '重新加载']);
  });
});
