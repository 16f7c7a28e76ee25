import { readDate } from '@gangmu/core';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import { useState } from 'react';
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
 * What is taken while one types: only what is complete with its last sign. 2026-8-3 may still become 2026-8-30; like
 * all other ways people write dates it is read when they have ended.
 */
const FORMATS = { zh: ['YYYY年M月D日', 'YYYY-MM-DD', 'YYYYMMDD'], en: ['D MMM YYYY', 'YYYY-MM-DD'] };

/**
 * A plain date, in and out as ISO text. Not the browser's own field: that follows the browser's language, not the
 * page's. People may also type the date in the ways offices write it, as in a table; without a year it is in the year
 * of the date that stands there, else in this one. What cannot be read gives way to what stood there, and that is said.
 */
export function DateField({ value, onChange, required = false, ...rest }: Props) {
  const { t, language } = useWords();
  const [unread, setUnread] = useState<string | null>(null);
  // On a phone the calendar opens at a touch; the keyboard would cover it.
  const narrow = useNarrow();
  const formats = FORMATS[language];
  const parsed = typeof value === 'string' ? dayjs(value, 'YYYY-MM-DD', true) : null;
  const day = parsed?.isValid() === true ? parsed : null;
  const change = (date: string | null): void => {
    setUnread(null);
    onChange?.(date);
  };
  const read = (typed: string): void => {
    const text = typed.trim();
    const known = text === '' || text === day?.format(formats[0]) || dayjs(text, formats, true).isValid();
    if (known) return;
    const year = (day ?? dayjs()).year();
    const date = readDate(text, { start: `${year}-01-01`, end: `${year}-12-31` });
    if (date === null) setUnread(text);
    else if (date !== value) change(date);
  };
  return (
    <div
      className="date-box"
      onBlur={({ target }) => {
        if (target instanceof HTMLInputElement) read(target.value);
      }}
    >
      <DatePicker
        {...rest}
        allowClear={!required}
        status={rest['aria-invalid'] === true || unread !== null ? 'error' : ''}
        className="date-field"
        style={{ width: '100%' }}
        format={formats}
        inputReadOnly={narrow}
        value={day}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return setUnread(null);
          // Enter takes the date that was typed; it must not hand in the form around it.
          event.preventDefault();
          if (event.target instanceof HTMLInputElement) read(event.target.value);
        }}
        onChange={(next) => change(next === null ? null : next.format('YYYY-MM-DD'))}
      />
      <span role="alert" className="date-unread">
        {unread !== null && t('date.unread', { text: unread })}
      </span>
    </div>
  );
}
