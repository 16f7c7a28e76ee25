import { DatePicker } from 'antd';
import dayjs from 'dayjs';

interface Props {
  /** Plain dates, ISO, in order. */
  value: readonly string[];
  onChange: (dates: string[]) => void;
  id?: string;
  disabled?: boolean;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string | undefined;
}

/** Several plain dates, each as a label that can be taken away. */
export function DatesField({ value, onChange, ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      multiple
      className="date-field"
      style={{ width: '100%' }}
      format="YYYY-MM-DD"
      value={value.map((date) => dayjs(date))}
      onChange={(days: dayjs.Dayjs[] | null) =>
        onChange((days ?? []).map((day) => day.format('YYYY-MM-DD')).toSorted())
      }
    />
  );
}
