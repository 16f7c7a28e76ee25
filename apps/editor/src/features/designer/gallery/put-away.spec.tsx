/** @jest-environment jsdom */
import { afterEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import type { ReactElement } from 'react';
import { open } from '../properties/sheet.given.js';
import { PutAway } from './put-away.js';
import { PutAwayList } from './put-away-list.js';

const { fetch } = globalThis;
afterEach(() => {
  cleanup();
  globalThis.fetch = fetch;
});

/** Answers what is asked; keeps what is sent. */
function engine(answer: object): unknown[] {
  const sent: unknown[] = [];
  globalThis.fetch = async (_, init) => {
    const changed = typeof init?.body === 'string';
    if (changed) sent.push(JSON.parse(init.body as string));
    const body = changed ? { id: 'd' } : answer;
    return await Promise.resolve({
      ok: true,
      status: 200,
      headers: new Headers({ 'content-type': 'application/json' }),
      json: async () => await Promise.resolve(body),
      text: async () => await Promise.resolve(JSON.stringify(body)),
    } as Response);
  };
  return sent;
}

const asked = (page: ReactElement): ReactElement => (
  <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
    <App>{page}</App>
  </QueryClientProvider>
);

describe('putting a published design away', () => {
  it('says how many stand on it, and asks why', async () => {
    const sent = engine({
      designs: [
        { above: 'd', number: 2 },
        { above: 'd', number: null },
        { above: 'other', number: 1 },
      ],
    });
    let done = 0;
    open(
      asked(
        <PutAway
          design={{ id: 'd', kind: 'adaptation', title: { zh: '东镇方案' } }}
          done={() => (done += 1)}
          close={() => undefined}
        />,
      ),
    );
    expect(await screen.findByText('下级有 1 份细化方案以它为依据，停用后需改为承接上级的方案。')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '停用方案' }));
    expect(await screen.findByText('请写明停用原因')).toBeTruthy();
    expect(sent).toEqual([]);
    fireEvent.change(screen.getByLabelText('停用原因'), { target: { value: ' 并入县方案 ' } });
    fireEvent.click(screen.getByRole('button', { name: '停用方案' }));
    await waitFor(() => expect(done).toBe(1));
    expect(sent).toEqual([{ archived: true, reason: '并入县方案' }]);
  });

  it('can be taken back at any time', async () => {
    const design = { id: 'd', kind: 'adaptation', title: { zh: '东镇方案' }, unit: { name: { zh: '东镇' } } };
    const sent = engine({ entries: [{ ...design, published: { number: 2 } }], next: null });
    open(asked(<PutAwayList close={() => undefined} />));
    fireEvent.click(await screen.findByRole('button', { name: '恢复“东镇方案”' }));
    await waitFor(() => expect(sent).toEqual([{ archived: false }]));
    expect(await screen.findByText('已恢复“东镇方案”')).toBeTruthy();
  });
});
