import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Evidence } from '@gangmu/core';
import { Button } from 'antd';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField, type Option, SeveralField } from '../field/choice-field.js';
import { NumberField } from '../field/number-field.js';
import { Frame } from '../field/frame.js';
import { useField } from '../field/use-field.js';
import { below, inOrder } from '../place.js';

type Table = Extract<Evidence, { type: 'table' }>;
type Rule = Table['rules'][number];
const FITTING = { sum: 'number', 'distinct-days': 'date' } as const;

/** What the table as a whole must come to: a sum, a number of lines or of days, over the lines a filter keeps. */
export function TableRules({ path, evidence }: { path: string; evidence: Table }) {
  const { t } = useWords();
  const place = below(path, 'rules');
  const field = useField(place);
  const { rules } = evidence;
  return (
    <Frame label={t('props.rules.title')} path={place} field={field} group>
      <ul className="element-list">
        {rules.map((rule, index) => (
          // Rules have no ids; their number in the list is all there is.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="element">
            <div className="element-head">
              <span className="title">{t('props.rules.one', { number: index + 1 })}</span>
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined aria-hidden />}
                disabled={field.disabled}
                aria-label={t('props.rules.remove', { number: index + 1 })}
                onClick={() => field.set(rules.toSpliced(index, 1))}
              />
            </div>
            <div className="element-body">
              <RuleFields path={below(place, index)} rule={rule} columns={evidence.columns} />
            </div>
          </li>
        ))}
      </ul>
      {!field.disabled && (
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => field.set([...rules, { of: 'count', min: 1 }])}
        >
          {t('props.rules.add')}
        </Button>
      )}
    </Frame>
  );
}

function RuleFields({ path, rule, columns }: { path: string; rule: Rule; columns: Table['columns'] }) {
  const { t, local } = useWords();
  const titled = (wanted: (id: string) => boolean): Option[] =>
    inOrder(columns)
      .filter(wanted)
      .map((id) => ({ value: id, label: local(columns[id]?.title) }));
  const fitting = titled((id) => rule.of !== 'count' && columns[id]?.type === FITTING[rule.of]);
  const filtered = rule.filter && columns[rule.filter.column];
  const values = (filtered?.options ?? []).map(({ value, label }) => ({ value, label: local(label) }));
  return (
    <>
      <ChoiceField
        path={path}
        label={t('props.rules.of')}
        options={(['sum', 'count', 'distinct-days'] as const).map((of) => ({
          value: of,
          label: t(`props.rules.of.${of}`),
        }))}
        fromStored={(value) => (value as Rule | undefined)?.of}
        toStored={(of) => {
          const { column: _, ...rest } = rule;
          if (of === 'count') return { ...rest, of };
          const type = FITTING[of as 'sum' | 'distinct-days'];
          const column = inOrder(columns).find((id) => columns[id]?.type === type);
          return { ...rest, of, ...(column === undefined ? {} : { column }) };
        }}
      />
      {rule.of !== 'count' && (
        <ChoiceField path={below(path, 'column')} label={t('props.rules.column')} options={fitting} />
      )}
      <div className="pair">
        <NumberField path={below(path, 'min')} label={t('props.rules.min')} optional />
        <NumberField path={below(path, 'max')} label={t('props.rules.max')} optional />
      </div>
      <ChoiceField
        path={below(path, 'filter')}
        label={t('props.rules.filter')}
        optional
        placeholder={t('props.rules.filter.none')}
        options={titled((id) => columns[id]?.type === 'choice')}
        fromStored={(value) => (value as Rule['filter'])?.column}
        toStored={(column) => ({ column })}
      />
      {rule.filter !== undefined && (
        <>
          <SeveralField path={below(path, 'filter', 'only')} label={t('props.rules.only')} options={values} optional />
          <SeveralField
            path={below(path, 'filter', 'exclude')}
            label={t('props.rules.exclude')}
            options={values}
            optional
          />
        </>
      )}
    </>
  );
}
