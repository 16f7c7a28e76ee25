import { sameValue } from '@gangmu/core';
import { Switch } from 'antd';
import { memo } from 'react';
import { Frame } from './frame.js';
import { Picker } from './picker.js';
import { useField } from './use-field.js';

export interface Option {
  value: string;
  label: string;
  /** A sentence on what it means, beneath the label in the list. */
  about?: string | undefined;
  disabled?: boolean | undefined;
}

interface ChoiceProps {
  path: string;
  label: string;
  help?: string | undefined;
  options: Option[];
  /** May be left empty, which takes the field away. */
  optional?: boolean;
  placeholder?: string;
  /** What goes to the template for a choice, where it is not the value itself. */
  toStored?: (value: string) => unknown;
  fromStored?: (value: unknown) => string | undefined;
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** Found by what is written there. */
const SEARCHED = { optionFilterProp: 'label' };

/** Choices that are made anew with each drawing, but are the same choices, are no reason to draw again. */
const sameChoices = <Props extends { options?: Option[] }>(
  { options: before, ...others }: Props,
  { options: after, ...now }: Props,
): boolean =>
  Object.entries({ ...others, ...now }).every(
    ([key]) => others[key as keyof typeof others] === now[key as keyof typeof now],
  ) && sameValue(before, after);

/** One of several. A value that is none of them is shown as it is, so that nothing is hidden. */
export const ChoiceField = memo(
  function ChoiceField({ path, label, help, options, optional = false, placeholder, ...stored }: ChoiceProps) {
    const { toStored = (value: string) => value, fromStored = asText } = stored;
    const field = useField(path);
    return (
      <Frame label={label} path={path} help={help} field={field}>
        <Picker
          id={field.id}
          {...field.aria}
          value={fromStored(field.value) ?? null}
          disabled={field.disabled}
          status={field.aria['aria-invalid'] ? 'error' : ''}
          options={options}
          allowClear={optional}
          placeholder={placeholder}
          showSearch={options.length > 8 ? SEARCHED : false}
          optionRender={optionText}
          className="whole"
          popupMatchSelectWidth={false}
          onChange={(value) => field.set(typeof value === 'string' ? toStored(value) : undefined)}
        />
      </Frame>
    );
  },
  sameChoices<ChoiceProps>,
);

/** An option with what it means beneath. */
export const optionText = ({ data }: { data: object }) => {
  const { label, about } = data as Partial<Option>;
  return (
    <>
      {label}
      {about !== undefined && <div className="option-about">{about}</div>}
    </>
  );
};

interface SeveralProps {
  path: string;
  label: string;
  help?: string;
  options?: Option[];
  placeholder?: string;
  /** Anything may be typed. */
  open?: boolean;
  /** Empty takes the field away. */
  optional?: boolean;
}

/** Several of a list, or – when open – words of one's own. */
export const SeveralField = memo(
  function SeveralField({ path, label, help, options = [], placeholder, open, optional = false }: SeveralProps) {
    const field = useField(path, { deep: true });
    return (
      <Frame label={label} path={path} help={help} field={field}>
        <Picker
          id={field.id}
          {...field.aria}
          mode={open === true ? 'tags' : 'multiple'}
          value={Array.isArray(field.value) ? (field.value as string[]) : []}
          disabled={field.disabled}
          status={field.aria['aria-invalid'] ? 'error' : ''}
          options={options}
          placeholder={placeholder}
          showSearch={SEARCHED}
          className="whole"
          {...(open === true
            ? {
                tokenSeparators: ['\n', '；', ';', '、'],
                ...(options.length === 0 ? { open: false, suffixIcon: null } : {}),
              }
            : {})}
          onChange={(values) => field.set(optional && values?.length === 0 ? undefined : values)}
        />
      </Frame>
    );
  },
  sameChoices<SeveralProps>,
);

interface SwitchProps {
  path: string;
  label: string;
  help?: string | undefined;
}

/** Yes or no. */
export const SwitchField = memo(function SwitchField({ path, label, help }: SwitchProps) {
  const field = useField(path);
  return (
    <Frame label={label} path={path} help={help} field={field} beside>
      <Switch
        id={field.id}
        {...field.aria}
        size="small"
        checked={field.value === true}
        disabled={field.disabled}
        onChange={(on) => field.set(on)}
      />
    </Frame>
  );
});
