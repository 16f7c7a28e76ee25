import { ApartmentOutlined, ArrowLeftOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Drawer, Empty, Segmented } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useWords } from '../../platform/language.js';
import { useLiveCampaign } from '../monitor/live-campaign.js';
import { useNarrow } from '../../platform/use-narrow.js';
import { usePageTitle } from '../../shell/header-title.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { Spinner } from '../../shell/spinner.js';
import { useSystem } from '../access/session.js';
import { useCampaign } from '../monitor/campaign-data.js';
import '../monitor/campaign-page.css';
import { ItemPanel } from './item-panel.js';
import { RunCanvas } from './run-canvas.js';
import { runStatusWord, useRun } from './run-data.js';
import { asked, progressOf, viewRun } from './run-model.js';
import { RunTable } from './run-table.js';
import './item-panel.css';

type Shape = 'canvas' | 'table';

/** One unit's run in one campaign: a drawing or a table, and beside it whatever was chosen. */
export function RunPage() {
  const { campaign = '', run = '' } = useParams();
  const { t, local } = useWords();
  const narrow = useNarrow();
  // Beside the drawing where there is room, else a drawer from below.
  const wide = !useNarrow('(max-width: 900px)');
  const [search, setSearch] = useSearchParams();
  const detail = useRun(run);
  const facts = useCampaign(campaign);
  const system = useSystem();
  const [shape, setShape] = useState<Shape>(narrow ? 'table' : 'canvas');
  useLiveCampaign(campaign);
  // The engine's now: it may differ from this computer's, and lateness is the engine's to say.
  const now = Math.floor((system.data?.now ?? 0) / 60_000);
  const view = useMemo(() => {
    if (detail.data === undefined) return null;
    const whole = viewRun(detail.data.template, detail.data.run, now);
    return { ...whole, steps: asked(whole.steps) };
  }, [detail.data, now]);
  const unitName = detail.data === undefined ? undefined : local(detail.data.run.unit.name);
  usePageTitle(unitName, facts.data === undefined ? null : local(facts.data.name));
  const selected = search.get('step');
  const select = useCallback(
    (step: string | null) => setSearch(step === null ? {} : { step }, { replace: true }),
    [setSearch],
  );

  if (detail.isError && detail.data === undefined)
    return <LoadFailure error={detail.error} retry={() => void detail.refetch()} />;
  if (detail.data === undefined || system.data === undefined || view === null) return <Spinner />;
  const chosen = view.steps.find(({ id }) => id === selected);
  const panel =
    chosen === undefined ? null : <ItemPanel key={chosen.id} detail={detail.data} view={chosen} now={now} />;
  return (
    <>
      <div className="page-head">
        <Link to={`/campaigns/${campaign}`} aria-label={t('run.back')} title={t('run.back')}>
          <ArrowLeftOutlined />
        </Link>
        <h1>{unitName}</h1>
        <span className="aside">
          {t(runStatusWord(detail.data.run.status))} · {t('run.progress', progressOf(view.steps))}
        </span>
        <Segmented<Shape>
          className="run-tools"
          aria-label={t('run.view.label')}
          value={shape}
          onChange={setShape}
          options={[
            { value: 'canvas', label: t('run.view.canvas'), icon: <ApartmentOutlined /> },
            { value: 'table', label: t('run.view.table'), icon: <UnorderedListOutlined /> },
          ]}
        />
      </div>
      {view.steps.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('run.empty')} />
      ) : (
        <div className="run-body">
          <div className={shape === 'table' ? 'run-main as-table' : 'run-main'}>
            {shape === 'table' ? (
              <RunTable view={view} selected={selected} select={select} />
            ) : (
              <RunCanvas template={detail.data.template} view={view} selected={selected} select={select} />
            )}
          </div>
          {wide && (
            <aside className="run-side" aria-label={t('step.select')} tabIndex={0}>
              {panel ?? <p className="hint">{t('item.choose')}</p>}
            </aside>
          )}
        </div>
      )}
      {!wide && (
        <Drawer
          open={panel !== null}
          onClose={() => select(null)}
          placement="bottom"
          size="82%"
          title={unitName}
          styles={{ body: { padding: 16 } }}
        >
          {panel}
        </Drawer>
      )}
    </>
  );
}
