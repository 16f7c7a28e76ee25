import { Tag } from 'antd';
import { DateField } from './date-field.js';
import { dateWords } from './dates.js';
import { useWords } from './language.js';

interface Props {
  /** Plain dates, ISO, in order. */
  value: readonly string[];
  onChange: (dates: string[]) => void;
  id?: string;
  disabled?: boolean;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string | undefined;
}

/** Several plain dates: each a label that can be taken away, and a field that adds another. */
export function DatesField({ value, onChange, ...rest }: Props) {
  const { language, t } = useWords();
  return (
    <div>
      {value.map((date) => (
        <Tag
          key={date}
          style={{ marginBottom: 4 }}
          closable={
            rest.disabled === true ? false : { 'aria-label': t('dates.remove', { date: dateWords(date, language) }) }
          }
          onClose={() => onChange(value.filter((other) => other !== date))}
        >
          {dateWords(date, language)}
        </Tag>
      ))}
      <DateField
        {...rest}
        value={null}
        onChange={(date) => {
          if (date !== null) onChange([...new Set([...value, date])].toSorted());
        }}
      />
    </div>
  );
}
