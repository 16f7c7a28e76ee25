import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { type AnswerOf, peopleRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { SearchField } from '../../platform/search-field.js';
import { UnitPicker } from '../../platform/unit-picker.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { Spinner } from '../../shell/spinner.js';
import { useSession } from '../access/session.js';
import { ResetCode } from './reset-code.js';
import { SettingsFrame } from './settings-frame.js';

export type Person = AnswerOf<typeof peopleRoutes.get>;

/** People of the units one administers: how far each has come with signing in, and a new code for who forgot. */
export function PeoplePage() {
  const { t } = useWords();
  const [q, setQ] = useState('');
  const [unit, setUnit] = useState<string | null>(null);
  const asked = useDeferredValue(q.trim());
  return (
    <SettingsFrame here="people">
      <div className="settings-tools" role="search" aria-label={t('people.search')}>
        <SearchField label={t('people.search')} value={q} onChange={setQ} />
        <UnitPicker
          style={{ width: 240 }}
          allowClear
          aria-label={t('people.unit')}
          placeholder={t('people.unit')}
          value={unit}
          onChange={setUnit}
        />
      </div>
      <People q={asked} unit={unit} />
    </SettingsFrame>
  );
}

function People({ q, unit }: { q: string; unit: string | null }) {
  const { t, local } = useWords();
  const session = useSession();
  const [resetting, setResetting] = useState<Person | null>(null);
  const people = useInfiniteQuery({
    queryKey: ['people', q, unit],
    queryFn: async ({ signal, pageParam }) =>
      await client.call(peopleRoutes.list, {
        signal,
        query: {
          limit: 50,
          ...(q === '' ? {} : { q }),
          ...(unit === null ? {} : { unit }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
    placeholderData: (before) => before,
  });
  if (people.isError) return <LoadFailure error={people.error} retry={() => void people.refetch()} />;
  if (people.data === undefined) return <Spinner />;
  const shown = people.data.pages.flatMap(({ entries }) => entries);
  if (shown.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<strong>{t('people.empty')}</strong>} />;
  return (
    <>
      <ul className="settings-list" aria-label={t('settings.people.title')}>
        {shown.map((person) => (
          <li key={person.id}>
            <div className="main">
              <strong>{local(person.name)}</strong>{' '}
              {!person.active ? (
                <Tag>{t('people.inactive')}</Tag>
              ) : (
                !person.hasPassword && <Tag color="gold">{t('people.no-password')}</Tag>
              )}
              <small>{t('people.facts', { unit: local(person.unit.name), login: person.login })}</small>
            </div>
            {person.active && person.id !== session.data?.person.id && (
              <Button
                aria-label={t('people.reset.of', { name: local(person.name) })}
                onClick={() => setResetting(person)}
              >
                {t('people.reset')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {people.hasNextPage && (
        <Button loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          {t('people.more')}
        </Button>
      )}
      {resetting !== null && <ResetCode person={resetting} close={() => setResetting(null)} />}
    </>
  );
}
