import { DeleteOutlined } from '@ant-design/icons';
import { fieldName, MANDATE_WORDS, MANDATES, type Mandate, mandateFields } from '@gangmu/core';
import { Button, Select } from 'antd';
import { useWords } from '../../../../platform/language.js';
import type { WordKey } from '../../../../words/words.js';
import { ChoiceField, type Option } from '../field/choice-field.js';
import { Frame } from '../field/frame.js';
import { useField } from '../field/use-field.js';
import { below } from '../place.js';

/** What fields are called in the form; those it has no section for are called as in sentences. */
const FIELDS = {
  title: 'props.field.title',
  guidance: 'props.field.guidance',
  lead: 'props.step.lead',
  supporting: 'props.step.supporting',
  deadlines: 'props.section.deadlines',
  join: 'props.mandate.join',
  opening: 'props.step.opens',
  closes: 'props.step.closes',
  occurrences: 'props.occurrences.mode',
  evidence: 'props.section.evidence',
  reviews: 'props.section.review',
  ladder: 'props.section.ladder',
  when: 'props.section.condition',
  estimatedMinutes: 'props.step.minutes',
  minimumDays: 'props.step.minimumDays',
  alternatives: 'props.section.alternatives',
  extension: 'props.section.extension',
  tags: 'props.step.tags',
} as const satisfies Record<string, WordKey>;
/** Those one looks for come first. */
const ORDERED = [...new Set([...Object.keys(FIELDS), ...mandateFields])].filter((field) =>
  mandateFields.includes(field),
);

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** How far levels below may change an element. */
export function MandateField({ path }: { path: string }) {
  const { t, local } = useWords();
  const options: Option[] = MANDATES.map((mandate) => ({
    value: mandate,
    label: local(MANDATE_WORDS[mandate]),
    about: t(`props.mandate.${mandate}.about`),
  }));
  return <ChoiceField path={below(path, 'mandate')} label={t('props.mandate')} options={options} />;
}

/** Single fields of a step that are more or less open than the step itself. */
export function FieldMandates({ path }: { path: string }) {
  const { t, local } = useWords();
  const place = below(path, 'fieldMandates');
  const field = useField(place, { deep: true });
  const mandates = (field.value ?? {}) as Record<string, Mandate>;
  const set = (next: Record<string, Mandate>): boolean => field.set(Object.keys(next).length === 0 ? undefined : next);
  const nameOf = (name: string): string =>
    Object.hasOwn(FIELDS, name) ? t(FIELDS[name as keyof typeof FIELDS]) : capital(local(fieldName(name)));
  const left = ORDERED.filter((name) => !(name in mandates));
  return (
    <Frame label={t('props.mandate.fields')} path={place} field={field} help={t('props.mandate.fields.help')} group>
      <ul className="option-lines">
        {Object.entries(mandates).map(([name, mandate]) => (
          <li key={name}>
            <span className="grow">{nameOf(name)}</span>
            <Select
              size="small"
              value={mandate}
              disabled={field.disabled}
              aria-label={t('props.mandate.of', { field: nameOf(name) })}
              options={MANDATES.map((value) => ({ value, label: local(MANDATE_WORDS[value]) }))}
              onChange={(next: Mandate) => set({ ...mandates, [name]: next })}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              disabled={field.disabled}
              aria-label={t('props.mandate.fields.remove', { field: nameOf(name) })}
              onClick={() => set(Object.fromEntries(Object.entries(mandates).filter(([key]) => key !== name)))}
            />
          </li>
        ))}
      </ul>
      {!field.disabled && left.length > 0 && (
        <Select<string | null>
          size="small"
          value={null}
          placeholder={t('props.mandate.fields.add')}
          aria-label={t('props.mandate.fields.add')}
          style={{ width: '100%' }}
          options={left.map((name) => ({ value: name, label: nameOf(name) }))}
          onChange={(name) => name !== null && set({ ...mandates, [name]: 'free' })}
        />
      )}
    </Frame>
  );
}
