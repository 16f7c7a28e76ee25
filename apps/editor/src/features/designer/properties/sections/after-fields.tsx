import { DeleteOutlined } from '@ant-design/icons';
import type { Step, Template } from '@gangmu/core';
import { Button, InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField } from '../field/choice-field.js';
import { Frame } from '../field/frame.js';
import { useField } from '../field/use-field.js';
import { stepOptions, stepsAfter } from '../options.js';
import { below, keysOf } from '../place.js';
import { useLiveSheet, useSettledTemplate, useSheetPart } from '../sheet.js';

/** What a step comes after, and how many of these must have ended. `path` is the step. */
export function AfterFields({ path }: { path: string }) {
  const { t, local, list } = useWords();
  const live = useLiveSheet();
  const id = keysOf(path)[1] ?? '';
  const join = useField(below(path, 'join'));
  const mayEdit = useSheetPart((sheet) => sheet.mayEdit);
  const titleOf = (template: Template, step: string): string => local(template.steps[step]?.title) || step;
  const edges = useSheetPart(({ template }) =>
    Object.entries(template.edges).flatMap(([edge, { from, to }]) =>
      to === id ? [{ edge, from, title: titleOf(template, from) }] : [],
    ),
  );
  const followers = useSheetPart(({ template }) =>
    Object.values(template.edges).flatMap(({ from, to }) => (from === id ? [titleOf(template, to)] : [])),
  );
  const template = useSettledTemplate();
  const addable = useMemo(() => {
    const after = stepsAfter(template, path);
    const already = new Set(Object.values(template.edges).flatMap((edge) => (edge.to === id ? [edge.from] : [])));
    return stepOptions(template, local, (step) => !after.has(step) && !already.has(step));
  }, [template, path, id, local]);
  return (
    <>
      <Frame
        label={t('props.after.steps')}
        path={below(path, 'after')}
        field={{ ...join, revert: null, messages: [] }}
        group
      >
        {edges.length === 0 && <p className="soft">{t('props.after.none')}</p>}
        <ul className="edge-lines">
          {edges.map(({ edge, from, title }) => (
            <EdgeLine key={edge} id={edge} title={title} other={from} />
          ))}
        </ul>
        {mayEdit && addable.length > 0 && (
          <Select<string | null>
            size="small"
            value={null}
            style={{ width: '100%' }}
            placeholder={t('props.after.add')}
            aria-label={t('props.after.add')}
            showSearch={{ optionFilterProp: 'label' }}
            options={addable.map(({ value, label }) => ({ value, label }))}
            onChange={(from) =>
              from !== null && join.refuse(live.get().apply({ op: 'connect', from, to: id, kind: 'order' }))
            }
          />
        )}
      </Frame>
      {edges.length > 1 && <JoinField path={below(path, 'join')} most={edges.length} />}
      {followers.length > 0 && <p className="soft">{t('props.after.followers', { steps: list(followers) })}</p>}
    </>
  );
}

/** One predecessor: which, whether it is needed or only comes first, and the way to it. */
function EdgeLine({ id, title, other }: { id: string; title: string; other: string }) {
  const { t } = useWords();
  const live = useLiveSheet();
  const place = below('', 'edges', id);
  const kind = useField(below(place, 'kind'));
  const { mayEdit, lock } = useSheetPart((sheet) => ({ mayEdit: sheet.mayEdit, lock: sheet.lockAt(place) }));
  return (
    <li data-path={place}>
      <Button type="link" size="small" className="grow" onClick={() => live.get().show(below('', 'steps', other))}>
        {title}
      </Button>
      <Select<'order' | 'needs'>
        size="small"
        value={kind.value === 'needs' ? 'needs' : 'order'}
        disabled={kind.disabled}
        aria-label={t('props.edge.kind.of', { step: title })}
        popupMatchSelectWidth={false}
        options={(['order', 'needs'] as const).map((value) => ({ value, label: t(`props.edge.kind.${value}`) }))}
        onChange={(next) => kind.refuse(live.get().apply({ op: 'set-edge', id, kind: next }))}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        disabled={!mayEdit || (lock !== null && !lock.may.remove)}
        aria-label={t('props.edge.remove.of', { step: title })}
        onClick={() => kind.refuse(live.get().apply({ op: 'disconnect', ids: [id] }))}
      />
    </li>
  );
}

/** How many of several predecessors must have ended. */
export function JoinField({ path, most }: { path: string; most: number }) {
  const { t } = useWords();
  const field = useField(path);
  const join = field.value as Step['join'] | undefined;
  const least = typeof join === 'object' ? join.atLeast : null;
  return (
    <>
      <ChoiceField
        path={path}
        label={t('props.join')}
        options={(['all', 'any', 'at-least'] as const).map((value) => ({ value, label: t(`props.join.${value}`) }))}
        fromStored={() => (typeof join === 'string' ? join : 'at-least')}
        toStored={(value) => (value === 'at-least' ? { atLeast: Math.max(1, most - 1) } : value)}
      />
      {least !== null && (
        <InputNumber
          size="small"
          min={1}
          max={most}
          precision={0}
          value={least}
          disabled={field.disabled}
          aria-label={t('props.join.least')}
          suffix={t('props.join.of', { most })}
          onChange={(next) => next !== null && field.set({ atLeast: next }, true)}
        />
      )}
    </>
  );
}
