import { memo } from 'react';
import { useWords } from '../../../platform/language.js';
import { cellLetter, cellWord, type CellState } from './cell-state.js';
// Here and not only in the grid: a run that is opened by its address shows marks without ever loading the grid.
import './matrix.css';

/** One state as colour, shape and letter: none of the three alone carries it. */
export function CellMark({ state }: { state: CellState }) {
  const { t } = useWords();
  return (
    <i className={`mark ${state}`} aria-hidden="true">
      {t(cellLetter(state))}
    </i>
  );
}

interface Props {
  state: CellState;
  row: number;
  column: number;
  active: boolean;
}

export const Cell = memo(function Cell({ state, row, column, active }: Props) {
  const { t } = useWords();
  return (
    <span
      role="gridcell"
      id={`cell-${row}-${column}`}
      aria-colindex={column + 2}
      aria-label={t(cellWord(state))}
      data-row={row}
      data-column={column}
      className={active ? 'matrix-cell active' : 'matrix-cell'}
    >
      <CellMark state={state} />
    </span>
  );
});
