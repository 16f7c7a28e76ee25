import type { Anchor, Bound } from '@gangmu/core';
import { InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField } from '../field/choice-field.js';
import { TimeField } from '../field/date-field.js';
import { Frame } from '../field/frame.js';
import { useField } from '../field/use-field.js';
import { below, keysOf, valueAt } from '../place.js';
import { useSheetPart } from '../sheet.js';
import { AnchorFields } from './anchor-fields.js';
import { BoundPreviewLine } from './bound-preview-line.js';

interface Props {
  path: string;
  /** A deadline or closing of the step's items, not an opening. */
  asItem?: boolean;
}

/** Everything about one bound – counted from what, how far, off rest days, at what time – and the day it comes to. */
export function BoundFields({ path, asItem = true }: Props) {
  const { t } = useWords();
  const [map = '', id = ''] = keysOf(path);
  const owner = `/${map}/${id}`;
  const mode = useSheetPart(({ template }) => (map === 'steps' ? template.steps[id]?.occurrences.mode : undefined));
  const also = useMemo<Anchor['from'][]>(() => {
    if (!asItem) return [];
    return mode === 'every' ? ['period-end', 'item-opening'] : ['item-opening'];
  }, [asItem, mode]);
  return (
    <div className="bound">
      <AnchorFields path={below(path, 'anchor')} owner={owner} label={t('props.bound.anchor')} also={also} />
      <OffsetField path={path} />
      <div className="pair">
        <ChoiceField
          path={below(path, 'roll')}
          label={t('props.bound.roll')}
          options={(['none', 'next-working-day', 'previous-working-day'] as const).map((value) => ({
            value,
            label: t(`props.bound.roll.${value}`),
          }))}
        />
        <TimeField path={below(path, 'at')} label={t('props.bound.at')} />
      </div>
      <BoundPreviewLine path={path} owner={owner} asItem={asItem} />
    </div>
  );
}

type Way = 'before' | 'on' | 'after';

/** “5 working days before”: people say a number and a direction, the template has one signed number. */
function OffsetField({ path }: { path: string }) {
  const { t } = useWords();
  const offset = useField(below(path, 'offset'));
  const unit = useField(below(path, 'unit'));
  const bound = useSheetPart(({ template }) => valueAt(template, path) as Bound | undefined);
  const value = bound?.offset ?? 0;
  const way: Way = value === 0 ? 'on' : value < 0 ? 'before' : 'after';
  const days = (next: number): boolean => offset.set(next, true);
  return (
    <Frame label={t('props.bound.offset')} path={below(path, 'offset')} field={offset} group>
      <div className="offset">
        <Select<Way>
          id={offset.id}
          aria-label={t('props.bound.way')}
          value={way}
          disabled={offset.disabled}
          options={(['before', 'on', 'after'] as const).map((each) => ({
            value: each,
            label: t(`props.bound.${each}`),
          }))}
          onChange={(next) => days(next === 'on' ? 0 : (Math.abs(value) || 1) * (next === 'before' ? -1 : 1))}
        />
        {way !== 'on' && (
          <>
            <InputNumber
              {...offset.aria}
              aria-label={t('props.bound.days')}
              min={1}
              max={1000}
              precision={0}
              value={Math.abs(value)}
              disabled={offset.disabled}
              onChange={(next) => next !== null && days(way === 'before' ? -next : next)}
            />
            <Select
              aria-label={t('props.bound.unit')}
              value={bound?.unit ?? 'calendar-days'}
              disabled={unit.disabled}
              options={(['calendar-days', 'working-days'] as const).map((each) => ({
                value: each,
                label: t(`props.bound.unit.${each}`),
              }))}
              onChange={(next) => unit.set(next)}
            />
          </>
        )}
      </div>
    </Frame>
  );
}

/** A bound that may be there or not, behind a switch-like choice: an opening, a closing. */
export function OptionalBound({ path, label, anchor, asItem = true }: Props & { label: string; anchor: Anchor }) {
  const { t } = useWords();
  const field = useField(path);
  const on = field.value !== undefined;
  return (
    <div className="optional-bound">
      <Frame label={label} path={path} field={field}>
        <Select
          id={field.id}
          {...field.aria}
          style={{ width: '100%' }}
          value={on ? 'set' : 'none'}
          disabled={field.disabled}
          options={[
            { value: 'none', label: t('props.bound.none') },
            { value: 'set', label: t('props.bound.set') },
          ]}
          onChange={(value) => field.set(value === 'none' ? undefined : boundFrom(anchor))}
        />
      </Frame>
      {on && <BoundFields path={path} asItem={asItem} />}
    </div>
  );
}

/** A bound to begin with: on the very day, off rest days, at the end of the working day. */
export const boundFrom = (anchor: Anchor, offset = 0): Bound => ({
  anchor,
  offset,
  unit: 'calendar-days',
  roll: 'previous-working-day',
  at: '18:00',
});
