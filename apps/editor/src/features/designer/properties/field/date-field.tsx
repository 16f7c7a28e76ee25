import { Input } from 'antd';
import { Frame } from './frame.js';
import { TextField, useDraft } from './text-field.js';
import { missing, useField } from './use-field.js';

/**
 * A date, in the browser's own control: it knows the keyboard, the phone and the screen reader. A half-typed date is
 * empty to the page; the value stays until it is a date again.
 */
export function DateField({ path, label, help }: { path: string; label: string; help?: string }) {
  const field = useField(path);
  const value = typeof field.value === 'string' ? field.value : '';
  const draft = useDraft(value);
  return (
    <Frame label={label} path={path} help={help} field={field}>
      <Input
        id={field.id}
        {...field.aria}
        type="date"
        value={draft.shown}
        disabled={field.disabled}
        status={field.aria['aria-invalid'] ? 'error' : ''}
        onChange={({ target }) => {
          const next = target.value;
          if (next === '') field.refuse(missing(path));
          if (next !== '' && field.set(next, true)) draft.settle();
          else draft.type(next);
        }}
      />
    </Frame>
  );
}

/** A time of day as it is written in plans, 18:00 – whatever clock the browser prefers. */
export const TimeField = ({ path, label }: { path: string; label: string }) => (
  <TextField path={path} label={label} placeholder="18:00" maxLength={5} />
);
