import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Modal } from 'antd';
import { useState } from 'react';
import { type AnswerOf, calendarRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { shortDay } from '../../platform/dates.js';
import { FilePicker } from '../../platform/file-picker.js';
import { useWords } from '../../platform/language.js';
import { Refusal } from '../../shell/refusal.js';
import { useCalendarName } from './calendar-name.js';

type Answer = AnswerOf<typeof calendarRoutes.import>;
interface Given {
  file: string;
  calendar: Record<string, unknown>;
}
/** The file is not even JSON: the engine has nothing to say about it. */
class NoJson extends Error {}

async function read(file: File): Promise<Given> {
  try {
    const calendar: unknown = JSON.parse(await file.text());
    if (typeof calendar === 'object' && calendar !== null && !Array.isArray(calendar))
      return { file: file.name, calendar: calendar as Record<string, unknown> };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new NoJson();
}

/** Takes up a calendar file, after showing day by day what it would change. */
export function ImportCalendar({ close }: { close: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const calendarName = useCalendarName();
  const queries = useQueryClient();
  const [given, setGiven] = useState<Given | null>(null);
  const look = useMutation({
    mutationFn: async (file: File) => {
      setGiven(null);
      const content = await read(file);
      const foreseen = await client.call(calendarRoutes.import, { body: { ...content, dryRun: true } });
      setGiven(content);
      return foreseen;
    },
  });
  const take = useMutation({
    mutationFn: async (body: Given) => await client.call(calendarRoutes.import, { body }),
    onSuccess: async ({ calendar }) => {
      message.success(t('calendars.taken', { version: calendarName(calendar.version) }));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['calendars'] }),
        queries.invalidateQueries({ queryKey: ['campaigns'] }),
      ]);
      close();
    },
  });
  const foreseen = given === null ? undefined : look.data;
  const failed = take.error ?? look.error;
  return (
    <Modal
      open
      className="settings-dialog"
      title={t('calendars.import')}
      okText={t('calendars.take')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: foreseen?.changed !== true }}
      confirmLoading={take.isPending}
      onOk={() => given !== null && take.mutate(given)}
      onCancel={close}
    >
      <p className="soft">{t('calendars.import.about')}</p>
      <FilePicker
        accept=".json,application/json"
        loading={look.isPending}
        label={t(given === null ? 'calendars.choose' : 'calendars.choose.other')}
        take={(file) => {
          take.reset();
          look.mutate(file);
        }}
      />
      <div aria-live="polite">
        {given !== null && foreseen !== undefined && <Foreseen file={given.file} foreseen={foreseen} />}
        {failed instanceof NoJson ? (
          <Alert type="error" showIcon title={t('calendars.no-json')} />
        ) : (
          failed !== null && <Refusal error={failed} />
        )}
      </div>
    </Modal>
  );
}

function Foreseen({ file, foreseen }: { file: string; foreseen: Answer }) {
  const calendarName = useCalendarName();
  const { t, local, language } = useWords();
  if (!foreseen.changed) return <Alert type="info" showIcon title={t('calendars.known', { file })} />;
  const days = (dates: readonly string[]): string =>
    dates.map((day) => shortDay(Date.parse(day) / 60_000, language, 'UTC')).join(t('calendars.between'));
  return (
    <>
      <p>
        <strong>{t('calendars.foreseen', { file, version: calendarName(foreseen.calendar.version) })}</strong>
      </p>
      {foreseen.years.length === 0 && <p>{t('calendars.nothing')}</p>}
      <dl className="change-days">
        {foreseen.years.map(({ year, fresh, holidays, makeUpWorkdays }) => (
          <div key={year}>
            <dt>{t(fresh ? 'calendars.year.fresh' : 'calendars.year', { year })}</dt>
            {(
              [
                ['holidays.added', holidays.added],
                ['holidays.removed', holidays.removed],
                ['workdays.added', makeUpWorkdays.added],
                ['workdays.removed', makeUpWorkdays.removed],
              ] as const
            ).map(
              ([what, dates]) =>
                dates.length > 0 && (
                  <dd key={what}>{t(`calendars.${what}`, { count: dates.length, days: days(dates) })}</dd>
                ),
            )}
          </div>
        ))}
      </dl>
      {foreseen.campaigns.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('calendars.campaigns.stay', {
            names: foreseen.campaigns.map(({ name }) => local(name)).join(t('calendars.between')),
          })}
        />
      )}
    </>
  );
}
