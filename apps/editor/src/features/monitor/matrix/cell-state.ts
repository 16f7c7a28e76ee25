import type { ScopeUnit } from '@gangmu/contract';
import type { WordKey } from '../../../words/words.js';

/**
 * What one cell of units × steps can show, worst first: a cell that stands for several occurrences shows the one
 * that needs attention most. The character is the one the engine packs a row with.
 */
const CODES = {
  L: 'late',
  R: 'returned',
  O: 'open',
  S: 'submitted',
  I: 'incomplete',
  D: 'done',
  W: 'waived',
  C: 'cancelled',
  K: 'skipped',
  '.': 'waiting',
} as const;
type PackedState = (typeof CODES)[keyof typeof CODES];
/** `on-call`: nothing is asked until somebody calls for it; known on a unit's own page only. */
export type CellState = PackedState | 'on-call';
export const CELL_STATES: readonly PackedState[] = Object.values(CODES);

const isCode = (code: string): code is keyof typeof CODES => code in CODES;
/** Unpacks a row; an unknown character shows as not opened rather than breaking the page. */
export const unpackCells = (packed: string): CellState[] =>
  Array.from(packed, (code) => (isCode(code) ? CODES[code] : 'waiting'));

export const cellWord = (state: CellState): WordKey => `cell.${state}`;
/** Why a unit in scope has no run. `unit.unheld` names the role nobody stands for: `role`. */
export const stateWord = ({ state, unheldRole }: Pick<ScopeUnit, 'state' | 'unheldRole'>): WordKey =>
  state === 'exempt'
    ? 'unit.exempt'
    : state === 'succeeded'
      ? 'unit.succeeded'
      : unheldRole === null
        ? 'unit.flagged'
        : 'unit.unheld';
export const cellLetter = (state: CellState): WordKey => `cell.${state}.letter`;
/** Ended in a way that satisfies what follows. */
export const isFinished = (state: CellState): boolean => state === 'done' || state === 'waived';
/** Asked of the unit at all. */
export const applies = (state: CellState): boolean => state !== 'skipped' && state !== 'cancelled';
