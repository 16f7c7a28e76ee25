import { BellOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Empty, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { type Design, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { SearchField } from '../../../platform/search-field.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import { DesignFrame } from '../adapting/design-frame.js';
import { AdoptionLines } from './adoption-lines.js';
import {
  type AdoptionLine,
  asReminder,
  countsOf,
  type Filter,
  matching,
  mayBeReminded,
  remindedAtOnce,
  STANDINGS,
} from './rows.js';
import './adoption.css';

/** Who below is on which version, and who is waited for. */
export function AdoptionPage() {
  const { design = '' } = useParams();
  const { t } = useWords();
  return (
    <DesignFrame id={design} here="adoption" title={t('adoption.title')}>
      {(facts) => <Board design={facts} />}
    </DesignFrame>
  );
}

function Board({ design }: { design: Design }) {
  const { t } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [filter, setFilter] = useState<Filter>({ standing: 'all', q: '' });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const params = { design: design.id };
  const board = useQuery({
    queryKey: ['adoption', design.id],
    queryFn: async ({ signal }) => (await client.call(designRoutes.adoption, { params, signal })).designs,
  });
  const remind = useMutation({
    mutationFn: async (lines: readonly AdoptionLine[]) =>
      await client.call(designRoutes.remind, { params, body: asReminder(lines) }),
    onSuccess: async ({ reminded }) => {
      message.success(t('adoption.reminded', { count: reminded }));
      setPicked(new Set());
      await queries.invalidateQueries({ queryKey: ['adoption', design.id] });
    },
    onError: (error) => message.error(refusalWords(error)),
  });
  const lines = board.data;
  const counts = useMemo(() => countsOf(lines ?? []), [lines]);
  const shown = useMemo(() => matching(lines ?? [], filter), [lines, filter]);
  if (board.isError) return <LoadFailure error={board.error} retry={() => void board.refetch()} />;
  if (lines === undefined) return <Spinner />;
  if (lines.length === 0)
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="soft">{t('adoption.empty')}</span>} />
    );
  const open = shown.filter(mayBeReminded);
  const chosen = open.filter(({ unit }) => picked.has(unit.id));
  const reminding = remindedAtOnce(shown, picked, filter.standing);
  const all = chosen.length > 0 ? 'chosen' : filter.standing === 'none' ? 'none' : 'all';
  return (
    <>
      <ul className="adoption-counts" aria-label={t('adoption.counts')}>
        <li>
          <b>{lines.length}</b>
          <span>{t('adoption.all')}</span>
        </li>
        {STANDINGS.filter((standing) => counts[standing] > 0).map((standing) => (
          <li key={standing}>
            <button
              type="button"
              aria-pressed={filter.standing === standing}
              onClick={() => setFilter({ ...filter, standing: filter.standing === standing ? 'all' : standing })}
            >
              <b>{counts[standing]}</b>
              <span>{t(`adoption.standing.${standing}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="adoption-tools">
        <SearchField label={t('adoption.find')} onChange={(q) => setFilter({ ...filter, q })} />
        <Select
          aria-label={t('adoption.filter')}
          value={filter.standing}
          popupMatchSelectWidth={false}
          onChange={(standing) => setFilter({ ...filter, standing })}
          options={(['all', 'waited', ...STANDINGS] as const).map((value) => ({
            value,
            label: t(`adoption.standing.${value}`),
          }))}
        />
        {design.may.publish && (
          <>
            <Checkbox
              disabled={open.length === 0}
              checked={open.length > 0 && chosen.length === open.length}
              indeterminate={chosen.length > 0 && chosen.length < open.length}
              onChange={({ target }) => setPicked(new Set(target.checked ? open.map(({ unit }) => unit.id) : []))}
            >
              {t('adoption.pick.all')}
            </Checkbox>
            <Button
              icon={<BellOutlined aria-hidden />}
              disabled={reminding.length === 0}
              loading={remind.isPending}
              onClick={() => remind.mutate(reminding)}
            >
              {t(`adoption.remind.${all}`, { count: reminding.length })}
            </Button>
          </>
        )}
      </div>
      <AdoptionLines
        lines={shown}
        {...(design.may.publish
          ? {
              reminding: {
                remind: (line: AdoptionLine) => remind.mutate([line]),
                busy: remind.isPending,
                picked,
                pick: (unit: string, on: boolean) =>
                  setPicked((now) => new Set(on ? [...now, unit] : [...now].filter((id) => id !== unit))),
              },
            }
          : {})}
      />
    </>
  );
}
