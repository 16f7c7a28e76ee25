import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import { useWords } from './language.js';
import { useNarrow } from './use-narrow.js';

dayjs.extend(customParseFormat);

interface Props {
  /** A plain date, ISO. */
  value?: string | null;
  onChange?: (date: string | null) => void;
  id?: string;
  disabled?: boolean;
  /** There always is a date: it can be changed, not emptied. */
  required?: boolean;
  'aria-label'?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string | undefined;
}

/**
 * A plain date, in and out as ISO text. Not the browser's own field: that follows the browser's language, not the
 * page's. People may also type the date in the ways offices write it.
 */
export function DateField({ value, onChange, required = false, ...rest }: Props) {
  const { language } = useWords();
  // On a phone the calendar opens at a touch; the keyboard would cover it.
  const narrow = useNarrow();
  const formats =
    language === 'en'
      ? ['D MMM YYYY', 'YYYY-MM-DD', 'YYYY/M/D']
      : ['YYYY年M月D日', 'YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];
  const day = typeof value === 'string' ? dayjs(value, 'YYYY-MM-DD', true) : null;
  return (
    <DatePicker
      {...rest}
      allowClear={!required}
      status={rest['aria-invalid'] === true ? 'error' : ''}
      className="date-field"
      style={{ width: '100%' }}
      format={formats}
      inputReadOnly={narrow}
      value={day?.isValid() === true ? day : null}
      // Enter takes the date that was typed; it must not hand in the form around it.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault();
      }}
      onChange={(next) => onChange?.(next === null ? null : next.format('YYYY-MM-DD'))}
    />
  );
}
