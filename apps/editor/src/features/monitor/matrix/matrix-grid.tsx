import { memo, useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useWords } from '../../../platform/language.js';
import { Cell } from './cell.js';
import { CellTip, type TipPlace } from './cell-tip.js';
import { cellWord, stateWord } from './cell-state.js';
import { moveOnGrid } from './move-on-grid.js';
import { phaseSpans, type Matrix, type MatrixUnit } from './model.js';
import { useWindow } from './use-window.js';
import './matrix.css';

export const ROW_HEIGHT = 30;
export const COLUMN_WIDTH = 30;
const HEADER_HEIGHT = 186;

interface Props {
  matrix: Matrix;
  /** The units to show, already filtered. */
  units: MatrixUnit[];
  open: (unit: MatrixUnit, step: string | null) => void;
}

/**
 * Units × steps as one grid with a sticky head and first column. One tab stop: arrow keys move an active cell, Enter
 * opens the unit's run at that step. Mouse and keyboard share one tip.
 */
export function MatrixGrid({ matrix, units, open }: Props) {
  const { t, local } = useWords();
  const { scroller, first, last, onScroll, reveal } = useWindow(ROW_HEIGHT, units.length, HEADER_HEIGHT);
  const [active, setActive] = useState<{ row: number; column: number } | null>(null);
  const [tip, setTip] = useState<TipPlace | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const columns = matrix.steps.length;
  const width = `calc(var(--unit-width) + ${columns * COLUMN_WIDTH}px)`;

  const onKeyDown = (event: KeyboardEvent): void => {
    const from = active ?? { row: 0, column: -1 };
    if (event.key === 'Enter') {
      const unit = units[from.row];
      if (unit !== undefined) open(unit, matrix.steps[from.column]?.id ?? null);
      return;
    }
    const next = moveOnGrid(event.key, event.ctrlKey, from, { rows: units.length, columns });
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    reveal(next.row);
  };

  // The tip follows the active cell once that is rendered.
  useEffect(() => {
    if (active === null || active.row < first || active.row >= last) return;
    const cell = grid.current?.querySelector(`#cell-${active.row}-${active.column}`);
    if (cell == null) return;
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    setTip(active.column < 0 ? null : { row: active.row, column: active.column, at: cell.getBoundingClientRect() });
  }, [active, first, last]);

  const onPointer = useCallback((event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
    if (cell === null) return setTip(null);
    setTip({
      row: Number(cell.dataset['row']),
      column: Number(cell.dataset['column']),
      at: cell.getBoundingClientRect(),
    });
  }, []);
  const onClick = (event: MouseEvent): void => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-row]');
    const unit = cell === null ? undefined : units[Number(cell.dataset['row'])];
    if (cell === null || unit === undefined) return;
    open(unit, matrix.steps[Number(cell.dataset['column'] ?? -1)]?.id ?? null);
  };

  const pointed = tip === null ? undefined : units[tip.row];
  const step = tip === null ? undefined : matrix.steps[tip.column];
  return (
    <div
      className="matrix"
      ref={scroller}
      onScroll={() => (onScroll(), setTip(null))}
      onMouseLeave={() => setTip(null)}
    >
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label={t('matrix.label')}
        aria-rowcount={units.length + 2}
        aria-colcount={columns + 1}
        aria-activedescendant={
          active === null || active.row < first || active.row >= last
            ? undefined
            : `cell-${active.row}-${active.column}`
        }
        onKeyDown={onKeyDown}
        onFocus={() => setActive((before) => before ?? { row: 0, column: -1 })}
        onBlur={() => setTip(null)}
        onMouseOver={onPointer}
        onClick={onClick}
        style={{ width }}
      >
        <Head matrix={matrix} />
        <div role="rowgroup" style={{ position: 'relative', height: units.length * ROW_HEIGHT }}>
          {units.slice(first, last).map((unit, offset) => (
            <Row
              key={unit.unit}
              unit={unit}
              row={first + offset}
              active={active?.row === first + offset ? active.column : null}
            />
          ))}
        </div>
      </div>
      {tip !== null && pointed !== undefined && step !== undefined && (
        <CellTip
          place={tip}
          title={local(step.title)}
          unit={local(pointed.name)}
          state={
            pointed.run === null
              ? t(stateWord(pointed), { role: local(pointed.unheldRole ?? undefined) })
              : t(cellWord(pointed.cells[tip.column] ?? 'skipped'))
          }
        />
      )}
    </div>
  );
}

const Head = memo(function Head({ matrix }: { matrix: Matrix }) {
  const { t, local } = useWords();
  return (
    <div role="rowgroup" className="matrix-head" style={{ height: HEADER_HEIGHT }}>
      <div role="row" aria-rowindex={1} className="matrix-phases">
        <span role="columnheader" className="matrix-corner" aria-hidden="true" />
        {phaseSpans(matrix).map((span, index) => (
          <span
            key={span.id}
            role="columnheader"
            aria-colindex={span.from + 2}
            aria-colspan={span.columns}
            className={`matrix-phase tone-${index % 6}`}
            style={{ width: span.columns * COLUMN_WIDTH }}
            title={local(span.title)}
          >
            <span>{local(span.title)}</span>
          </span>
        ))}
      </div>
      <div role="row" aria-rowindex={2} className="matrix-steps">
        <span role="columnheader" aria-colindex={1} className="matrix-corner">
          {t('matrix.unit')}
        </span>
        {matrix.steps.map((step, column) => (
          <span
            key={step.id}
            role="columnheader"
            aria-colindex={column + 2}
            className={startsPhase(matrix, column) ? 'matrix-step first' : 'matrix-step'}
            title={local(step.title)}
          >
            <span>{local(step.title)}</span>
          </span>
        ))}
      </div>
    </div>
  );
});

const startsPhase = (matrix: Matrix, column: number): boolean =>
  matrix.steps[column]?.phase !== matrix.steps[column - 1]?.phase;

const Row = memo(function Row({ unit, row, active }: { unit: MatrixUnit; row: number; active: number | null }) {
  const { t, local } = useWords();
  return (
    <div
      role="row"
      aria-rowindex={row + 3}
      className={row % 2 === 0 ? 'matrix-row' : 'matrix-row odd'}
      style={{ top: row * ROW_HEIGHT, height: ROW_HEIGHT }}
    >
      <span
        role="rowheader"
        id={`cell-${row}--1`}
        aria-colindex={1}
        data-row={row}
        className={active === -1 ? 'matrix-unit active' : 'matrix-unit'}
        title={`${local(unit.name)} ${unit.code}`}
      >
        {local(unit.name)}
      </span>
      {unit.run === null ? (
        <span role="gridcell" aria-colindex={2} aria-colspan={unit.cells.length} className="matrix-flagged">
          {t(stateWord(unit), { role: local(unit.unheldRole ?? undefined) })}
        </span>
      ) : (
        unit.cells.map((state, column) => (
          <Cell key={column} state={state} row={row} column={column} active={active === column} />
        ))
      )}
    </div>
  );
});
