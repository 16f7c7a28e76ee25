import { BellOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Popover, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Design, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { SearchField } from '../../../platform/search-field.js';
import { useNarrow } from '../../../platform/use-narrow.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import { useWindow } from '../../monitor/matrix/use-window.js';
import { DesignFrame } from '../adapting/design-frame.js';
import { StateTag } from '../adapting/state-tag.js';
import {
  type AdoptionLine,
  type AdoptionReasons,
  countsOf,
  type Filter,
  isWaitedFor,
  matching,
  STANDINGS,
  standingOf,
} from './rows.js';
import './adoption.css';

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

/** Who below is on which version, and who is waited for. */
export function AdoptionPage() {
  const { design = '' } = useParams();
  const { t } = useWords();
  return (
    <DesignFrame id={design} here="adoption" title={t('adoption.title')}>
      {(facts) => <Board design={facts} />}
    </DesignFrame>
  );
}

function Board({ design }: { design: Design }) {
  const { t } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [filter, setFilter] = useState<Filter>({ standing: 'all', q: '' });
  const params = { design: design.id };
  const board = useQuery({
    queryKey: ['adoption', design.id],
    queryFn: async ({ signal }) => (await client.call(designRoutes.adoption, { params, signal })).designs,
  });
  const remind = useMutation({
    mutationFn: async (designs: readonly string[]) =>
      await client.call(designRoutes.remind, { params, body: { designs: [...designs] } }),
    onSuccess: async ({ reminded }) => {
      message.success(t('adoption.reminded', { count: reminded }));
      await queries.invalidateQueries({ queryKey: ['adoption', design.id] });
    },
    onError: (error) => message.error(refusalWords(error)),
  });
  const lines = board.data;
  const counts = useMemo(() => countsOf(lines ?? []), [lines]);
  const shown = useMemo(() => matching(lines ?? [], filter), [lines, filter]);
  if (board.isError) return <LoadFailure error={board.error} retry={() => void board.refetch()} />;
  if (lines === undefined) return <Spinner />;
  if (lines.length === 0)
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="soft">{t('adoption.empty')}</span>} />
    );
  const waited = shown.filter(isWaitedFor);
  return (
    <>
      <ul className="adoption-counts" aria-label={t('adoption.counts')}>
        <li>
          <b>{lines.length}</b>
          <span>{t('adoption.all')}</span>
        </li>
        {STANDINGS.filter((standing) => counts[standing] > 0).map((standing) => (
          <li key={standing}>
            <button
              type="button"
              aria-pressed={filter.standing === standing}
              onClick={() => setFilter({ ...filter, standing: filter.standing === standing ? 'all' : standing })}
            >
              <b>{counts[standing]}</b>
              <span>{t(`adoption.standing.${standing}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="adoption-tools">
        <SearchField label={t('adoption.find')} onChange={(q) => setFilter({ ...filter, q })} />
        <Select
          aria-label={t('adoption.filter')}
          value={filter.standing}
          popupMatchSelectWidth={false}
          onChange={(standing) => setFilter({ ...filter, standing })}
          options={(['all', 'waited', ...STANDINGS] as const).map((value) => ({
            value,
            label: t(`adoption.standing.${value}`),
          }))}
        />
        {design.may.publish && (
          <Button
            icon={<BellOutlined aria-hidden />}
            disabled={waited.length === 0}
            loading={remind.isPending}
            onClick={() => remind.mutate(waited.flatMap(({ design: id }) => id ?? []))}
          >
            {t('adoption.remind.all', { count: waited.length })}
          </Button>
        )}
      </div>
      <Lines
        lines={shown}
        {...(design.may.publish ? { remind: (id: string) => remind.mutate([id]), busy: remind.isPending } : {})}
      />
    </>
  );
}

interface LinesProps {
  lines: readonly AdoptionLine[];
  remind?: (design: string) => void;
  busy?: boolean;
}

function Lines({ lines, remind, busy = false }: LinesProps) {
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
              </span>
              <span role="cell" data-name={t('adoption.column.tightened')}>
                {line.tightenings > 0 && t('adoption.tightened', { count: line.tightenings })}
              </span>
              <span role="cell" className="do">
                {remind !== undefined && design !== null && isWaitedFor(line) && (
                  <Button
                    size="small"
                    disabled={busy}
                    aria-label={t('adoption.remind.one', { unit: local(line.unit.name) })}
                    onClick={() => remind(design)}
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
