import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { usePageTitle } from '../../../shell/header-title.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import { useSession } from '../../access/session.js';
import { InboxLink } from '../takeover/inbox-link.js';
import { CreateDesign } from './create-design.js';
import './designs-page.css';

/** Designs one may see, and the way to a new one. */
export function DesignsPage() {
  const { t, local, language } = useWords();
  const me = useSession();
  const [creating, setCreating] = useState(false);
  usePageTitle(t('designs.title'));
  const designs = useQuery({
    queryKey: ['designs'],
    queryFn: async ({ signal }) => await client.call(designRoutes.list, { query: { limit: 100 }, signal }),
  });
  if (designs.isError) return <LoadFailure error={designs.error} retry={() => void designs.refetch()} />;
  if (designs.data === undefined) return <Spinner />;
  const mayDesign = me.data?.permissions.includes('templates:write') === true;
  return (
    <>
      <div className="page-head designs-head">
        <h1>{t('designs.title')}</h1>
        <InboxLink mayDesign={mayDesign} />
        {mayDesign && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
            {t('designs.create')}
          </Button>
        )}
      </div>
      {designs.data.entries.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            <>
              <strong>{t('designs.empty.title')}</strong>
              <br />
              {t('designs.empty.text')}
            </>
          }
        />
      ) : (
        <ul className="design-list">
          {designs.data.entries.map((design) => (
            <li key={design.id}>
              <Link to={`/designs/${design.id}`} className="design-tile">
                <strong>{local(design.title)}</strong>
                <span>
                  {local(design.unit.name)} · {t(`designs.kind.${design.kind}`)}
                </span>
                <span className="state">
                  <Tag>
                    {design.published === null
                      ? t('designs.unpublished')
                      : t('designs.published', { number: design.published.number })}
                  </Tag>
                  {design.state === 'pending' && <Tag color="orange">{t('designs.pending')}</Tag>}
                  {design.draft !== null && (
                    <small>{t('designs.draft', { time: instantWords(design.draft.savedAt, language) })}</small>
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {creating && <CreateDesign close={() => setCreating(false)} />}
    </>
  );
}
