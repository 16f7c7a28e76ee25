import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useWords } from './language.js';

interface Props {
  /** What is searched: its name, and what stands in it while it is empty. */
  label: string;
  /** Where not given, the field keeps what is typed to itself. */
  value?: string;
  onChange: (text: string) => void;
  size?: 'small';
  className?: string;
}

/** A field that narrows what is shown while one types, with a way to empty it. */
export function SearchField({ label, onChange, className = '', ...rest }: Props) {
  const { t } = useWords();
  return (
    <Input
      {...rest}
      className={`search-field ${className}`}
      maxLength={100}
      prefix={<SearchOutlined />}
      // The button around it has no other name.
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={t('action.clear')} /> }}
      placeholder={label}
      aria-label={label}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
