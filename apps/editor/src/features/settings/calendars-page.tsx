import { ImportOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { type CalendarVersion, calendarRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { instantWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { Spinner } from '../../shell/spinner.js';
import { useSession } from '../access/session.js';
import { useCalendarName } from './calendar-name.js';
import { spansOf } from './calendar-spans.js';
import { ImportCalendar } from './import-calendar.js';
import { OutdatedCampaigns } from './outdated-campaigns.js';
import { SettingsFrame } from './settings-frame.js';

/** Which calendars of working days there are; a new file; campaigns whose deadlines do not go by the newest yet. */
export function CalendarsPage() {
  const { t } = useWords();
  const session = useSession();
  const [importing, setImporting] = useState(false);
  const may = session.data?.permissions.includes('system:operate') === true;
  return (
    <SettingsFrame
      here="calendars"
      tools={
        may && (
          <Button type="primary" icon={<ImportOutlined />} onClick={() => setImporting(true)}>
            {t('calendars.import')}
          </Button>
        )
      }
    >
      <OutdatedCampaigns />
      <Versions />
      {importing && <ImportCalendar close={() => setImporting(false)} />}
    </SettingsFrame>
  );
}

function Versions() {
  const { t, language } = useWords();
  const calendarName = useCalendarName();
  const calendars = useQuery({
    queryKey: ['calendars'],
    queryFn: async ({ signal }) => (await client.call(calendarRoutes.list, { signal })).calendars,
  });
  if (calendars.isError) return <LoadFailure error={calendars.error} retry={() => void calendars.refetch()} />;
  if (calendars.data === undefined) return <Spinner />;
  const yearsOf = ({ years }: CalendarVersion): string =>
    years.length === 0
      ? t('calendars.years.none')
      : t('calendars.years', { years: spansOf(years).join(t('calendars.between')) });
  return (
    <section aria-label={t('calendars.versions')}>
      <h2>{t('calendars.versions')}</h2>
      <ul className="settings-list">
        {calendars.data.map((calendar) => (
          <li key={calendar.version}>
            <div className="main">
              <strong>{calendarName(calendar.version)}</strong>{' '}
              {calendar.newest && <Tag color="green">{t('calendars.newest')}</Tag>}
              <small>{yearsOf(calendar)}</small>
              <small>
                {calendar.source === 'shipped'
                  ? t('calendars.shipped')
                  : t('calendars.imported', {
                      file: calendar.file ?? '',
                      time: instantWords(calendar.importedAt, language),
                    })}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
