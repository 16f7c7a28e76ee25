import { type Occurrences, periodsBetween, type PlainDate, planFor, resolveBoundDate } from '@gangmu/core';
import { Alert } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { useWords } from '../../../platform/language.js';
import { AnchorFields } from './bound/anchor-fields.js';
import { ChoiceField } from './field/choice-field.js';
import { NumberField } from './field/number-field.js';
import { registerOptions } from './options.js';
import { below, valueAt } from './place.js';
import { usePlannedTemplate, useSheetCalendar, useSheetPart } from './sheet.js';

const MODES = ['once', 'each', 'every', 'on-call'] as const;
const PERIODS = ['week', 'half-month', 'month', 'quarter'] as const;

/** How often a step comes up: once, for each entry of a register, every period, or when called. `path` is the step. */
export function OccurrencesBuilder({ path }: { path: string }) {
  const { t, local } = useWords();
  const place = below(path, 'occurrences');
  const occurrences = useSheetPart(({ template }) => valueAt(template, place) as Occurrences | undefined);
  const registers = useSheetPart(({ template }) => registerOptions(template, local));
  const made = (mode: string): Occurrences => {
    if (mode === 'each') return { mode, register: registers[0]?.value ?? '' };
    if (mode === 'every')
      return { mode, period: 'month', count: 1, start: { from: 'campaign-start' }, end: { from: 'campaign-end' } };
    return mode === 'on-call' ? { mode } : { mode: 'once' };
  };
  return (
    <>
      <ChoiceField
        path={place}
        label={t('props.occurrences.mode')}
        options={MODES.map((mode) => ({
          value: mode,
          label: t(`props.occurrences.${mode}`),
          about:
            mode === 'each' && registers.length === 0
              ? t('props.occurrences.noRegister')
              : t(`props.occurrences.${mode}.about`),
          disabled: mode === 'each' && registers.length === 0,
        }))}
        fromStored={(value) => (value as Occurrences | undefined)?.mode}
        toStored={made}
      />
      {occurrences?.mode === 'each' && (
        <ChoiceField path={below(place, 'register')} label={t('props.occurrences.register')} options={registers} />
      )}
      {occurrences?.mode === 'every' && (
        <>
          <div className="pair">
            <NumberField path={below(place, 'count')} label={t('props.occurrences.count')} />
            <ChoiceField
              path={below(place, 'period')}
              label={t('props.occurrences.period')}
              options={PERIODS.map((period) => ({ value: period, label: t(`props.occurrences.period.${period}`) }))}
            />
          </div>
          <AnchorFields path={below(place, 'start')} owner={path} label={t('props.occurrences.start')} />
          <AnchorFields path={below(place, 'end')} owner={path} label={t('props.occurrences.end')} />
          <Periods path={path} occurrences={occurrences} />
        </>
      )}
    </>
  );
}

/** The periods these settings come to, so that nobody counts on fingers. */
function Periods({ path, occurrences }: { path: string; occurrences: Extract<Occurrences, { mode: 'every' }> }) {
  const { t } = useWords();
  const calendar = useSheetCalendar();
  const template = useDeferredValue(usePlannedTemplate(path));
  const periods = useMemo(() => {
    if (template.window.end < template.window.start) return [];
    const plan = planFor(template, null, { calendar });
    const anchored = (anchor: typeof occurrences.start): PlainDate => {
      if (anchor.from === 'date') return anchor.date;
      if (anchor.from === 'campaign-start') return template.window.start;
      if (anchor.from === 'step-ended') return plan.steps.get(anchor.step)?.due ?? template.window.start;
      if (anchor.from === 'phase-opening') {
        const opens = [...plan.steps].filter(([id]) => template.steps[id]?.phase === anchor.phase);
        return opens.map(([, step]) => step.open).toSorted()[0] ?? template.window.start;
      }
      return template.window.end;
    };
    const zero = { offset: 0, unit: 'calendar-days', roll: 'none' } as const;
    const start = resolveBoundDate(zero, anchored(occurrences.start), calendar);
    return periodsBetween(occurrences.period, occurrences.count, start, anchored(occurrences.end));
  }, [template, calendar, occurrences]);
  const [first] = periods;
  const last = periods.at(-1);
  if (first === undefined || last === undefined)
    return <Alert type="warning" showIcon title={t('props.occurrences.none')} data-path={below(path, 'occurrences')} />;
  return (
    <p className="bound-preview">
      {t('props.occurrences.preview', {
        count: periods.length,
        first: `${first.start} – ${first.end}`,
        last: last.end,
      })}
    </p>
  );
}
