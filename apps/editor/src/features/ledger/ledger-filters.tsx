import { Select } from 'antd';
import { problemAspects, problemClasses, say } from '@gangmu/core';
import { useWords } from '../../platform/language.js';
import { SearchField } from '../../platform/search-field.js';
import { UnitPicker } from '../../platform/unit-picker.js';
import { useCampaigns } from '../monitor/campaign-data.js';
import type { LedgerFilter } from './ledger-data.js';

const STATUSES = ['open', 'requested', 'late', 'closed', 'withdrawn'] as const;

/** Which problems are shown: words, unit with those below, campaign where there are several, status, class, aspect. */
export function LedgerFilters({ filter, change }: { filter: LedgerFilter; change: (filter: LedgerFilter) => void }) {
  const { t, local, language } = useWords();
  const campaigns = useCampaigns();
  const put = (part: LedgerFilter): void =>
    change(
      Object.fromEntries(
        Object.entries({ ...filter, ...part }).filter(
          ([, value]) => value !== undefined && value !== null && value !== '',
        ),
      ),
    );
  const choice = (field: keyof LedgerFilter, options: readonly { value: string; label: string }[]) => (
    <Select
      allowClear
      popupMatchSelectWidth={false}
      aria-label={t(`ledger.filter.${field}`)}
      placeholder={t(`ledger.filter.${field}`)}
      value={filter[field]}
      onChange={(value: string | undefined) => put({ [field]: value })}
      options={[...options]}
    />
  );
  return (
    <div className="ledger-tools" role="search" aria-label={t('ledger.filter')}>
      <SearchField
        label={t('ledger.filter.search')}
        value={filter.search ?? ''}
        onChange={(search) => put({ search })}
      />
      <UnitPicker
        allowClear
        aria-label={t('ledger.filter.unit')}
        placeholder={t('ledger.filter.unit')}
        value={filter.unit ?? null}
        onChange={(unit) => put({ unit: unit ?? undefined })}
      />
      {(campaigns.data?.length ?? 0) > 1 &&
        choice('campaign', campaigns.data?.map(({ id, name }) => ({ value: id, label: local(name) })) ?? [])}
      {choice(
        'status',
        STATUSES.map((value) => ({
          value,
          label: value === 'late' ? t('ledger.late') : say(language, `problem.status.${value}`),
        })),
      )}
      {choice(
        'class',
        problemClasses.map((value) => ({ value, label: say(language, `problem.class.${value}`) })),
      )}
      {choice(
        'aspect',
        problemAspects.map((value) => ({ value, label: say(language, `problem.aspect.${value}`) })),
      )}
    </div>
  );
}
