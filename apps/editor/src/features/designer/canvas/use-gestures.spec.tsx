/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { renderHook } from '@testing-library/react';
import type { MouseEvent, ReactNode } from 'react';
import { templateOf } from '../properties/template.given.js';
import { createSession } from '../session/session.js';
import { SessionContext } from '../session/use-editing.js';
import type { CanvasPage } from './canvas-control.js';
import type { CanvasNode } from './canvas-data.js';
import { useGestures } from './use-gestures.js';

const nothing = (): void => undefined;
const page: CanvasPage = {
  run: nothing,
  addPhase: nothing,
  addAfter: nothing,
  openMenu: nothing,
  dropKind: nothing,
  copied: nothing,
  pasted: () => false,
};

function open() {
  const { session } = createSession({ design: 'd', template: templateOf(), base: null, readOnly: null });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SessionContext value={session}>{children}</SessionContext>
  );
  const flow = { current: null };
  const given = { page, flow, focus: nothing, connect: nothing, dropCards: nothing, setRenaming: nothing };
  const { result } = renderHook(() => useGestures(given), { wrapper });
  const click = (id: string, held: Partial<MouseEvent> = {}): readonly string[] => {
    result.current.gestures.onNodeClick?.({ ...held } as MouseEvent, { id, type: 'step' } as CanvasNode);
    return session.getState().selection;
  };
  return { session, click };
}

describe('a click on a card', () => {
  it('leaves it alone of several that are selected, unless one adds to them', () => {
    const { session, click } = open();
    const both = ['/steps/kickoff', '/steps/survey'];
    session.getState().select(both);
    expect(click('survey', { ctrlKey: true })).toEqual(both);
    expect(click('survey', { shiftKey: true })).toEqual(both);
    expect(click('survey')).toEqual(['/steps/survey']);
  });
});
