import { InputNumber } from 'antd';
import { memo } from 'react';
import { Frame } from './frame.js';
import { useDraft } from './text-field.js';
import { missing, useField } from './use-field.js';

interface Props {
  path: string;
  label: string;
  help?: string;
  suffix?: string;
  /** Empty takes the field away. */
  optional?: boolean;
  placeholder?: string;
}

/** A number; limits are those of the format, said when they are passed rather than silently applied. */
export const NumberField = memo(function NumberField({
  path,
  label,
  help,
  suffix,
  optional = false,
  placeholder,
}: Props) {
  const field = useField(path);
  const value = typeof field.value === 'number' ? field.value : null;
  const { shown, type, settle } = useDraft<number | null>(value);
  return (
    <Frame label={label} path={path} help={help} field={field}>
      <InputNumber
        id={field.id}
        {...field.aria}
        value={shown}
        disabled={field.disabled}
        status={field.aria['aria-invalid'] ? 'error' : ''}
        suffix={suffix}
        placeholder={placeholder}
        style={{ width: '100%' }}
        onChange={(next) => {
          if (next === null && !optional) field.refuse(missing(path));
          const taken = next === null ? optional && field.set(undefined, true) : field.set(next, true);
          if (taken) settle();
          else type(next);
        }}
      />
    </Frame>
  );
});
