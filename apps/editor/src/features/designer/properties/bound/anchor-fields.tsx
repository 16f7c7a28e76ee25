import type { Anchor } from '@gangmu/core';
import { useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField } from '../field/choice-field.js';
import { DateField } from '../field/date-field.js';
import { below, valueAt } from '../place.js';
import { useLiveSheet, useSettledTemplate, useSheetPart } from '../sheet.js';
import { phaseOptions, stepOptions, stepsAfter } from '../options.js';

type From = Anchor['from'];

/** Where a bound counts from: what it is, and which one. `owner` is the step or phase that has the bound. */
export function AnchorFields({
  path,
  owner,
  label,
  also = [],
}: {
  path: string;
  owner: string;
  label: string;
  /** Anchors that only mean something at this place. */
  also?: readonly From[];
}) {
  const { t, local } = useWords();
  const live = useLiveSheet();
  const template = useSettledTemplate();
  const anchor = useSheetPart((sheet) => valueAt(sheet.template, path) as Anchor | undefined);
  const from = anchor?.from;
  // What comes after a step cannot be what it counts from: both would wait for ever.
  const steps = useMemo(() => {
    const after = stepsAfter(template, owner);
    return stepOptions(template, local, (id) => !after.has(id));
  }, [template, owner, local]);
  const phases = useMemo(() => phaseOptions(template, local), [template, local]);
  const choices: From[] = ['campaign-start', 'campaign-end', 'phase-opening', 'step-ended', 'date', ...also];
  if (from !== undefined && !choices.includes(from)) choices.push(from);

  const made = (chosen: string): Anchor => {
    const { window, steps: now } = live.get().template;
    const ownPhase = now[owner.split('/')[2] ?? '']?.phase;
    switch (chosen as From) {
      case 'phase-opening':
        return { from: 'phase-opening', phase: ownPhase ?? phases[0]?.value ?? '' };
      case 'step-ended':
        return { from: 'step-ended', step: steps[0]?.value ?? '' };
      case 'date':
        return { from: 'date', date: window.end };
      default:
        return { from: chosen as 'campaign-start' };
    }
  };
  const impossible = (each: From): boolean =>
    (each === 'step-ended' && steps.length === 0) || (each === 'phase-opening' && phases.length === 0);
  return (
    <>
      <ChoiceField
        path={path}
        label={label}
        options={choices.map((each) => ({ value: each, label: t(`props.anchor.${each}`), disabled: impossible(each) }))}
        fromStored={(value) => (value as Anchor | undefined)?.from}
        toStored={made}
      />
      {from === 'phase-opening' && (
        <ChoiceField path={below(path, 'phase')} label={t('props.anchor.phase')} options={phases} />
      )}
      {from === 'step-ended' && (
        <ChoiceField path={below(path, 'step')} label={t('props.anchor.step')} options={steps} />
      )}
      {from === 'date' && <DateField path={below(path, 'date')} label={t('props.anchor.day')} />}
    </>
  );
}
