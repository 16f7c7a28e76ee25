import { Select, Switch } from 'antd';
import { Frame } from './frame.js';
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
const matches = (typed: string, option: Option | undefined): boolean =>
  (option?.label ?? '').toLowerCase().includes(typed.toLowerCase());

/** One of several. A value that is none of them is shown as it is, so that nothing is hidden. */
export function ChoiceField({ path, label, help, options, optional = false, placeholder, ...stored }: ChoiceProps) {
  const { toStored = (value: string) => value, fromStored = asText } = stored;
  const field = useField(path);
  return (
    <Frame label={label} path={path} help={help} field={field}>
      <Select
        id={field.id}
        {...field.aria}
        value={fromStored(field.value) ?? null}
        disabled={field.disabled}
        status={field.aria['aria-invalid'] ? 'error' : ''}
        options={options}
        allowClear={optional}
        placeholder={placeholder}
        showSearch={options.length > 8 ? { filterOption: matches } : false}
        optionRender={optionText}
        style={{ width: '100%' }}
        popupMatchSelectWidth={false}
        onChange={(value: string | null | undefined) =>
          field.set(value === null || value === undefined ? undefined : toStored(value))
        }
      />
    </Frame>
  );
}

/** An option with what it means beneath. */
export const optionText = ({ data }: { data: Option }) => (
  <>
    {data.label}
    {data.about !== undefined && <div className="option-about">{data.about}</div>}
  </>
);

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
export function SeveralField({ path, label, help, options = [], placeholder, open, optional = false }: SeveralProps) {
  const field = useField(path, { deep: true });
  return (
    <Frame label={label} path={path} help={help} field={field}>
      <Select
        id={field.id}
        {...field.aria}
        mode={open === true ? 'tags' : 'multiple'}
        value={Array.isArray(field.value) ? (field.value as string[]) : []}
        disabled={field.disabled}
        status={field.aria['aria-invalid'] ? 'error' : ''}
        options={options}
        placeholder={placeholder}
        showSearch={{ filterOption: matches }}
        style={{ width: '100%' }}
        {...(open === true
          ? {
              tokenSeparators: ['\n', '；', ';', '、'],
              ...(options.length === 0 ? { open: false, suffixIcon: null } : {}),
            }
          : {})}
        onChange={(values: string[]) => field.set(values.length === 0 && optional ? undefined : values)}
      />
    </Frame>
  );
}

/** Yes or no. */
export function SwitchField({ path, label, help }: { path: string; label: string; help?: string | undefined }) {
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
}
