import { Empty } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { dateWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { useLiveCampaign } from './live-campaign.js';
import { useNarrow } from '../../platform/use-narrow.js';
import { usePageTitle } from '../../shell/header-title.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { Spinner } from '../../shell/spinner.js';
import { campaignStatusWord, useCampaign, useFigures, useMatrix } from './campaign-data.js';
import { Figures } from './figures.js';
import { Legend } from './matrix/legend.js';
import { MatrixGrid } from './matrix/matrix-grid.js';
import { filterUnits, NO_FILTER, type MatrixUnit, type UnitFilter } from './matrix/model.js';
import { PhaseShares } from './phase-shares.js';
import { UnitFilters } from './unit-filters.js';
import { UnitList } from './unit-list.js';
import './campaign-page.css';

/** One campaign: how it stands, and every unit in every step. */
export function CampaignPage() {
  const { campaign = '' } = useParams();
  const { t, local, language } = useWords();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const facts = useCampaign(campaign);
  const figures = useFigures(campaign);
  const matrix = useMatrix(facts.data);
  const [filter, setFilter] = useState<UnitFilter>(NO_FILTER);
  const applied = useDeferredValue(filter);
  useLiveCampaign(campaign);
  const name = facts.data === undefined ? undefined : local(facts.data.name);
  usePageTitle(name, name ?? null);
  const units = useMemo(() => filterUnits(matrix.data?.units ?? [], applied), [matrix.data, applied]);

  if (facts.isError && facts.data === undefined)
    return <LoadFailure error={facts.error} retry={() => void facts.refetch()} />;
  if (matrix.error !== null && matrix.data === undefined)
    return <LoadFailure error={matrix.error} retry={matrix.retry} />;
  if (facts.data === undefined || matrix.data === undefined) return <Spinner />;

  const addressOf = (unit: MatrixUnit, step: string | null = null): string | null =>
    unit.run === null ? null : `/campaigns/${campaign}/runs/${unit.run}${step === null ? '' : `?step=${step}`}`;
  const open = (unit: MatrixUnit, step: string | null): void => {
    const address = addressOf(unit, step);
    if (address !== null) void navigate(address);
  };
  const { data } = facts;
  return (
    <>
      <div className="page-head">
        <h1>{local(data.name)}</h1>
        <span className="aside">
          {t(campaignStatusWord(data.status))} ·{' '}
          {t('campaigns.window', {
            start: dateWords(data.startDate, language),
            end: dateWords(data.endDate, language),
          })}
          {data.calendar.provisional.length > 0 && (
            <>
              {' '}
              · {t('campaigns.provisional', { years: data.calendar.provisional.join(t('campaigns.years-between')) })}
            </>
          )}
          {data.calendar.newest !== data.calendar.version && <> · {t('campaigns.newer-calendar')}</>}
        </span>
      </div>
      <div className="overview">
        {figures.data !== undefined && (
          <>
            <Figures figures={figures.data} />
            <PhaseShares
              shares={matrix.data.phases.map(({ id, title }) => ({ id, title, ...shareOf(figures.data.phases, id) }))}
            />
          </>
        )}
      </div>
      <section
        className="matrix-section"
        aria-label={t('filter.count', { shown: units.length, total: matrix.data.units.length })}
      >
        <UnitFilters
          filter={filter}
          change={setFilter}
          choices={matrix.data}
          shown={units.length}
          total={matrix.data.units.length}
        />
        {!narrow && <Legend />}
        {units.length === 0 ? (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
              <>
                <strong>{t('filter.none.title')}</strong>
                <br />
                {t('filter.none.text')}
              </>
            }
          />
        ) : narrow ? (
          <UnitList units={units} addressOf={addressOf} />
        ) : (
          <MatrixGrid matrix={matrix.data} units={units} open={open} />
        )}
      </section>
    </>
  );
}

const shareOf = (
  phases: readonly { phase: string; done: number; total: number }[],
  id: string,
): { done: number; total: number } => {
  const found = phases.find(({ phase }) => phase === id);
  return { done: found?.done ?? 0, total: found?.total ?? 0 };
};
