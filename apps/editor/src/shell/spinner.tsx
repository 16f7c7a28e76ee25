import { Spin } from 'antd';
import { useWords } from '../platform/language.js';

/** Shown while a page or its first data is on the way. */
export function Spinner() {
  const { t } = useWords();
  return (
    <div role="status" style={{ display: 'grid', placeItems: 'center', minHeight: '40vh' }}>
      <Spin size="large" />
      <span className="visually-hidden">{t('loading')}</span>
    </div>
  );
}
