import { Empty } from 'antd';
import { Link } from 'react-router';
import { dateWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { usePageTitle } from '../../shell/header-title.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { Spinner } from '../../shell/spinner.js';
import { campaignStatusWord, useCampaigns } from './campaign-data.js';
import './campaign-page.css';

/** Every campaign one may see. */
export function CampaignsPage() {
  const { t, local, language } = useWords();
  const campaigns = useCampaigns();
  usePageTitle(t('campaigns.title'));
  if (campaigns.isError) return <LoadFailure error={campaigns.error} retry={() => void campaigns.refetch()} />;
  if (campaigns.data === undefined) return <Spinner />;
  return (
    <>
      <div className="page-head">
        <h1>{t('campaigns.title')}</h1>
      </div>
      {campaigns.data.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            <>
              <strong>{t('campaigns.empty.title')}</strong>
              <br />
              {t('campaigns.empty.text')}
            </>
          }
        />
      ) : (
        <ul className="campaign-list">
          {campaigns.data.map((campaign) => (
            <li key={campaign.id}>
              <Link to={`/campaigns/${campaign.id}`} className="campaign-card">
                <strong>{local(campaign.name)}</strong>
                <span>
                  {t('campaigns.window', {
                    start: dateWords(campaign.startDate, language),
                    end: dateWords(campaign.endDate, language),
                  })}
                </span>
                <span>
                  {local(campaign.scope.name)} · {t(campaignStatusWord(campaign.status))}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
