import { Link } from 'react-router';
import { useWords } from '../../platform/language.js';
import { CellMark } from './matrix/cell.js';
import { cellWord, stateWord } from './matrix/cell-state.js';
import { tally, type MatrixUnit } from './matrix/model.js';
import { useWindow } from './matrix/use-window.js';

const ROW_HEIGHT = 88;

/** The matrix for a phone: one unit a row, how far it is and what needs attention. */
export function UnitList({
  units,
  addressOf,
}: {
  units: MatrixUnit[];
  addressOf: (unit: MatrixUnit) => string | null;
}) {
  const { t, local } = useWords();
  const { scroller, first, last, onScroll } = useWindow(ROW_HEIGHT, units.length, 0);
  return (
    <div className="unit-list" ref={scroller} onScroll={onScroll} tabIndex={-1}>
      <ul style={{ height: units.length * ROW_HEIGHT }}>
        {units.slice(first, last).map((unit, offset) => {
          const address = addressOf(unit);
          const { finished, total, attention } = tally(unit.cells);
          const content = (
            <>
              <span className="top">
                <b>{local(unit.name)}</b>
                <span>
                  {address === null
                    ? t(stateWord(unit), { role: local(unit.unheldRole ?? undefined) })
                    : t('matrix.progress', { done: finished, total })}
                </span>
              </span>
              <span className="bar-track" aria-hidden="true">
                <i style={{ width: total === 0 ? 0 : `${(finished / total) * 100}%` }} />
              </span>
              <span className="needs">
                {attention.map(({ state, count }) => (
                  <span key={state}>
                    <CellMark state={state} />
                    {t(cellWord(state))} {count}
                  </span>
                ))}
              </span>
            </>
          );
          return (
            <li key={unit.unit} style={{ top: (first + offset) * ROW_HEIGHT, height: ROW_HEIGHT }}>
              {address === null ? (
                <div className="unit-card">{content}</div>
              ) : (
                <Link className="unit-card" to={address}>
                  {content}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
