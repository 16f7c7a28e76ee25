import { PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { type PlannedUnitChange, unitRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { dateWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { useRefusalWords } from '../../shell/refusal.js';
import { Spinner } from '../../shell/spinner.js';
import { AnnounceChange } from './announce-change.js';
import { SettingsFrame } from './settings-frame.js';

/** Units that are to be renamed, moved, merged, split or dissolved on a day to come: announced, shown, taken back. */
export function UnitChangesPage() {
  const { t } = useWords();
  const [announcing, setAnnouncing] = useState(false);
  return (
    <SettingsFrame
      here="units"
      tools={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAnnouncing(true)}>
          {t('units.announce')}
        </Button>
      }
    >
      <Announced />
      {announcing && <AnnounceChange close={() => setAnnouncing(false)} />}
    </SettingsFrame>
  );
}

function Announced() {
  const { t, local, language } = useWords();
  const { message } = App.useApp();
  const refusalWords = useRefusalWords();
  const queries = useQueryClient();
  const changes = useQuery({
    queryKey: ['unit-changes'],
    queryFn: async ({ signal }) => (await client.call(unitRoutes.plannedChanges, { signal })).changes,
  });
  const cancel = useMutation({
    mutationFn: async (change: string) => await client.call(unitRoutes.cancelPlanned, { params: { change } }),
    onSuccess: () => message.success(t('units.cancelled')),
    onError: (error) => message.error(refusalWords(error)),
    // Also when it was refused: somebody may have been faster.
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['unit-changes'] }),
  });
  if (changes.isError) return <LoadFailure error={changes.error} retry={() => void changes.refetch()} />;
  if (changes.data === undefined) return <Spinner />;
  if (changes.data.length === 0)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={
          <>
            <strong>{t('units.empty.title')}</strong>
            <br />
            {t('units.empty.text')}
          </>
        }
      />
    );

  const said = ({ kind, unit, others, name }: PlannedUnitChange): string => {
    const words = {
      unit: local(unit.name),
      others: others.map((one) => local(one.name)).join(t('units.between')),
      name: name === null ? '' : local(name),
    };
    if (kind === 'change') return t(name === null ? 'units.said.change' : 'units.said.rename', words);
    if (kind === 'dissolve' && others.length === 0) return t('units.said.dissolve.alone', words);
    return t(`units.said.${kind}`, words);
  };
  return (
    <ul className="settings-list" aria-label={t('settings.units.title')}>
      {changes.data.map((change) => (
        <li key={change.id}>
          <time dateTime={change.effective}>{dateWords(change.effective, language)}</time>
          <div className="main">
            <strong>{said(change)}</strong>
            {change.status === 'failed' && (
              <>
                {' '}
                <Tag color="red">{t('units.failed')}</Tag>
              </>
            )}
            <small>
              {[
                ...(change.reason === null ? [] : [change.reason]),
                t('units.by', { name: local(change.by.name) }),
              ].join(' · ')}
            </small>
            {change.refusal !== null && <small className="bad">{change.refusal.detail}</small>}
          </div>
          <Popconfirm
            title={t(change.status === 'failed' ? 'units.dismiss.sure' : 'units.cancel.sure')}
            okText={t(change.status === 'failed' ? 'units.dismiss' : 'units.cancel')}
            cancelText={t('action.close')}
            onConfirm={() => cancel.mutate(change.id)}
          >
            <Button loading={cancel.isPending && cancel.variables === change.id}>
              {t(change.status === 'failed' ? 'units.dismiss' : 'units.cancel')}
            </Button>
          </Popconfirm>
        </li>
      ))}
    </ul>
  );
}
