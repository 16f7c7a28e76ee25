import { useWords } from '../../../platform/language.js';
import { CellMark } from './cell.js';
import { CELL_STATES, cellWord } from './cell-state.js';
import './matrix.css';

/** What the marks mean. */
export function Legend() {
  const { t } = useWords();
  return (
    <ul className="legend" aria-label={t('matrix.legend')}>
      {CELL_STATES.map((state) => (
        <li key={state}>
          <CellMark state={state} />
          {t(cellWord(state))}
        </li>
      ))}
    </ul>
  );
}
