import type { Step } from '@gangmu/core';
import { Select } from 'antd';
import { useWords } from '../../../../platform/language.js';
import { SeveralField } from '../field/choice-field.js';
import { Frame } from '../field/frame.js';
import { LocalTextField } from '../field/local-text-field.js';
import { useField } from '../field/use-field.js';
import { ElementList } from '../list/element-list.js';
import { categoryOptions } from '../options.js';
import { below, keysOf, valueAt } from '../place.js';
import { useLiveSheet, useSheetPart } from '../sheet.js';

/** Equivalents that levels below may choose from, and what this level chose for which category. `path` is the step. */
export function AlternativesFields({ path, shown }: { path: string; shown: { path: string; count: number } | null }) {
  const { t, local, list } = useWords();
  const alternatives = useSheetPart(
    ({ template }) => (valueAt(template, below(path, 'alternatives')) ?? {}) as NonNullable<Step['alternatives']>,
  );
  const categories = useSheetPart(({ template }) => categoryOptions(template, local));
  const titleOf = (category: string): string => categories.find(({ value }) => value === category)?.label || category;
  return (
    <>
      <ElementList
        path={below(path, 'alternatives')}
        label={t('props.section.alternatives')}
        prefix="alt"
        shown={shown}
        empty={t('props.alternatives.empty')}
        addLabel={t('props.alternatives.add')}
        add={[
          {
            key: 'alternative',
            label: t('props.alternatives.add'),
            make: () => ({ title: { zh: '等效做法', en: 'Equivalent' }, categories: [] }),
          },
        ]}
        renderTitle={(id) => local(alternatives[id]?.title)}
        summary={(id) => list(alternatives[id]?.categories.map(titleOf) ?? [])}
        renderBody={(_, place) => (
          <>
            <LocalTextField path={below(place, 'title')} label={t('props.field.title')} />
            <SeveralField
              path={below(place, 'categories')}
              label={t('props.alternatives.categories')}
              placeholder={t('props.categories.all')}
              options={categories}
            />
            <LocalTextField path={below(place, 'guidance')} label={t('props.field.guidance')} rows={2} optional />
          </>
        )}
      />
      {Object.keys(alternatives).length > 0 && categories.length > 0 && <Chosen path={path} />}
    </>
  );
}

/** Which equivalent is chosen for which category of units. */
function Chosen({ path }: { path: string }) {
  const { t, local } = useWords();
  const live = useLiveSheet();
  const field = useField(below(path, 'chosen'), { deep: true });
  const id = keysOf(path)[1] ?? '';
  const step = useSheetPart(({ template }) => {
    const { chosen, alternatives } = template.steps[id] ?? {};
    return { chosen, alternatives };
  });
  const all = useSheetPart(({ template }) => categoryOptions(template, local));
  const chosen = step.chosen ?? {};
  const offered = (category: string): string[] =>
    Object.entries(step.alternatives ?? {})
      .filter(([, { categories }]) => categories.length === 0 || categories.includes(category))
      .map(([alternative]) => alternative);
  const categories = all.filter(({ value }) => offered(value).length > 0);
  return (
    <Frame label={t('props.alternatives.chosen')} path={below(path, 'chosen')} field={field} group>
      <ul className="option-lines">
        {categories.map(({ value: category, label }) => (
          <li key={category}>
            <span className="grow">{label}</span>
            <Select
              size="small"
              value={chosen[category] ?? ''}
              disabled={field.disabled}
              aria-label={t('props.alternatives.chosen.for', { category: label })}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('props.alternatives.original') },
                ...offered(category).map((each) => ({ value: each, label: local(step.alternatives?.[each]?.title) })),
              ]}
              onChange={(alternative) =>
                field.refuse(
                  live.get().apply({
                    op: 'choose-alternative',
                    step: id,
                    category,
                    alternative: alternative === '' ? null : alternative,
                  }),
                )
              }
            />
          </li>
        ))}
      </ul>
    </Frame>
  );
}
