import type { Step } from '@gangmu/core';
import { useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField } from '../field/choice-field.js';
import { Frame } from '../field/frame.js';
import { NumberField } from '../field/number-field.js';
import { useField } from '../field/use-field.js';
import { stepOptions } from '../options.js';
import { below, keysOf } from '../place.js';
import { useSettledTemplate } from '../sheet.js';
import { Button } from 'antd';

type Cascade = NonNullable<Step['cascade']>;

/** How many subordinate units must have reached what, before a cascade ends by itself. `path` is the step. */
export function CascadeFields({ path }: { path: string }) {
  const { t, local } = useWords();
  const template = useSettledTemplate();
  const place = below(path, 'cascade');
  const field = useField(place);
  const cascade = field.value as Cascade | undefined;
  const self = keysOf(path)[1];
  // Milestones first: they are what is meant to be counted.
  const steps = useMemo(() => {
    const all = stepOptions(template, local, (id) => id !== self);
    const isMilestone = (id: string): boolean => template.steps[id]?.kind === 'milestone';
    return [...all.filter(({ value }) => isMilestone(value)), ...all.filter(({ value }) => !isMilestone(value))];
  }, [template, local, self]);
  const first = steps[0]?.value;
  if (cascade === undefined)
    return (
      <Frame label={t('props.cascade')} path={place} field={field} group>
        <Button
          size="small"
          disabled={field.disabled || first === undefined}
          onClick={() => field.set({ milestone: first, need: { percent: 100 } })}
        >
          {t('props.cascade.set')}
        </Button>
      </Frame>
    );
  const share = 'percent' in cascade.need;
  return (
    <>
      <ChoiceField path={below(place, 'milestone')} label={t('props.cascade.milestone')} options={steps} />
      <div className="pair">
        <ChoiceField
          path={below(place, 'need')}
          label={t('props.cascade.need')}
          options={(['percent', 'atLeast'] as const).map((value) => ({ value, label: t(`props.cascade.${value}`) }))}
          fromStored={() => (share ? 'percent' : 'atLeast')}
          toStored={(value) => (value === 'percent' ? { percent: 100 } : { atLeast: 1 })}
        />
        <NumberField
          path={below(place, 'need', share ? 'percent' : 'atLeast')}
          label={t('props.cascade.much')}
          suffix={share ? '%' : t('props.unit.units')}
        />
      </div>
    </>
  );
}
