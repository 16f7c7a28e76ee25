import { Link } from 'react-router';
import { useWords } from '../platform/language.js';

/** Sign and name of the product; the way back to the first page. */
export function Wordmark() {
  const { t } = useWords();
  return (
    <Link to="/" className="wordmark" aria-label={t('product')}>
      <img src="/icon.svg" alt="" width={28} height={28} />
      <span>{t('product')}</span>
    </Link>
  );
}
