import {
  MANDATE_WORDS,
  MANDATES,
  type Operation,
  type Refusal,
  sameValue,
  say,
  type Step,
  type Template,
} from '@gangmu/core';
import { Alert, InputNumber, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../../platform/language.js';
import { LockSign } from './field/lock-sign.js';
import { phaseOptions, roleOptions, tagOptions } from './options.js';
import { below, put } from './place.js';
import { useLiveSheet, useSheetPart } from './sheet.js';

/** What several steps have in common; what is set here is set for all of them, as one undoable step. */
export function SeveralProperties({ ids }: { ids: readonly string[] }) {
  const { t, local, language } = useWords();
  const live = useLiveSheet();
  const [refusal, refuse] = useState<Refusal | null>(null);
  const { count, common, everywhere } = useSheetPart(({ template }) => inCommon(stepsOf(template, ids)));
  const phases = useSheetPart(({ template }) => phaseOptions(template, local));
  const roles = useSheetPart(({ template }) => roleOptions(template, local));
  const tags = useSheetPart(({ template }) => tagOptions(template, local));

  const set = (field: keyof Step, value: unknown): void =>
    refuse(
      live.get().change(
        ids.map((id) => put(below('', 'steps', id, field), value)),
        `several ${field}`,
      ),
    );
  /** What is chosen in addition comes to each, what is taken off goes from each; what else each has, it keeps. */
  const setEach = (field: SharedList, next: readonly string[]): void => {
    const shown = everywhere[field];
    const { template, change } = live.get();
    const edits = ids.map((id) => {
      const kept = (template.steps[id]?.[field] ?? []).filter((one) => next.includes(one) || !shown.includes(one));
      return put(below('', 'steps', id, field), [...new Set([...kept, ...next])]);
    });
    refuse(change(edits));
  };
  const apply = (operation: Operation): void => refuse(live.get().apply(operation));
  const places = (field: keyof Step): string[] => ids.map((id) => below('', 'steps', id, field));
  const row = (field: SharedField, label: string, control: (common: Common) => ReactNode) => (
    <Row
      label={label}
      places={places(field)}
      common={common[field]}
      control={control}
      placeholder={t('props.several.different')}
    />
  );
  return (
    <div className="sheet single">
      <p>{t('props.several.count', { count })}</p>
      <p className="soft">{t('props.several.help')}</p>
      {row('phase', t('props.step.phase'), (common) => (
        <Select
          {...selecting(common)}
          options={phases}
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
          value={everywhere.supporting}
          options={roles}
          onChange={(next: string[]) => setEach('supporting', next)}
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
          value={everywhere.tags}
          options={tags}
          onChange={(next: string[]) => setEach('tags', next)}
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

const SHARED = ['phase', 'lead', 'supporting', 'mandate', 'minimumDays', 'estimatedMinutes', 'tags'] as const;
type SharedField = (typeof SHARED)[number];
/** Fields that are lists without an order: steps have some of it in common. */
type SharedList = 'supporting' | 'tags';
interface Shared {
  value: unknown;
  same: boolean;
}

const stepsOf = ({ steps }: Template, ids: readonly string[]): Step[] =>
  ids.flatMap((id) => (steps[id] === undefined ? [] : [steps[id]]));

const commonOf = (values: unknown[]): Shared => {
  const [first] = values;
  const same = values.every((value) => sameValue(value, first));
  return { value: same ? first : undefined, same };
};

const inAll = (steps: readonly Step[], field: SharedList): string[] =>
  [...new Set(steps.flatMap((step) => step[field]))].filter((one) => steps.every((step) => step[field].includes(one)));

/** What is the same in all of them, and what of their lists none is without. */
const inCommon = (steps: readonly Step[]) => ({
  count: steps.length,
  common: Object.fromEntries(SHARED.map((field) => [field, commonOf(steps.map((step) => step[field]))])) as Record<
    SharedField,
    Shared
  >,
  everywhere: { supporting: inAll(steps, 'supporting'), tags: inAll(steps, 'tags') },
});

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
  common: Shared;
  placeholder: string;
  control: (common: Common) => ReactNode;
}

/** One field of all the steps; locked as soon as it is locked in one of them. */
function Row({ label, places, common, placeholder, control }: RowProps) {
  const id = useId();
  const { mayEdit, locked } = useSheetPart((sheet) => ({
    mayEdit: sheet.mayEdit,
    locked: places.flatMap((path) => {
      const lock = sheet.lockAt(path);
      return lock === null || lock.may.set ? [] : [{ path, lock }];
    })[0],
  }));
  return (
    <div className="field">
      <div className="field-name">
        <label htmlFor={id}>{label}</label>
        {locked !== undefined && <LockSign path={locked.path} lock={locked.lock} label={label} />}
      </div>
      {control({
        value: common.value,
        id,
        disabled: !mayEdit || locked !== undefined,
        placeholder: common.same ? undefined : placeholder,
      })}
    </div>
  );
}
