import type { Evidence } from '@gangmu/core';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField, SwitchField } from '../field/choice-field.js';
import { LocalTextField } from '../field/local-text-field.js';
import { ElementList } from '../list/element-list.js';
import { below, nextOrder } from '../place.js';
import { OptionsEditor } from './options-editor.js';

type Table = Extract<Evidence, { type: 'table' }>;
const TYPES = ['date', 'number', 'choice', 'text'] as const;

/** The columns of a table: what each line says. A sensitive step has none for words. */
export function TableColumns({ path, evidence, sensitive }: { path: string; evidence: Table; sensitive: boolean }) {
  const { t, local } = useWords();
  const { columns } = evidence;
  return (
    <div className="sub-list">
      <h4>{t('props.columns.title')}</h4>
      <ElementList
        path={below(path, 'columns')}
        label={t('props.columns.title')}
        prefix="col"
        ordered
        empty={t('props.columns.empty')}
        addLabel={t('props.columns.add')}
        add={[
          {
            key: 'column',
            label: t('props.columns.add'),
            make: () => ({
              title: { zh: '新列', en: 'New column' },
              type: 'number',
              required: true,
              order: nextOrder(columns),
            }),
          },
        ]}
        renderTitle={(id) => local(columns[id]?.title)}
        summary={(id) => columns[id] && t(`props.columns.type.${columns[id].type}`)}
        renderBody={(id, place) => (
          <>
            <LocalTextField path={below(place, 'title')} label={t('props.field.title')} />
            <div className="pair">
              <ChoiceField
                path={below(place, 'type')}
                label={t('props.columns.type')}
                options={TYPES.map((type) => ({
                  value: type,
                  label: t(`props.columns.type.${type}`),
                  disabled: sensitive && type === 'text',
                }))}
              />
              <SwitchField path={below(place, 'required')} label={t('props.evidence.required')} />
            </div>
            {columns[id]?.type === 'choice' && (
              <OptionsEditor path={below(place, 'options')} label={t('props.evidence.options')} />
            )}
          </>
        )}
      />
    </div>
  );
}
