import type { KeyboardEvent } from 'react';
import type { LaneLayout } from '@gangmu/core';
import { commandFor } from '../commands.js';
import { useSessionStore } from '../session/use-editing.js';
import { type CanvasNode, standing } from './canvas-data.js';
import type { CanvasPage } from './canvas-control.js';
import { dropped, phaseAmong, stepsAmong, together } from './hands.js';
import { type Direction, neighbour, placeAhead } from './neighbour.js';
import { cardElementId } from './step-card.js';

const ARROWS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
/** How far Alt and an arrow push cards. */
const NUDGE = 10;

/** An arrow being drawn by keyboard: from a step, so far to another. */
export interface Connecting {
  from: string;
  to: string | null;
}

interface Options {
  page: CanvasPage;
  layout: LaneLayout;
  nodes: readonly CanvasNode[];
  reveal: (step: string) => void;
  /** The hand at the mouse sees the phase it clicks; who comes by keyboard may not. */
  revealPhase: (phase: string) => void;
  connect: (ends: { source: string; target: string }) => void;
  connecting: Connecting | null;
  setConnecting: (state: Connecting | null) => void;
}

/** What keys do while the canvas has the focus. */
export function useCanvasKeys({
  page,
  layout,
  nodes,
  reveal,
  revealPhase,
  connect,
  connecting,
  setConnecting,
}: Options) {
  const session = useSessionStore();
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const lastChosen = stepsAmong(session.getState().selection).at(-1);
    const direction = ARROWS[event.key];
    if (direction !== undefined && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      goOrPush(direction, event);
      return;
    }
    if (connecting !== null) {
      if (event.key === 'Enter' && connecting.to !== null) {
        event.preventDefault();
        connect({ source: connecting.from, target: connecting.to });
        setConnecting(null);
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        setConnecting(null);
        return;
      }
    }
    if (event.key === 'Escape') session.getState().select([]);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      const card = lastChosen === undefined ? null : document.getElementById(cardElementId(lastChosen));
      const box = (card ?? event.currentTarget).getBoundingClientRect();
      page.openMenu({ x: box.x + 24, y: box.y + 40 });
    } else {
      const command = commandFor(event);
      // Copying and pasting go through the clipboard's own events, which need no permission.
      if (command === undefined || command.id === 'copy' || command.id === 'cut' || command.id === 'paste') return;
      event.preventDefault();
      page.run(command);
    }
  };
  const goOrPush = (direction: Direction, { altKey, shiftKey }: { altKey: boolean; shiftKey: boolean }): void => {
    const { selection: now, select } = session.getState();
    if (connecting !== null) {
      const to = neighbour(layout.cards, connecting.to ?? connecting.from, direction);
      if (to !== undefined) {
        setConnecting({ ...connecting, to: to === connecting.from ? connecting.to : to });
        reveal(to);
      }
      return;
    }
    if (altKey) {
      const ids = stepsAmong(now);
      const by = {
        x: direction === 'left' ? -NUDGE : direction === 'right' ? NUDGE : 0,
        y: direction === 'up' ? -NUDGE : direction === 'down' ? NUDGE : 0,
      };
      const cards = new Map([...standing(nodes, ids)].map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]));
      const operations = dropped(session.getState().template, layout, cards);
      if (operations.length > 0) session.getState().apply(together(operations));
      return;
    }
    const place = placeAhead(layout, session.getState().template.edges, now.at(-1), direction);
    if (place === undefined) return;
    revealPhase(phaseAmong([place]) ?? '');
    select(
      shiftKey && place.startsWith('/steps/')
        ? [...now.filter((one) => one !== place && one.startsWith('/steps/')), place]
        : [place],
    );
  };

  return press;
}
