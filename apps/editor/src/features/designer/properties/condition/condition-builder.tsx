/**
 * Conditions, line by line. A builder of our own instead of react-querybuilder: that one brings a store (Redux Toolkit)
 * and a query model of its own, has to be taught our words, labels and operators one by one, and reads more JsonLogic
 * than templates allow.
 */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { type Condition, describeCondition } from '@gangmu/core';
import { Button, Input, InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import type { WordKey } from '../../../../words/words.js';
import { Frame } from '../field/frame.js';
import { useField } from '../field/use-field.js';
import { keysOf } from '../place.js';
import { useSettledTemplate, useSheetPart } from '../sheet.js';
import {
  type Comparison,
  comparisonsOf,
  fittingValue,
  type Group,
  groupOf,
  newLine,
  type Row,
  toCondition,
  wantsList,
  withoutRow,
} from './rows.js';
import { type Variable, variablesFor } from './variables.js';

/** Whom something is for. Without lines it is for everybody. */
export function ConditionBuilder({ path, label, unseen = false }: { path: string; label: string; unseen?: boolean }) {
  const { t, local, language } = useWords();
  const template = useSettledTemplate();
  const field = useField(path, { deep: true });
  const owner = `/${keysOf(path).slice(0, 2).join('/')}`;
  const organisation = useSheetPart((sheet) => sheet.organisation ?? null);
  const variables = useMemo(
    () => variablesFor(template, owner, organisation, t, local),
    [template, owner, organisation, t, local],
  );
  const condition = field.value as Condition | undefined;
  const reading = useSheetPart(({ template: now }) => condition && describeCondition(condition, now, language));
  return (
    <Frame label={label} path={path} field={field} group unseen={unseen}>
      <GroupRows
        group={groupOf(condition)}
        variables={variables}
        disabled={field.disabled}
        depth={0}
        change={(group) => field.set(toCondition(group), true)}
      />
      <p className="reading" aria-live="polite">
        {reading ?? t('props.condition.always')}
      </p>
    </Frame>
  );
}

interface GroupProps {
  group: Group;
  variables: readonly Variable[];
  disabled: boolean;
  depth: number;
  change: (group: Group) => void;
}

function GroupRows({ group, variables, disabled, depth, change }: GroupProps) {
  const { t } = useWords();
  const { rows } = group;
  const put = (index: number, row: Row): void => change({ ...group, rows: rows.toSpliced(index, 1, row) });
  const first = variables[0];
  const how = `${group.not ? 'not' : 'is'}-${group.all ? 'all' : 'any'}` as const;
  return (
    <div className={`condition-group depth-${depth}`}>
      {(rows.length > 1 || group.not) && (
        <Select
          size="small"
          value={how}
          disabled={disabled}
          aria-label={t('props.condition.how')}
          options={(['is-all', 'is-any', 'not-all', 'not-any'] as const).map((value) => ({
            value,
            label: t(`props.condition.${value}`),
          }))}
          onChange={(value) => change({ ...group, all: value.endsWith('all'), not: value.startsWith('not') })}
        />
      )}
      <ul>
        {rows.map((row, index) => (
          // Lines have no ids: a condition is one value, whatever it is built with.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            {row.kind === 'group' ? (
              <GroupRows
                group={row}
                variables={variables}
                disabled={disabled}
                depth={depth + 1}
                change={(inner) => (inner.rows.length === 0 ? change(withoutRow(group, index)) : put(index, inner))}
              />
            ) : row.kind === 'line' ? (
              <Line row={row} variables={variables} disabled={disabled} change={(line) => put(index, line)} />
            ) : (
              <span className="soft">
                {t(row.condition === false ? 'props.condition.never' : 'props.condition.other')}
              </span>
            )}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              disabled={disabled}
              aria-label={t('props.condition.remove', { number: index + 1 })}
              onClick={() => change(withoutRow(group, index))}
            />
          </li>
        ))}
      </ul>
      {!disabled && first !== undefined && (
        <div className="condition-add">
          <Button
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => change({ ...group, rows: [...rows, newLine(first)] })}
          >
            {t('props.condition.add')}
          </Button>
          {depth < 2 && rows.length > 0 && (
            <Button
              size="small"
              type="text"
              onClick={() =>
                change({
                  ...group,
                  rows: [...rows, { kind: 'group', all: !group.all, not: false, rows: [newLine(first)] }],
                })
              }
            >
              {t('props.condition.addGroup')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface LineProps {
  row: Extract<Row, { kind: 'line' }>;
  variables: readonly Variable[];
  disabled: boolean;
  change: (row: Row) => void;
}

function Line({ row, variables, disabled, change }: LineProps) {
  const { t } = useWords();
  const variable = variables.find(({ path }) => path === row.variable);
  const groups = [...new Set(variables.map(({ group }) => group))];
  const choices = comparisonsOf(variable?.sort ?? 'text');
  // The template writes “among” the same for a value and for a list; the variable says which is meant.
  const how = choices.includes(row.how)
    ? row.how
    : (choices.find((each) => wantsList(each) === wantsList(row.how)) ?? row.how);
  return (
    <div className="condition-line">
      <Select
        size="small"
        value={row.variable}
        disabled={disabled}
        aria-label={t('props.condition.what')}
        status={variable === undefined ? 'error' : ''}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        labelRender={() => variable?.label ?? t('props.condition.unknown')}
        options={groups.map((group) => ({
          label: group,
          options: variables.filter((each) => each.group === group).map(({ path, label }) => ({ value: path, label })),
        }))}
        onChange={(path) => {
          const next = variables.find((each) => each.path === path);
          if (next === undefined) return;
          const kept =
            comparisonsOf(next.sort).includes(how) && next.sort === variable?.sort && next.values === undefined;
          change(kept ? { ...row, variable: path } : newLine(next));
        }}
      />
      <Select<Comparison>
        size="small"
        value={how}
        disabled={disabled || variable === undefined}
        aria-label={t('props.condition.comparison')}
        options={choices.map((each) => ({ value: each, label: t(comparisonWord(each, variable?.sort)) }))}
        onChange={(next) => variable && change({ ...row, how: next, value: fittingValue(variable, next, row.value) })}
      />
      {variable !== undefined && (
        <Value row={{ ...row, how }} variable={variable} disabled={disabled} change={change} />
      )}
    </div>
  );
}

/** Dates are earlier and later, numbers are more and less. */
const comparisonWord = (how: Comparison, sort: Variable['sort'] | undefined): WordKey =>
  sort === 'date' && how !== 'in' && how !== 'shares' && how !== '!='
    ? `props.comparison.date.${how}`
    : `props.comparison.${how}`;

interface ValueProps extends Omit<LineProps, 'variables'> {
  variable: Variable;
}

function Value({ row, variable, disabled, change }: ValueProps) {
  const { t } = useWords();
  const label = t('props.condition.value');
  if (wantsList(row.how))
    return (
      <Select
        size="small"
        mode={variable.values === undefined ? 'tags' : 'multiple'}
        value={Array.isArray(row.value) ? row.value.map(String) : []}
        disabled={disabled}
        aria-label={label}
        status={Array.isArray(row.value) && row.value.length === 0 ? 'warning' : ''}
        options={variable.values ?? []}
        popupMatchSelectWidth={false}
        placeholder={t('props.condition.choose')}
        className="wide"
        onChange={(value: string[]) => change({ ...row, value })}
      />
    );
  if (variable.sort === 'number')
    return (
      <InputNumber
        size="small"
        value={typeof row.value === 'number' ? row.value : null}
        disabled={disabled}
        aria-label={label}
        onChange={(value) => value !== null && change({ ...row, value })}
      />
    );
  if (variable.values !== undefined)
    return (
      <Select
        size="small"
        value={typeof row.value === 'string' ? row.value : null}
        disabled={disabled}
        aria-label={label}
        options={variable.values}
        popupMatchSelectWidth={false}
        onChange={(value: string) => change({ ...row, value })}
      />
    );
  return (
    <Input
      size="small"
      type={variable.sort === 'date' ? 'date' : 'text'}
      value={typeof row.value === 'string' ? row.value : ''}
      disabled={disabled}
      aria-label={label}
      onChange={({ target }) => change({ ...row, value: target.value })}
    />
  );
}
