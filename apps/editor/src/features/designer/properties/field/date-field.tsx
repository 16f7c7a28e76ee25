import { memo } from 'react';
import { DateField as DateInput } from '../../../../platform/date-field.js';
import { DatesField as DatesInput } from '../../../../platform/dates-field.js';
import { Frame } from './frame.js';
import { TextField } from './text-field.js';
import { useField } from './use-field.js';

/** A date, picked or typed. There always is one: what is half typed gives way to the date that stood there. */
export const DateField = memo(function DateField({
  path,
  label,
  help,
}: {
  path: string;
  label: string;
  help?: string;
}) {
  const field = useField(path);
  return (
    <Frame label={label} path={path} help={help} field={field}>
      <DateInput
        id={field.id}
        {...field.aria}
        value={typeof field.value === 'string' ? field.value : null}
        disabled={field.disabled}
        required
        onChange={(date) => {
          if (date !== null) field.set(date);
        }}
      />
    </Frame>
  );
});

/** Days of rest beside those of the calendar; none is the ordinary case. */
export const DatesField = memo(function DatesField({
  path,
  label,
  help,
}: {
  path: string;
  label: string;
  help?: string;
}) {
  const field = useField(path, { deep: true });
  const dates = Array.isArray(field.value) ? (field.value as string[]) : [];
  return (
    <Frame label={label} path={path} help={help} field={field}>
      <DatesInput
        id={field.id}
        {...field.aria}
        value={dates}
        disabled={field.disabled}
        onChange={(next) => field.set(next.length === 0 ? undefined : next)}
      />
    </Frame>
  );
});

/** A time of day as it is written in plans, 18:00 – whatever clock the browser prefers. */
export const TimeField = ({ path, label }: { path: string; label: string }) => (
  <TextField path={path} label={label} placeholder="18:00" maxLength={5} />
);
