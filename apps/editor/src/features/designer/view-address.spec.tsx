/** @jest-environment jsdom */
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, renderHook } from '@testing-library/react';
import { MemoryRouter, useLocation, useNavigate } from 'react-router';
import { useViewInAddress } from './view-address.js';

afterEach(cleanup);

/** A page at an address, and what it knows. */
function at(address: string, table = false) {
  const { result } = renderHook(
    () => {
      const [view, show] = useViewInAddress(table);
      return { view, show, search: useLocation().search, go: useNavigate() };
    },
    { wrapper: ({ children }) => <MemoryRouter initialEntries={[address]}>{children}</MemoryRouter> },
  );
  return result;
}

describe('the view of a design', () => {
  it('is what the address says, or else where one begins', () => {
    expect(at('/designs/d').current.view).toBe('canvas');
    expect(at('/designs/d', true).current.view).toBe('table');
    expect(at('/designs/d?view=simulate', true).current.view).toBe('simulate');
    expect(at('/designs/d?view=nonsense').current.view).toBe('canvas');
  });

  it('stands in the address once it is chosen, beside what else stands there; going back leads to the one before', () => {
    const page = at('/designs/d?from=inbox');
    act(() => page.current.show('table'));
    act(() => page.current.show('history'));
    expect([page.current.view, page.current.search]).toEqual(['history', '?from=inbox&view=history']);
    act(() => void page.current.go(-1));
    expect(page.current.view).toBe('table');
    act(() => void page.current.go(-1));
    expect([page.current.view, page.current.search]).toEqual(['canvas', '?from=inbox']);
  });
});
