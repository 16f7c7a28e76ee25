import type { RefObject } from 'react';
import type { LaneLayout, Point } from '@gangmu/core';
import type { Command } from '../commands.js';
import type { Place } from '../session/session.js';

/** What the page may ask of the canvas. */
export interface CanvasHandle {
  focus: () => void;
  reveal: (step: string) => void;
  /** Comes near enough to recognise a card among many; brings a phase into view. */
  approach: (place: Place) => void;
  layout: LaneLayout;
  standing: (ids: Iterable<string>) => Map<string, Point>;
  /** Shows all of it, or these cards. */
  fit: (ids?: readonly string[]) => void;
  zoom: (by: 'in' | 'out' | 'whole') => void;
}
export type CanvasControl = RefObject<CanvasHandle | null>;

/** What the page does for the canvas; the same object as long as the page is open. */
export interface CanvasPage {
  run: (command: Command) => void;
  addPhase: () => void;
  /** A kind is chosen, and a step of it drawn after another. */
  addAfter: (step: string, at: Point) => void;
  openMenu: (at: Point) => void;
  dropKind: (kind: string, at: Point) => void;
  copied: (clipboard: DataTransfer, cut: boolean) => void;
  pasted: (clipboard: DataTransfer) => boolean;
}
