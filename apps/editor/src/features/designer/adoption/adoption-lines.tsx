import { Button, Checkbox, Popover } from 'antd';
import { Link } from 'react-router';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { useNarrow } from '../../../platform/use-narrow.js';
import { useWindow } from '../../monitor/matrix/use-window.js';
import { StateTag } from '../adapting/state-tag.js';
import { type AdoptionLine, type AdoptionReasons, mayBeReminded, standingOf } from './rows.js';

const TONES = {
  current: 'good',
  automatic: 'calm',
  decisions: 'wait',
  refused: 'bad',
  waiting: 'wait',
  new: 'plain',
  orphaned: 'plain',
  none: 'plain',
} as const;

/** Heights of a line, on a desk and on a phone: known, so that hundreds scroll like thirty. */
const WIDE = 52;
const NARROW = 132;

interface AdoptionLinesProps {
  lines: readonly AdoptionLine[];
  /** For those who may remind. */
  reminding?: {
    remind: (line: AdoptionLine) => void;
    busy: boolean;
    picked: ReadonlySet<string>;
    pick: (unit: string, on: boolean) => void;
  };
}

/** The lines of the board; only those in view are drawn. */
export function AdoptionLines({ lines, reminding }: AdoptionLinesProps) {
  const { t, local, language } = useWords();
  const narrow = useNarrow('(max-width: 760px)');
  const height = narrow ? NARROW : WIDE;
  const head = narrow ? 0 : 40;
  const { scroller, first, last, onScroll } = useWindow(height, lines.length, head);
  const columns = ['unit', 'version', 'standing', 'since', 'tightened', 'do'] as const;
  return (
    <div
      className="adoption-board"
      ref={scroller}
      onScroll={onScroll}
      role="table"
      aria-label={t('adoption.title')}
      aria-rowcount={lines.length + 1}
      tabIndex={0}
    >
      <div role="rowgroup" className={narrow ? 'visually-hidden' : ''}>
        <div role="row" className="line head" aria-rowindex={1}>
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {t(`adoption.column.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="lines" style={{ height: lines.length * height }}>
        {lines.slice(first, last).map((line, index) => {
          const { design } = line;
          const standing = standingOf(line);
          const { conflicts = 0, reasons: found = [] } = line.update ?? {};
          const brought = line.recheck?.findings ?? [];
          const reasons = [...found, ...brought];
          const remarks = [
            ...(conflicts > 0 ? [t('adoption.conflicts', { count: conflicts })] : []),
            ...(brought.length > 0 ? [t('adoption.recheck', { count: brought.length })] : []),
          ];
          return (
            <div
              key={line.unit.id}
              role="row"
              aria-rowindex={first + index + 2}
              className="line"
              style={{ transform: `translateY(${(first + index) * height}px)`, height }}
            >
              <span role="cell" className="unit">
                {reminding !== undefined && mayBeReminded(line) && (
                  <Checkbox
                    aria-label={t('adoption.pick', { unit: local(line.unit.name) })}
                    checked={reminding.picked.has(line.unit.id)}
                    onChange={({ target }) => reminding.pick(line.unit.id, target.checked)}
                  />
                )}
                {design === null ? (
                  local(line.unit.name)
                ) : (
                  <Link to={`/designs/${design}`}>{local(line.unit.name)}</Link>
                )}
              </span>
              <span role="cell">
                {design === null
                  ? t('adoption.as-it-is', { number: line.newestNumber ?? 0 })
                  : line.number === null
                    ? t('designs.unpublished')
                    : t('designs.published', { number: line.number })}
                {line.onNumber !== null && (
                  <small>{t('adoption.on', { on: line.onNumber, newest: line.newestNumber ?? line.onNumber })}</small>
                )}
              </span>
              <span role="cell">
                <StateTag tone={TONES[standing]}>{t(`adoption.standing.${standing}`)}</StateTag>
                {remarks.length > 0 && (
                  <Reasons unit={local(line.unit.name)} words={remarks.join(' · ')} reasons={reasons} />
                )}
              </span>
              <span role="cell" data-name={t('adoption.column.since')}>
                {line.waitingSince !== null && instantWords(line.waitingSince, language)}
                {line.remindedAt !== null && (
                  <small>{t('adoption.reminded.at', { time: instantWords(line.remindedAt, language) })}</small>
                )}
                {line.declinedAt !== null && (
                  <small>{t('adoption.declined.at', { time: instantWords(line.declinedAt, language) })}</small>
                )}
              </span>
              <span role="cell" data-name={t('adoption.column.tightened')}>
                {line.tightenings > 0 && t('adoption.tightened', { count: line.tightenings })}
              </span>
              <span role="cell" className="do">
                {reminding !== undefined && mayBeReminded(line) && (
                  <Button
                    size="small"
                    disabled={reminding.busy}
                    aria-label={t('adoption.remind.one', { unit: local(line.unit.name) })}
                    onClick={() => reminding.remind(line)}
                  >
                    {t('adoption.remind')}
                  </Button>
                )}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Why a design below stands where it does, opened by mouse, finger and keyboard alike. */
function Reasons({ unit, words, reasons }: { unit: string; words: string; reasons: AdoptionReasons }) {
  const { t } = useWords();
  if (reasons.length === 0) return <small>{words}</small>;
  return (
    <Popover
      trigger="click"
      title={unit}
      content={
        <ul className="adoption-reasons">
          {reasons.map(({ code, path, text }) => (
            <li key={`${code} ${path}`}>{text}</li>
          ))}
        </ul>
      }
    >
      <button type="button" className="reasons" aria-label={t('adoption.reasons', { unit, words })}>
        {words}
      </button>
    </Popover>
  );
}
