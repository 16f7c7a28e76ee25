import { Input } from 'antd';
import { memo, useState } from 'react';
import { Frame } from './frame.js';
import { type Field, missing, useField } from './use-field.js';

/**
 * What is being typed over a value: stays as typed while it is refused, and gives way as soon as the value changes by
 * other means (undo, another field).
 */
export function useDraft<Value>(value: Value): { shown: Value; type: (draft: Value) => void; settle: () => void } {
  const [draft, keep] = useState<{ text: Value; over: Value } | null>(null);
  return {
    shown: draft !== null && Object.is(draft.over, value) ? draft.text : value,
    type: (text) => keep({ text, over: value }),
    settle: () => keep(null),
  };
}

interface Props {
  path: string;
  label: string;
  help?: string;
  placeholder?: string;
  /** Lines at least; one line where not given. */
  rows?: number;
  maxLength?: number;
  /** Of what is written here, where that is not the reader's own: for who has it read aloud. */
  lang?: string;
  /** Empty takes the field away instead of being refused. */
  optional?: boolean;
}

/** A plain text. */
export const TextField = memo(function TextField({ path, label, help, ...input }: Props) {
  const field = useField(path);
  return (
    <Frame label={label} path={path} help={help} field={field}>
      <TextInput field={field} {...input} />
    </Frame>
  );
});

type InputProps = Omit<Props, 'path' | 'label' | 'help'> & {
  field: Field;
  label?: string;
  prefix?: string;
  /** What to do with the text instead of putting it where the field is. */
  onText?: (text: string) => boolean;
};

/** The control alone, tied to a field. */
export function TextInput({ field, rows, optional = false, label, onText, prefix, ...rest }: InputProps) {
  const value = typeof field.value === 'string' ? field.value : '';
  const { shown, type, settle } = useDraft(value);
  const store = (text: string): boolean => {
    if (onText !== undefined) return onText(text);
    if (text !== '') return field.set(text, true);
    if (optional) return field.set(undefined, true);
    field.refuse(missing(field.path));
    return false;
  };
  const props = {
    ...rest,
    ...field.aria,
    id: field.id,
    value: shown,
    disabled: field.disabled,
    status: field.aria['aria-invalid'] ? ('error' as const) : ('' as const),
    ...(label === undefined ? {} : { 'aria-label': label }),
    onChange: ({ target }: { target: { value: string } }) => {
      const text = target.value;
      if (store(text)) settle();
      else type(text);
    },
  };
  return rows === undefined ? (
    <Input {...props} {...(prefix === undefined ? {} : { prefix: <span className="prefix">{prefix}</span> })} />
  ) : (
    <Input.TextArea {...props} autoSize={{ minRows: rows, maxRows: 12 }} />
  );
}
