import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty } from 'antd';
import { useDeferredValue, useState } from 'react';
import { type Design, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { SearchField } from '../../../platform/search-field.js';
import { usePageTitle } from '../../../shell/header-title.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import { useSession } from '../../access/session.js';
import { InboxLink } from '../takeover/inbox-link.js';
import type { Beginning } from './beginning.js';
import { CreateDesign } from './create-design.js';
import { DesignTile } from './design-tile.js';
import { PutAwayList } from './put-away-list.js';
import './designs-page.css';

/** Fewer than this are seen at a glance and need no search. */
const GLANCE = 6;

/** Designs one may see, and the way to a new one. */
export function DesignsPage() {
  const { t } = useWords();
  const me = useSession();
  const [creating, setCreating] = useState<Beginning | null>(null);
  const [looking, setLooking] = useState(false);
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  usePageTitle(t('designs.title'));
  const designs = useInfiniteQuery({
    queryKey: ['designs', 'list', q],
    queryFn: async ({ signal, pageParam }) =>
      await client.call(designRoutes.list, {
        query: { limit: 60, ...(q === '' ? {} : { q }), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
    placeholderData: (before) => before,
  });
  if (designs.isError) return <LoadFailure error={designs.error} retry={() => void designs.refetch()} />;
  if (designs.data === undefined) return <Spinner />;
  const mayDesign = me.data?.permissions.includes('templates:write') === true;
  const all = designs.data.pages.flatMap(({ entries }) => entries);
  const begin = mayDesign ? setCreating : undefined;
  const groups: [string, Design[]][] = [
    [t('designs.mine'), all.filter(({ may }) => may.design)],
    [t('designs.others'), all.filter(({ may }) => !may.design)],
  ];
  return (
    <>
      <div className="page-head designs-head">
        <h1>{t('designs.title')}</h1>
        <InboxLink mayDesign={mayDesign} />
        <span className="right">
          {(all.length > GLANCE || typed !== '') && (
            <SearchField label={t('designs.search')} value={typed} onChange={setTyped} />
          )}
          {mayDesign && <Button onClick={() => setLooking(true)}>{t('designs.gone')}</Button>}
          {mayDesign && (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setCreating({ from: 'empty', design: null })}
            >
              {t('designs.create')}
            </Button>
          )}
        </span>
      </div>
      {all.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            typed === '' ? (
              <>
                <strong>{t('designs.empty.title')}</strong>
                <br />
                {t(mayDesign ? 'designs.empty.text' : 'designs.empty.reader')}
              </>
            ) : (
              t('designs.search.nothing')
            )
          }
        />
      ) : (
        groups.map(
          ([title, group]) =>
            group.length > 0 && (
              <section key={title} aria-label={title} className="design-group">
                {groups.every(([, each]) => each.length > 0) && <h2>{title}</h2>}
                <ul className="design-list">
                  {group.map((design) => (
                    <li key={design.id}>
                      <DesignTile design={design} begin={begin} />
                    </li>
                  ))}
                </ul>
              </section>
            ),
        )
      )}
      {designs.hasNextPage && (
        <Button loading={designs.isFetchingNextPage} onClick={() => void designs.fetchNextPage()}>
          {t('designs.all')}
        </Button>
      )}
      {looking && <PutAwayList close={() => setLooking(false)} />}
      {creating !== null && <CreateDesign beginning={creating} close={() => setCreating(null)} />}
    </>
  );
}
