import { useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm, Select, Spin } from 'antd';
import { useState } from 'react';
import { designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import { useExchange } from '../session/draft-control.js';
import { useEditing } from '../session/use-editing.js';
import { Compared } from './compared.js';
import { StateActions } from './state-actions.js';
import { type StateKey, useAutosaves, useVersions } from './states.js';
import '../views.css';
import './history.css';

/** Versions of the design, what any two of them say differently, and the way back to one. */
export function HistoryView() {
  const { t, local, language } = useWords();
  const id = useEditing((editing) => editing.design);
  const base = useEditing((editing) => editing.base);
  const readOnly = useEditing((editing) => editing.readOnly);
  const design = useQuery({
    queryKey: ['designs', id],
    queryFn: async ({ signal }) => await client.call(designRoutes.get, { params: { design: id }, signal }),
  });
  const versions = useVersions(id);
  const mayDesign = design.data?.may.design === true;
  const autosaves = useAutosaves(id, mayDesign);
  const known = (versions.data?.pages ?? []).flatMap(({ entries }) => entries);
  const newest = known[0]?.number;
  const [picked, setPicked] = useState<{ from?: StateKey; to?: StateKey }>({});
  const from = picked.from ?? (newest === undefined ? (base === null ? 'draft' : 'above') : `version:${newest}`);
  const to = picked.to ?? (mayDesign || newest === undefined ? 'draft' : `version:${newest}`);

  const options = [
    ...(mayDesign ? [{ value: 'draft', label: t('history.draft') }] : []),
    ...(base === null ? [] : [{ value: 'above', label: t('history.above') }]),
    ...known.map(({ number, at }) => ({
      value: `version:${number}`,
      label: `${t('designs.published', { number })} · ${instantWords(at, language)}`,
    })),
    ...(autosaves.data?.entries ?? []).map(({ id: saved, at }) => ({
      value: `autosave:${saved}`,
      label: t('history.autosave', { time: instantWords(at, language) }),
    })),
  ];
  return (
    <div className="history">
      <aside className="versions" aria-label={t('history.versions')}>
        <h2>{t('history.versions')}</h2>
        {versions.data === undefined ? (
          <Spin size="small" />
        ) : known.length === 0 ? (
          <p className="soft">{t('history.none')}</p>
        ) : (
          <ol>
            {known.map((version) => (
              <li key={version.number}>
                <b>{t('designs.published', { number: version.number })}</b>
                <small>
                  {instantWords(version.at, language)}
                  {version.by !== null && ` · ${local(version.by.name)}`}
                </small>
                {version.reason !== '' && <p>{version.reason}</p>}
                {version.document !== null && <small>{version.document}</small>}
                {version.origin === 'taken-over' && <small>{t('history.taken-over')}</small>}
                <StateActions
                  design={id}
                  state={`version:${version.number}`}
                  compare={() => setPicked({ from: `version:${version.number}`, to: mayDesign ? 'draft' : to })}
                  mayRestore={readOnly === null}
                />
              </li>
            ))}
          </ol>
        )}
        {versions.hasNextPage && (
          <Button size="small" onClick={() => void versions.fetchNextPage()}>
            {t('designs.all')}
          </Button>
        )}
        {mayDesign && (
          <>
            <h2>
              {t('history.drafts')}
              {readOnly === null && newest !== undefined && <DiscardDraft />}
            </h2>
            {(autosaves.data?.entries ?? []).length === 0 ? (
              <p className="soft">{t('history.drafts.none')}</p>
            ) : (
              <ol>
                {(autosaves.data?.entries ?? []).map((saved) => (
                  <li key={saved.id}>
                    <b>{instantWords(saved.at, language)}</b>
                    <small>
                      {saved.by !== null && `${local(saved.by.name)} · `}
                      {t(`history.kind.${saved.kind}`)}
                    </small>
                    <StateActions
                      design={id}
                      state={`autosave:${saved.id}`}
                      compare={() => setPicked({ from: `autosave:${saved.id}`, to: 'draft' })}
                      mayRestore={readOnly === null}
                    />
                  </li>
                ))}
              </ol>
            )}
          </>
        )}
      </aside>
      <section className="comparison" aria-label={t('history.compare')}>
        <div className="view-bar">
          <Select
            size="small"
            aria-label={t('history.from')}
            popupMatchSelectWidth={false}
            value={from}
            options={options}
            onChange={(value) => setPicked({ from: value, to })}
          />
          <span aria-hidden>→</span>
          <Select
            size="small"
            aria-label={t('history.to')}
            popupMatchSelectWidth={false}
            value={to}
            options={options}
            onChange={(value) => setPicked({ from, to: value })}
          />
        </div>
        <Compared design={id} from={from} to={to} />
      </section>
    </div>
  );
}

/** Puts the draft away, so that what is published stands again; it stays among the earlier drafts. */
function DiscardDraft() {
  const { t } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const exchange = useExchange();
  return (
    <Popconfirm
      title={t('history.discard.text')}
      okText={t('history.discard')}
      cancelText={t('action.cancel')}
      onConfirm={() => exchange.mutate('published', { onError: (error) => void message.error(refusalWords(error)) })}
    >
      <Button size="small" type="link" loading={exchange.isPending}>
        {t('history.discard')}
      </Button>
    </Popconfirm>
  );
}
