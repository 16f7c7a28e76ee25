import { MANDATE_WORDS, MANDATES, type Operation, type Refusal, sameValue, say, type Step } from '@gangmu/core';
import { Alert, InputNumber, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../../platform/language.js';
import { LockSign } from './field/lock-sign.js';
import { phaseOptions, roleOptions, tagOptions } from './options.js';
import { below, put } from './place.js';
import { useSheet } from './sheet.js';

/** What several steps have in common; what is set here is set for all of them, as one undoable step. */
export function SeveralProperties({ ids }: { ids: readonly string[] }) {
  const { t, local, language } = useWords();
  const sheet = useSheet();
  const { template } = sheet;
  const [refusal, refuse] = useState<Refusal | null>(null);
  const steps = ids.flatMap((id) => (template.steps[id] === undefined ? [] : [template.steps[id]]));
  const roles = roleOptions(template, local);

  const set = (field: keyof Step, value: unknown): void =>
    refuse(
      sheet.change(
        ids.map((id) => put(below('', 'steps', id, field), value)),
        `several ${field}`,
      ),
    );
  const apply = (operation: Operation): void => refuse(sheet.apply(operation));
  const places = (field: keyof Step): string[] => ids.map((id) => below('', 'steps', id, field));
  const row = (field: keyof Step, label: string, control: (common: Common) => ReactNode) => (
    <Row
      label={label}
      places={places(field)}
      common={commonOf(steps.map((step) => step[field]))}
      control={control}
      placeholder={t('props.several.different')}
    />
  );
  const tags = [...new Set(steps.flatMap((step) => step.tags))];
  const everywhere = tags.filter((tag) => steps.every((step) => step.tags.includes(tag)));
  return (
    <div className="sheet single">
      <p>{t('props.several.count', { count: steps.length })}</p>
      <p className="soft">{t('props.several.help')}</p>
      {row('phase', t('props.step.phase'), (common) => (
        <Select
          {...selecting(common)}
          options={phaseOptions(template, local)}
          onChange={(phase: string) => apply({ op: 'move-steps', ids: [...ids], phase })}
        />
      ))}
      {row('lead', t('props.step.lead'), (common) => (
        <Select {...selecting(common)} options={roles} onChange={(lead: string) => set('lead', lead)} />
      ))}
      {row('supporting', t('props.step.supporting'), (common) => (
        <Select
          {...selecting(common)}
          mode="multiple"
          value={Array.isArray(common.value) ? (common.value as string[]) : []}
          options={roles}
          onChange={(supporting: string[]) => set('supporting', supporting)}
        />
      ))}
      {row('mandate', t('props.mandate'), (common) => (
        <Select
          {...selecting(common)}
          options={MANDATES.map((value) => ({ value, label: local(MANDATE_WORDS[value]) }))}
          onChange={(mandate: string) => set('mandate', mandate)}
        />
      ))}
      {(['minimumDays', 'estimatedMinutes'] as const).map((field) => (
        <div key={field}>
          {row(field, t(field === 'minimumDays' ? 'props.step.minimumDays' : 'props.step.minutes'), (common) => (
            <InputNumber
              id={common.id}
              min={0}
              precision={0}
              style={{ width: '100%' }}
              disabled={common.disabled}
              value={typeof common.value === 'number' ? common.value : null}
              placeholder={common.placeholder}
              suffix={t(field === 'minimumDays' ? 'props.unit.workingDays' : 'props.unit.minutes')}
              onChange={(value) => value !== null && set(field, value)}
            />
          ))}
        </div>
      ))}
      {row('tags', t('props.several.tags'), (common) => (
        <Select
          {...selecting(common)}
          mode="tags"
          value={everywhere}
          options={tagOptions(template, local)}
          onChange={(next: string[]) => {
            const gone = everywhere.filter((tag) => !next.includes(tag));
            const edits = ids.map((id, index) => {
              const kept = (steps[index]?.tags ?? []).filter((tag) => !gone.includes(tag));
              return put(below('', 'steps', id, 'tags'), [...new Set([...kept, ...next])]);
            });
            refuse(sheet.change(edits));
          }}
        />
      ))}
      {refusal !== null && <Alert type="error" showIcon title={say(language, refusal.code, refusal.params)} />}
    </div>
  );
}

interface Common {
  value: unknown;
  id: string;
  disabled: boolean;
  placeholder: string | undefined;
}

const commonOf = (values: unknown[]): { value: unknown; same: boolean } => {
  const [first] = values;
  const same = values.every((value) => sameValue(value, first));
  return { value: same ? first : undefined, same };
};

const selecting = (common: Common) => ({
  id: common.id,
  disabled: common.disabled,
  style: { width: '100%' },
  popupMatchSelectWidth: false,
  value: typeof common.value === 'string' ? (common.value as never) : null,
  placeholder: common.placeholder,
});

interface RowProps {
  label: string;
  places: string[];
  common: { value: unknown; same: boolean };
  placeholder: string;
  control: (common: Common) => ReactNode;
}

/** One field of all the steps; locked as soon as it is locked in one of them. */
function Row({ label, places, common, placeholder, control }: RowProps) {
  const sheet = useSheet();
  const id = useId();
  const locked = places.flatMap((path) => {
    const lock = sheet.lockAt(path);
    return lock === null || lock.may.set ? [] : [{ path, lock }];
  })[0];
  return (
    <div className="field">
      <div className="field-name">
        <label htmlFor={id}>{label}</label>
        {locked !== undefined && <LockSign path={locked.path} lock={locked.lock} label={label} />}
      </div>
      {control({
        value: common.value,
        id,
        disabled: !sheet.mayEdit || locked !== undefined,
        placeholder: common.same ? undefined : placeholder,
      })}
    </div>
  );
}
