import { Button, Select } from 'antd';
import type { LocalText } from '@gangmu/core';
import { useWords } from '../../platform/language.js';
import { SearchField } from '../../platform/search-field.js';
import { CELL_STATES, cellWord, type CellState } from './matrix/cell-state.js';
import { NO_FILTER, type UnitFilter } from './matrix/model.js';

export interface FilterChoices {
  categories: { id: string; title: LocalText }[];
  areas: { id: string; name: LocalText }[];
}
interface Props {
  filter: UnitFilter;
  change: (filter: UnitFilter) => void;
  choices: FilterChoices;
  shown: number;
  total: number;
}

/** Which units are shown: text, category, township or bureau, a status that occurs. */
export function UnitFilters({ filter, change, choices, shown, total }: Props) {
  const { t, local } = useWords();
  const untouched = JSON.stringify(filter) === JSON.stringify(NO_FILTER);
  return (
    <div className="filters" role="search" aria-label={t('filter.label')}>
      <SearchField
        className="search"
        label={t('filter.search')}
        value={filter.text}
        onChange={(text) => change({ ...filter, text })}
      />
      <Select
        style={{ minWidth: 150 }}
        allowClear
        aria-label={t('filter.category')}
        placeholder={t('filter.category')}
        value={filter.category}
        onChange={(category: string | undefined) => change({ ...filter, category: category ?? null })}
        options={choices.categories.map(({ id, title }) => ({ value: id, label: local(title) }))}
      />
      <Select
        style={{ minWidth: 170 }}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('filter.area')}
        placeholder={t('filter.area')}
        value={filter.area}
        onChange={(area: string | undefined) => change({ ...filter, area: area ?? null })}
        options={choices.areas.map(({ id, name }) => ({ value: id, label: local(name) }))}
      />
      <Select<CellState | null>
        style={{ minWidth: 130 }}
        allowClear
        aria-label={t('filter.state')}
        placeholder={t('filter.state')}
        value={filter.state}
        onChange={(state) => change({ ...filter, state: state ?? null })}
        options={CELL_STATES.filter((state) => state !== 'skipped' && state !== 'waiting').map((state) => ({
          value: state,
          label: t(cellWord(state)),
        }))}
      />
      {!untouched && (
        <Button type="link" onClick={() => change(NO_FILTER)}>
          {t('filter.clear')}
        </Button>
      )}
      <span className="count" role="status">
        {t('filter.count', { shown, total })}
      </span>
    </div>
  );
}
