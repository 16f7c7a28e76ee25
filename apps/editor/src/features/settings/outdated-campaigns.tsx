import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { type Campaign, campaignRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { useProgress } from '../../platform/progress.js';
import { Refusal } from '../../shell/refusal.js';
import { Spinner } from '../../shell/spinner.js';
import { useSession } from '../access/session.js';
import { useCampaigns } from '../monitor/campaign-data.js';
import { useCalendarName } from './calendar-name.js';

/** Running campaigns that a newer calendar is there for: nothing where there are none. */
export function OutdatedCampaigns() {
  const { t, local } = useWords();
  const session = useSession();
  const calendarName = useCalendarName();
  const campaigns = useCampaigns();
  const [moving, setMoving] = useState<Campaign | null>(null);
  const may = session.data?.permissions.includes('campaigns:steer') === true;
  const outdated = (campaigns.data ?? []).filter(
    ({ status, calendar }) => status !== 'closed' && calendar.version !== calendar.newest,
  );
  if (outdated.length === 0 && moving === null) return null;
  return (
    <section aria-label={t('recompute.campaigns')}>
      <h2>{t('recompute.campaigns')}</h2>
      <ul className="settings-list">
        {outdated.map((campaign) => (
          <li key={campaign.id}>
            <div className="main">
              <strong>{local(campaign.name)}</strong>
              <small>
                {t('recompute.versions', {
                  from: calendarName(campaign.calendar.version),
                  to: calendarName(campaign.calendar.newest),
                })}
              </small>
            </div>
            {may ? (
              <Button onClick={() => setMoving(campaign)}>{t('recompute.open')}</Button>
            ) : (
              <span className="soft">{t('recompute.by-office')}</span>
            )}
          </li>
        ))}
      </ul>
      {moving !== null && <Recompute campaign={moving} close={() => setMoving(null)} />}
    </section>
  );
}

/** Computes a campaign's running deadlines anew, after saying how many would move. */
function Recompute({ campaign, close }: { campaign: Campaign; close: () => void }) {
  const { t, local } = useWords();
  const calendarName = useCalendarName();
  const queries = useQueryClient();
  const params = { campaign: campaign.id };
  const preview = useQuery({
    queryKey: ['recompute', campaign.id],
    queryFn: async ({ signal }) => await client.call(campaignRoutes.previewRecompute, { params, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const begin = useMutation({
    mutationFn: async () => (await client.call(campaignRoutes.recompute, { params })).job,
  });
  const progress = useProgress(begin.data ?? null);
  const ended = progress.data?.status === 'done';
  useEffect(() => {
    if (!ended) return;
    void queries.invalidateQueries({ queryKey: ['campaigns'] });
    void queries.invalidateQueries({ queryKey: ['campaign', campaign.id] });
  }, [ended, queries, campaign.id]);

  const begun = begin.data !== undefined;
  const failed = begin.error ?? preview.error ?? progress.error;
  const problem = progress.data?.status === 'failed' ? progress.data.problem : null;
  return (
    <Modal
      open
      className="settings-dialog"
      title={t('recompute.title', { name: local(campaign.name) })}
      okText={t('recompute.do')}
      cancelText={t(begun ? 'action.close' : 'action.cancel')}
      okButtonProps={{ disabled: preview.data === undefined, style: begun ? { display: 'none' } : {} }}
      confirmLoading={begin.isPending}
      onOk={() => begin.mutate()}
      onCancel={close}
    >
      {preview.isPending && <Spinner />}
      {preview.data !== undefined && !begun && (
        <>
          <p>{t('recompute.versions', { from: calendarName(preview.data.from), to: calendarName(preview.data.to) })}</p>
          <p>
            <strong>
              {t(preview.data.later + preview.data.earlier === 0 ? 'recompute.none' : 'recompute.moves', {
                runs: preview.data.runs,
                later: preview.data.later,
                earlier: preview.data.earlier,
              })}
            </strong>
          </p>
          <p className="soft">{t('recompute.about')}</p>
        </>
      )}
      <div aria-live="polite">
        {begun && !ended && problem === null && (
          <>
            <p>{t('recompute.working')}</p>
            <Progress
              aria-label={t('recompute.working')}
              percent={Math.floor((100 * (progress.data?.done ?? 0)) / Math.max(1, progress.data?.total ?? 1))}
            />
          </>
        )}
        {ended && <Alert type="success" showIcon title={t('recompute.ended')} />}
        {problem !== null && <Alert type="error" showIcon title={problem.detail} />}
        {failed !== null && <Refusal error={failed} />}
      </div>
    </Modal>
  );
}
