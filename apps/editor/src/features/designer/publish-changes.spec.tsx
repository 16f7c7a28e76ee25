/** @jest-environment jsdom */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Design } from '@gangmu/contract';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, screen } from '@testing-library/react';
import { hand, open } from './properties/sheet.given.js';
import { templateOf } from './properties/template.given.js';
import { PublishChanges } from './publish-changes.js';

const fetched = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = fetched;
});

describe('what publishing changes', () => {
  it('is said to be unknown where the engine does not answer, and asked again', async () => {
    let asked = 0;
    globalThis.fetch = async () => {
      asked += 1;
      throw new TypeError('no line');
    };
    const design = { id: 'd', kind: 'template', published: { number: 1 } } as unknown as Design;
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    open(
      <QueryClientProvider client={queries}>
        <PublishChanges design={design} template={templateOf()} ready />
      </QueryClientProvider>,
    );
    await screen.findByText('没有加载成功');
    await hand.click(screen.getByRole('button', { name: '重新加载' }));
    await screen.findByText('没有加载成功');
    expect(asked).toBe(2);
  });
});
