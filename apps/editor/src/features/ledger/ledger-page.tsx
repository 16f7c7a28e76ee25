import { DownloadOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Empty } from 'antd';
import { useDeferredValue, useState } from 'react';
import { addressOf, ledgerFileRoutes } from '@gangmu/contract';
import { download } from '../../platform/download.js';
import { useWords } from '../../platform/language.js';
import { usePageTitle } from '../../shell/header-title.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { useRefusalWords } from '../../shell/refusal.js';
import { Spinner } from '../../shell/spinner.js';
import { useSession } from '../access/session.js';
import { ImportLedger } from './import-ledger.js';
import { LedgerFilters } from './ledger-filters.js';
import { type LedgerFilter, useLedgerFigures, useProblems } from './ledger-data.js';
import { ProblemList } from './problem-list.js';
import { RecordProblem } from './record-problem.js';
import './ledger.css';

/** The rectification ledger: how it stands, and every problem in reach; out to Excel and back. */
export function LedgerPage() {
  const { t } = useWords();
  const session = useSession();
  const [filter, setFilter] = useState<LedgerFilter>({});
  const [doing, setDoing] = useState<'record' | 'import' | null>(null);
  const applied = useDeferredValue(filter);
  usePageTitle(t('ledger.title'));
  const mayWrite = session.data?.permissions.includes('ledger:write') === true;
  return (
    <div className="ledger">
      <header>
        <h1>{t('ledger.title')}</h1>
        <div className="ledger-tools">
          <ExportButton filter={applied} />
          {mayWrite && (
            <>
              <Button icon={<ImportOutlined />} onClick={() => setDoing('import')}>
                {t('ledger.import')}
              </Button>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setDoing('record')}>
                {t('ledger.record')}
              </Button>
            </>
          )}
        </div>
      </header>
      <Figures filter={applied} />
      <LedgerFilters filter={filter} change={setFilter} />
      <Problems filter={applied} clear={() => setFilter({})} />
      {doing === 'record' && <RecordProblem close={() => setDoing(null)} />}
      {doing === 'import' && <ImportLedger close={() => setDoing(null)} />}
    </div>
  );
}

function ExportButton({ filter }: { filter: LedgerFilter }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const refusalWords = useRefusalWords();
  const take = useMutation({
    mutationFn: async () => await download(addressOf(ledgerFileRoutes.export, {}, filter), t('ledger.file')),
    onError: (error) => message.error(refusalWords(error)),
  });
  return (
    <Button icon={<DownloadOutlined />} loading={take.isPending} onClick={() => take.mutate()}>
      {t('ledger.export')}
    </Button>
  );
}

function Figures({ filter }: { filter: LedgerFilter }) {
  const { t } = useWords();
  const { data } = useLedgerFigures(filter);
  if (data === undefined) return null;
  const figures = [
    [t('ledger.figure.found'), data.found],
    [t('ledger.figure.open'), data.open],
    [t('ledger.figure.requested'), data.requested],
    [t('ledger.figure.late'), data.late],
    [t('ledger.figure.closed'), data.closed],
    [t('ledger.figure.rate'), data.closeOutRate === null ? '–' : `${Math.floor(data.closeOutRate * 100)}%`],
    [t('ledger.figure.measures'), `${data.measuresDone}/${data.measures}`],
  ] as const;
  return (
    <dl className="ledger-figures" aria-label={t('ledger.figures')}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Problems({ filter, clear }: { filter: LedgerFilter; clear: () => void }) {
  const { t } = useWords();
  const problems = useProblems(filter);
  if (problems.isError) return <LoadFailure error={problems.error} retry={() => void problems.refetch()} />;
  if (problems.data === undefined) return <Spinner />;
  const shown = problems.data.pages.flatMap(({ entries }) => entries);
  const narrowed = Object.keys(filter).length > 0;
  if (shown.length === 0)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={
          <>
            <strong>{t(narrowed ? 'ledger.none.title' : 'ledger.empty.title')}</strong>
            <br />
            {t(narrowed ? 'ledger.none.text' : 'ledger.empty.text')}
          </>
        }
      >
        {narrowed && <Button onClick={clear}>{t('filter.clear')}</Button>}
      </Empty>
    );
  return (
    <>
      <ProblemList problems={shown} />
      {problems.hasNextPage && (
        <Button loading={problems.isFetchingNextPage} onClick={() => void problems.fetchNextPage()}>
          {t('ledger.more')}
        </Button>
      )}
    </>
  );
}
